congboSearch("facets","fr","25797882ba9c",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
