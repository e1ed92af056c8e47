congboSearch("texts","vi","ade5404d2adf",1,{"rare":[],"bits":"GGGGGGG"});
