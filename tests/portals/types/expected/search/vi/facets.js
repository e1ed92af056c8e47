<<<<<<< HEAD
congboSearch("facets","vi","0bdee9554681",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
=======
congboSearch("facets","vi","905c1f48ddd4",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
>>>>>>> 9aee43d (api: goldens, documentation, words; views: contradictions have a file of their own)
