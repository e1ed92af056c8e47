<<<<<<< HEAD
congboSearch("facets","vi","1b529e4685fc",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
=======
congboSearch("facets","vi","195e63de4375",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
>>>>>>> 9aee43d (api: goldens, documentation, words; views: contradictions have a file of their own)
