congboSearch("texts","vi","e72b1c3ef1e6",1,{"rare":[],"bits":"GGGGGGG"});
