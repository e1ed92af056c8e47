<<<<<<< HEAD
congboSearch("texts","en","4beb78104a19",0,{"rare":["How","far","this","portal","meets","accessibility","standards","what","was","tested","which","limits","are","known","and","whom","to","tell","about","a","difficulty",".","Every","figure","on","this","portal","can","be","downloaded","and","reused","with","every","column","explained","."],"bits":"0se00w0U5lg"});
=======
congboSearch("texts","en","a39736fba4f9",0,["How far this portal meets accessibility standards, what was tested, which limits are known and whom to tell about a difficulty.","Everything on this portal as JSON files at fixed addresses, with an OpenAPI description and examples for curl, Python, R, Excel and DuckDB.","Every figure on this portal can be downloaded and reused, with every column explained.","","","","",""]);
>>>>>>> 9aee43d (api: goldens, documentation, words; views: contradictions have a file of their own)
