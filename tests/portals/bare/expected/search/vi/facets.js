congboSearch("facets","vi","f389e0792ffa",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
