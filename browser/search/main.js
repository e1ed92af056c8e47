// Search in the portal's own index, which is read in small files as it is
// needed. Works from a disk: the files are scripts that call congboSearch.
// Nothing is stored and nobody is asked. docs/search.md tells how it ranks.
//
// Here is only what the search page, and tests outside a browser, may use.

import { distance } from "./spelling.js";
import { fold, keyOf, split } from "./fold.js";
import { Index } from "./index.js";
import { excerpt, marked } from "./marked.js";
import { kindOf } from "./ranking.js";
import { Search } from "./search.js";

globalThis.congboFinder = { Index, Search, fold, keyOf, split, marked, excerpt, distance, kindOf };
