congboSearch("facets","en","5c38a0717f8e",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
