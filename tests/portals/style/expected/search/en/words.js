congboSearch("words","en","e8dd1d37d440",0,"and0be0can0column0data2download0every0explain0figur0id1mau2on0open1portal0reus0sampl1so1ten1this0with0");
