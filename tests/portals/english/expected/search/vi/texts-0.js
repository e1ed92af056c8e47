congboSearch("texts","vi","00698fa9b887",0,["","Mọi số liệu trên cổng này đều tải về được, dùng lại được, có mô tả từng cột.","A few figures, described in English only","","","","",""]);
