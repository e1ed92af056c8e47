congboSearch("texts","vi","5e7c14d90f57",0,["Mọi số liệu trên cổng này đều tải về được, dùng lại được, có mô tả từng cột.","","","","",""]);
