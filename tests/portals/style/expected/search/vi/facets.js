congboSearch("facets","vi","2c07fcbd51a9",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
