congboSearch("facets","en","e3224ffb6837",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
