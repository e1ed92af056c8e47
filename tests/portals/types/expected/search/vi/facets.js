congboSearch("facets","vi","e72b1c3ef1e6",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
