// What only the text in another language says.

import { element, filled } from "./elements.js";
import { finder, index, search } from "./files.js";
import { item } from "./hits.js";
import { state } from "./state.js";

// Entries have one number in all languages, but for terms, the last ones.
function numbering(start) {
  return start.kinds.map((kind) => kind[0] + kind[1]).join().replace(/,?term.*/, "");
}

// Entries that only the text in another language has.
export function elsewhere(answer) {
  if (answer.hits.length > 9 && answer.hits[9].share > 0.9) return Promise.resolve([]);
  var known = new Set(answer.hits.filter((hit) => hit.share > 0.9).map((hit) => hit.entry));
  return Promise.all(answer.start.others.map(function (other) {
    var there = new finder.Search(index(other[0]));
    return there.ask(state.q, false).then(function (found) {
      if (numbering(found.start) !== numbering(answer.start)) return null;
      var hits = found.hits.filter((hit) => hit.share > 0.9 && hit.kind !== "term" && !known.has(hit.entry) && !found.slots.some((slot) => slot.mended)).slice(0, 10);
      if (!hits.length) return null;
      return search.index.titles(hits.map((hit) => hit.entry)).then(function (told) {
        var list = element("ol", { class: "hits" }, told.map((hit) => item(hit, found, other[0])));
        return { hits: hits, made: element("section", {}, [element("h2", {}, filled(answer.start.words["other-language"], { language: other[1] })), list]) };
      });
    });
  })).then((all) => all.filter(Boolean));
}
