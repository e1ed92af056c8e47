congboSearch("facets","vi","6589ffb23054",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
