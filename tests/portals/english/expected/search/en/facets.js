congboSearch("facets","en","38c590b7a9be",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
