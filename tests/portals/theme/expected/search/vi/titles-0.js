<<<<<<< HEAD
congboSearch("titles","vi","fbafd1bf321a",0,{"addresses":"0tro-nang\n0du-lieu/index\n8bang/index\ndbang\ndindex.html#bang|\ns|","rare":["Tuyên","bố","về","trợ","năng","Dữ","liệu","mở","Bang","id","Bang"," · ","ten"],"bits":"11dYnvarV0"});
=======
congboSearch("titles","vi","9f74cd5ad2ac",0,{"titles":["Tuyên bố về trợ năng","API cho lập trình","Dữ liệu mở","Bảng mẫu","Bang","id","ten"],"addresses":["tro-nang.html","api.html","du-lieu/index.html","du-lieu/bang/index.html","du-lieu/bang/bang.html","du-lieu/bang/index.html#bang","du-lieu/bang/index.html#bang"],"places":["","Bảng mẫu","Bang · Bảng mẫu"],"at":[0,0,0,0,1,2,2]});
>>>>>>> 9aee43d (api: goldens, documentation, words; views: contradictions have a file of their own)
