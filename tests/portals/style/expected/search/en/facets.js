congboSearch("facets","en","db9d3f412502",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
