congboSearch("facets","vi","a04794575483",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
