<<<<<<< HEAD
congboSearch("titles","vi","1b529e4685fc",0,{"addresses":"0tro-nang\n0du-lieu/index\n8mau/index\ncmau\ncindex.html#mau|\nq|\nq|","rare":["Tuyên","bố","về","trợ","năng","Bảng","Mau","id","Mau"," · ","ten","so"],"bits":"17Pu-bLvarTO8"});
=======
congboSearch("titles","vi","195e63de4375",0,{"titles":["Tuyên bố về trợ năng","API cho lập trình","Bảng mẫu","Dữ liệu mẫu","Mau","id","ten","so"],"addresses":["tro-nang.html","api.html","du-lieu/index.html","du-lieu/mau/index.html","du-lieu/mau/mau.html","du-lieu/mau/index.html#mau","du-lieu/mau/index.html#mau","du-lieu/mau/index.html#mau"],"places":["","Dữ liệu mẫu","Mau · Dữ liệu mẫu"],"at":[0,0,0,0,1,2,2,2]});
>>>>>>> 9aee43d (api: goldens, documentation, words; views: contradictions have a file of their own)
