congboSearch("facets","vi","0bdee9554681",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
