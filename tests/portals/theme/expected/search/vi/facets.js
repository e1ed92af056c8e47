congboSearch("facets","vi","df5972fe110a",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
