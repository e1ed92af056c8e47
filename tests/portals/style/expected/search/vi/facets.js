congboSearch("facets","vi","249487ce6d3a",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
