congboSearch("facets","vi","3088a9481ced",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
