congboSearch("facets","en","ffd8ae7279ef",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
