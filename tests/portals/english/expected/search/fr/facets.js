congboSearch("facets","fr","a29ff781d67a",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
