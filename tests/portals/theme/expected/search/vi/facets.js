congboSearch("facets","vi","6d14f81f37e2",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
