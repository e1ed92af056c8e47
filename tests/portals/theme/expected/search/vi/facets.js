congboSearch("facets","vi","bd6423741af7",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
