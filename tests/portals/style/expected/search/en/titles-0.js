<<<<<<< HEAD
congboSearch("titles","en","4beb78104a19",0,{"addresses":"0en/accessibility\n3data/index\n8mau/index\ncmau\ncindex.html#mau|\nq|\nq|","rare":["Accessibility","statement","Open","Mau","id","Mau"," · ","ten","so"],"bits":"8Q_hvQF-Ag"});
=======
congboSearch("titles","en","a39736fba4f9",0,{"titles":["Accessibility statement","API for programs","Open data","Sample data","Mau","id","ten","so"],"addresses":["en/accessibility.html","en/api.html","en/data/index.html","en/data/mau/index.html","en/data/mau/mau.html","en/data/mau/index.html#mau","en/data/mau/index.html#mau","en/data/mau/index.html#mau"],"places":["","Sample data","Mau · Sample data"],"at":[0,0,0,0,1,2,2,2]});
>>>>>>> 9aee43d (api: goldens, documentation, words; views: contradictions have a file of their own)
