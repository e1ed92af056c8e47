congboSearch("facets","vi","48923c75445f",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
