congboSearch("facets","vi","1b529e4685fc",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
