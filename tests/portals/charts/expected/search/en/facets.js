congboSearch("facets","en","95448b106c93",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
