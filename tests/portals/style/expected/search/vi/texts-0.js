<<<<<<< HEAD
congboSearch("texts","vi","1b529e4685fc",0,{"rare":["Cổng","này","đáp","ứng","tiêu","chuẩn","trợ","năng","đến","đâu","đã","kiểm","tra","những","gì","còn","hạn","chế","nào","và","báo","khó","khăn","cho","ai",".","Mọi","số","trên","cổng","này","đều","tải","về","được","dùng","lại","được","có","mô","tả","từng","cột","."],"bits":"030o02e0oc0GG"});
=======
congboSearch("texts","vi","195e63de4375",0,["Cổng này đáp ứng tiêu chuẩn trợ năng đến đâu, đã kiểm tra những gì, còn hạn chế nào và báo khó khăn cho ai.","Mọi nội dung của cổng dưới dạng tệp JSON có địa chỉ cố định, kèm mô tả OpenAPI và ví dụ cho curl, Python, R, Excel và DuckDB.","Mọi số liệu trên cổng này đều tải về được, dùng lại được, có mô tả từng cột.","","","","",""]);
>>>>>>> 9aee43d (api: goldens, documentation, words; views: contradictions have a file of their own)
