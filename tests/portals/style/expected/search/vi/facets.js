congboSearch("facets","vi","5e7c14d90f57",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
