congboSearch("facets","vi","9573d582eba3",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
