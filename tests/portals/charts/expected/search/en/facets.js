congboSearch("facets","en","316114c0b11c",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
