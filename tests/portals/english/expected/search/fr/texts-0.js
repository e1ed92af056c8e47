congboSearch("texts","fr","25797882ba9c",0,["","Every figure on this portal can be downloaded and reused, with every column explained.","A few figures, described in English only","","","","",""]);
