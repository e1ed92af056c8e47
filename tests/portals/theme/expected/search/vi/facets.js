congboSearch("facets","vi","fbafd1bf321a",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
