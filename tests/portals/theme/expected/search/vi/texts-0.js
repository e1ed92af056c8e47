<<<<<<< HEAD
congboSearch("texts","vi","fbafd1bf321a",0,{"rare":["Cổng","này","đáp","ứng","tiêu","chuẩn","trợ","năng","đến","đâu","đã","kiểm","tra","những","gì","còn","hạn","chế","nào","và","báo","khó","khăn","cho","ai",".","Mọi","số","liệu","trên","cổng","này","đều","tải","về","được","dùng","lại","được","có","mô","tả","từng","cột",".","nhỏ"],"bits":"03ws0203xM5Bk"});
=======
congboSearch("texts","vi","9f74cd5ad2ac",0,["Cổng này đáp ứng tiêu chuẩn trợ năng đến đâu, đã kiểm tra những gì, còn hạn chế nào và báo khó khăn cho ai.","Mọi nội dung của cổng dưới dạng tệp JSON có địa chỉ cố định, kèm mô tả OpenAPI và ví dụ cho curl, Python, R, Excel và DuckDB.","Mọi số liệu trên cổng này đều tải về được, dùng lại được, có mô tả từng cột.","Bảng nhỏ","","",""]);
>>>>>>> 9aee43d (api: goldens, documentation, words; views: contradictions have a file of their own)
