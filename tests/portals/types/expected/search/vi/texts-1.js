congboSearch("texts","vi","0bdee9554681",1,{"rare":[],"bits":"GGGGGGE"});
