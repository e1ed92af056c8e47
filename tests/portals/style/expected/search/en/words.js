<<<<<<< HEAD
congboSearch("words","en","4beb78104a19",0,"about0accessibility0and1are0be0can0column0data1difficulty0download0every0explain0far0figur0how0id0known0limit0mau1meet0on0open0portal1reus0sampl0so0standard0statement0tell0ten0test0this1to0was0what0which0whom0with0");
=======
congboSearch("words","en","a39736fba4f9",0,"about0accessibility1address0an0and1api1are0as0at0be0can0column0curl0data2description0difficulty0download0duckdb0every0everyth0exampl0excel0explain0far0figur0fil0fixed0for1how0id1json0known0limit0mau2meet0on1open1openapi0portal1program1python0reus0sampl1so1standard0statement1tell0ten1test0this1to0was0what0which0whom0with1");
>>>>>>> 9aee43d (api: goldens, documentation, words; views: contradictions have a file of their own)
