congboSearch("facets","vi","ade5404d2adf",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
