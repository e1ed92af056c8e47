congboSearch("facets","vi","1fef85ec5125",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
