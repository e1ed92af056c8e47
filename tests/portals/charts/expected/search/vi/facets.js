congboSearch("facets","vi","7912337a4107",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
