congboSearch("texts","en","e8dd1d37d440",0,["Every figure on this portal can be downloaded and reused, with every column explained.","","","","",""]);
