congboSearch("facets","en","3fb4d399c18d",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
