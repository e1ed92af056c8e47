// The words of a query, marked in a name or a text.

import { WORD, fold } from "./fold.js";

// Pieces of a text: [piece, whether it is a word of the query].
export function marked(text, slots, lang) {
  var keys = {};
  slots.forEach(function (slot) {
    keys[slot.key] = true;
    (slot.long || []).concat(slot.short || []).forEach(function (key) {
      keys[key] = true;
    });
    (slot.mended || []).forEach(function (mended) {
      keys[mended.key] = true;
    });
  });
  var last = slots.length ? slots[slots.length - 1].key : "";
  var pieces = [], end = 0, found;
  WORD.lastIndex = 0;
  while ((found = WORD.exec(text))) {
    var key = fold(found[0], lang).key;
    if (!keys[key] && !(last.length > 1 && key.lastIndexOf(last, 0) === 0)) continue;
    var gap = text.slice(end, found.index), before = pieces[pieces.length - 1];
    if (before && before[1] && gap === " ") before[0] += gap + found[0];
    else {
      if (gap) pieces.push([gap, false]);
      pieces.push([found[0], true]);
    }
    end = found.index + found[0].length;
  }
  if (end < text.length) pieces.push([text.slice(end), false]);
  // Beside words that stand together, a single one is chance.
  var isPhrase = slots.length > 1 && pieces.some((piece) => piece[1] && / /.test(piece[0]));
  return isPhrase ? pieces.map((piece) => [piece[0], piece[1] && / /.test(piece[0])]) : pieces;
}

// The part of a long text around its first words of the query.
export function excerpt(pieces, most) {
  var before = 0, first = pieces.findIndex((piece) => piece[1]);
  var whole = pieces.reduce((sum, piece) => sum + piece[0].length, 0);
  if (whole <= most) return pieces;
  for (var at = 0; at < first; at++) before += pieces[at][0].length;
  var start = Math.max(0, Math.min(before - 50, whole - most)), end = start + most, place = 0, cut = [];
  pieces.forEach(function (piece) {
    var from = Math.max(0, start - place), to = Math.min(piece[0].length, end - place);
    if (from < to) {
      var text = piece[0].slice(from, to);
      if (from > 0 && !piece[1]) text = "…" + text.replace(/^\S*\s/, "");
      if (to < piece[0].length && !piece[1]) text = text.replace(/\s\S*$/, "") + "…";
      cut.push([text, piece[1]]);
    }
    place += piece[0].length;
  });
  return cut;
}
