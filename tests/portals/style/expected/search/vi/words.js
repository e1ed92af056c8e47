congboSearch("words","vi","5e7c14d90f57",0,"bang1co0cong0cot0deu0du1dung0duoc0id1lai0lieu1mau3mo0moi0nay0so1ta0tai0ten1tren0tung0ve0");
