congboSearch("facets","vi","00698fa9b887",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
