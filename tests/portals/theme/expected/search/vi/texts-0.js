congboSearch("texts","vi","df5972fe110a",0,["Mọi số liệu trên cổng này đều tải về được, dùng lại được, có mô tả từng cột.","Bảng nhỏ","","",""]);
