<<<<<<< HEAD
congboSearch("facets","vi","be0a52126832",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
=======
congboSearch("facets","vi","9c37e43df858",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
>>>>>>> 9aee43d (api: goldens, documentation, words; views: contradictions have a file of their own)
