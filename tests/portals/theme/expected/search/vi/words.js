<<<<<<< HEAD
congboSearch("words","vi","fbafd1bf321a",0,"ai0bang2bao0bo0che0cho0chuan0co0con0cong1cot0da0dap0dau0den0deu0du0dung0duoc0gi0han0id0khan0kho0kiem0lai0lieu0mau0mo1moi0nang0nao0nay1nho0nhung0so0ta0tai0ten0tieu0tra0tren0tro0tung0tuyen0ung0va0ve1");
=======
congboSearch("words","vi","9f74cd5ad2ac",0,"ai0api1bang3bao0bo1che0chi0cho1chuan0co1con0cong1cot0cua0curl0da0dang0dap0dau0den0deu0dia0dinh0du1duckdb0dung1duoc0duoi0excel0gi0han0id1json0kem0khan0kho0kiem0lai0lap1lieu1mau1mo2moi1nang1nao0nay1nho0nhung0noi0openapi0python0so0ta1tai0ten1tep0tieu0tra0tren0trinh1tro1tung0tuyen1ung0va1ve1vi0");
>>>>>>> 9aee43d (api: goldens, documentation, words; views: contradictions have a file of their own)
