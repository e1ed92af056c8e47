congboSearch("facets","en","e8dd1d37d440",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
