// Hits as elements: name, place, and the words around what was asked.

import { element } from "./elements.js";
import { finder, index, lang, root, search } from "./files.js";

// Letters of a text that are shown of a hit.
const CONTEXT = 240;

function marks(text, slots, lang, most) {
  var pieces = finder.marked(text, slots, lang);
  return (most ? finder.excerpt(pieces, most) : pieces).map((piece) => piece[1] ? element("mark", {}, piece[0]) : piece[0]);
}

export function item(told, answer, other) {
  var link = element("a", { href: root + told.address, lang: told.lang }, marks(told.title, answer.slots, told.lang || lang));
  var entry = element("li", {}, element("p", { class: "entry" }, link));
  if (told.place) entry.append(element("p", { class: "quiet" }, told.place));
  var context = element("p", { class: "context", lang: other || "" });
  var source = other ? index(other) : search.index;
  var texts = other ? source.titles([told.entry]).then((titles) => titles[0].title) : source.text(told.entry);
  texts.then(function (text) {
    if (text) {
      context.append.apply(context, marks(text, answer.slots, other || lang, CONTEXT));
      entry.append(context);
    }
  }).catch(function () {});
  return entry;
}

export function listed(hits, answer) {
  return search.index.titles(hits.map((hit) => hit.entry)).then((told) => element("ol", { class: "hits" }, told.map((hit) => item(hit, answer))));
}
