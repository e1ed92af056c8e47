congboSearch("words","vi","df5972fe110a",0,"bang3co0cong0cot0deu0du1dung0duoc0id1lai0lieu1mau1mo1moi0nay0nho0so0ta0tai0ten1tren0tung0ve0");
