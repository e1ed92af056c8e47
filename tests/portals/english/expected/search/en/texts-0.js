congboSearch("texts","en","38c590b7a9be",0,["","Every figure on this portal can be downloaded and reused, with every column explained.","A few figures, described in English only","","","","",""]);
