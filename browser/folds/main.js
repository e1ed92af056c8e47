// Folds of phones, for pages that have no other script.

import { unfold } from "./unfold.js";

unfold();
