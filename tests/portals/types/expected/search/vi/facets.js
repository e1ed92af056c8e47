congboSearch("facets","vi","7abcbec37e80",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
