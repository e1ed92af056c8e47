<<<<<<< HEAD
congboSearch("facets","vi","fbafd1bf321a",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
=======
congboSearch("facets","vi","9f74cd5ad2ac",0,{"plan":[],"agency":[],"pillar":[],"year":[]});
>>>>>>> 9aee43d (api: goldens, documentation, words; views: contradictions have a file of their own)
