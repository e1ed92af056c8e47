congboSearch("facets","vi","0b84d55e2f75",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
