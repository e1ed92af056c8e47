congboSearch("facets","en","56f88530896c",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
