<<<<<<< HEAD
congboSearch("facets","en","4beb78104a19",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
=======
congboSearch("facets","en","a39736fba4f9",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
>>>>>>> 9aee43d (api: goldens, documentation, words; views: contradictions have a file of their own)
