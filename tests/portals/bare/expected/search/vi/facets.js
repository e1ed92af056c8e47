congboSearch("facets","vi","be0a52126832",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
