congboSearch("facets","vi","f37015b36075",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
