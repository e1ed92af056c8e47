// The words of a query, and what they stand for: abbreviations of the
// glossary, initials, and the words side by side in a text.

import { OTHER_ACCENTS } from "./ranking.js";

// Of longer queries the first words are read.
export const MOST_WORDS = 16;

// The query with abbreviations written out.
export function spelledOut(slots) {
  var all = [];
  slots.forEach(function (slot) {
    if (!slot.long) all.push({ key: slot.key, form: slot.form, word: slot.word, short: slot.short });
    else slot.long.forEach(function (key) {
      all.push({ key: key, form: key, word: key });
    });
  });
  return all.slice(0, MOST_WORDS);
}

// Abbreviations of the glossary stand for their words, and the other way.
export function widened(start, slots) {
  var keys = slots.map((slot) => slot.key);
  (start.short || []).forEach(function (pair) {
    var long = pair[1].split(" ");
    keys.forEach(function (key, at) {
      if (key === pair[0] && slots[at].form === key) slots[at].long = long;
      if (keys.slice(at, at + long.length).join(" ") !== pair[1]) return;
      for (var step = 0; step < long.length; step++) slots[at + step].short = pair[0];
    });
  });
}

// Adds entries to others, each with a part of its weight.
export function join(into, from, weight) {
  from.forEach(function (hit, entry) {
    var known = into.get(entry);
    if (!known) into.set(entry, { weight: hit.weight * weight, places: [] });
    else known.weight = Math.max(known.weight, hit.weight * weight);
  });
}

// The words that a string of initials stands for.
export function initialsOf(start, key) {
  var found = ("\n" + start.initials + "\n").match(new RegExp("\n" + key.replace(/\W/g, "") + " ([^\n]+)\n"));
  return found ? found[1].split(" ") : null;
}

// The heaviest run of words of the query that stand side by side in a text.
export function longestRun(words, slots, open) {
  var best = { length: 0, sum: 0 };
  function fits(word, slot, at) {
    if (word.key !== slot.key && !(open && at === slots.length - 1 && word.key.lastIndexOf(slot.key, 0) === 0)) return 0;
    return slot.form === slot.key || word.form === slot.form ? 1 : OTHER_ACCENTS;
  }
  for (var from = 0; from < words.length; from++) {
    for (var first = 0; first < slots.length; first++) {
      var length = 0, sum = 0, weight;
      while (first + length < slots.length && from + length < words.length && (weight = fits(words[from + length], slots[first + length], first + length))) {
        sum += weight * slots[first + length].rarity;
        length++;
      }
      if (sum > best.sum) best = { length: length, sum: sum };
    }
  }
  return best;
}
