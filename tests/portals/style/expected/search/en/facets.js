congboSearch("facets","en","4beb78104a19",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
