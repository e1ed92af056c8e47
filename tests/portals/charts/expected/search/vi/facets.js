congboSearch("facets","vi","4f9c5396fcbf",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
