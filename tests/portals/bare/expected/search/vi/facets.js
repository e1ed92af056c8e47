congboSearch("facets","vi","4711303e8e79",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
