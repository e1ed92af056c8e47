congboSearch("texts","vi","f389e0792ffa",0,["Mọi số liệu trên cổng này đều tải về được, dùng lại được, có mô tả từng cột.","","","","","","","","","","",""]);
