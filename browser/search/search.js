// A search: fills the slots of a query, mends words that are in no text,
// ranks, and reads a few texts to see which have the words side by side.

import { split } from "./fold.js";
import { MOST_WORDS, initialsOf, join, longestRun, spelledOut, widened } from "./query.js";
import { KINDS, better, matches, merged, most, ranked } from "./ranking.js";

export function Search(index) {
  this.index = index;
}

// A slot with the entries that have its word.
Search.prototype.fill = function (start, slot, open, isLast) {
  var index = this.index, cuts = start.cuts;
  var wanted = [index.exact(cuts, slot.key)];
  if (open && slot.key.length > 1) wanted.push(index.beginning(cuts, slot.key));
  return Promise.all(wanted).then((lists) => open || lists[0].length || slot.key.length < 2 || !isLast ? lists : Promise.all([lists[0], index.beginning(cuts, slot.key)])).then(function (lists) {
    var of = matches([].concat.apply([], lists), slot);
    slot.found = of.found;
    slot.often = of.often;
    slot.known = lists[0].length > 0 || (open && slot.found.size > 0);
    var more = [];
    if (slot.short) {
      more.push(index.exact(cuts, slot.short).then(function (part) {
        join(slot.found, matches(part, { key: "", form: "" }).found, 0.9);
      }));
    }
    return Promise.all(more);
  });
};

// Puts known words in the place of one that is not.
Search.prototype.mend = function (start, slot) {
  var index = this.index;
  return index.near(slot.key).then(function (keys) {
    return Promise.all(keys.map((key) => index.exact(start.cuts, key))).then(function (lists) {
      slot.mended = [];
      slot.found = slot.found || new Map();
      slot.begun = slot.found.size ? new Set(slot.found.keys()) : null;
      lists.forEach(function (list, at) {
        var one = matches(list, { key: keys[at], form: "" });
        one.found.forEach(function (hit) {
          hit.weight *= 0.9 - 0.06 * at;
        });
        slot.mended.push({ key: keys[at], found: one.found, lists: list });
        one.found.forEach(function (hit, entry) {
          var known = slot.found.get(entry);
          if (!known) slot.found.set(entry, { weight: hit.weight, places: hit.places.slice() });
          else {
            known.weight = Math.max(known.weight, hit.weight);
            known.places = known.places.concat(hit.places);
          }
        });
      });
      slot.often = Math.max(slot.often || 0, slot.mended.length ? slot.mended[0].found.size : 0);
    });
  });
};

// Answers a query: entries best first.
// `open`: whether the last word may go on.
Search.prototype.ask = function (query, open) {
  var search = this, index = search.index;
  function filled(start, slots) {
    var last = slots[slots.length - 1];
    return Promise.all(slots.map((slot) => search.fill(start, slot, open && slot === last, slot === last)));
  }
  return index.start().then(function (start) {
    var slots = split(query, index.lang).slice(0, MOST_WORDS);
    if (!slots.length) return { start: start, slots: slots, hits: [] };
    widened(start, slots);
    return filled(start, slots).then(function () {
      // What no text has may be the initials of what names say often.
      slots.forEach(function (slot) {
        var initials = !slot.known && !slot.long && initialsOf(start, slot.key);
        if (initials) slot.long = initials;
      });
      var isShort = slots.some((slot) => slot.long);
      var other = isShort ? spelledOut(slots) : null;
      var unknown = slots.filter((slot) => !slot.known && !slot.long);
      return Promise.all(unknown.map((slot) => search.mend(start, slot)).concat(other ? filled(start, other) : [])).then(function () {
        var hits = ranked(start, slots);
        if (other) {
          var written = ranked(start, other), less = 0.97 * most(slots.length) / most(other.length);
          written.forEach(function (hit) {
            hit.score *= less;
          });
          hits = merged([hits, written]);
        }
        var answer = { start: start, slots: slots, hits: hits };
        // Known words that are together in no name: one of them may be wrong.
        if (unknown.length || isShort || slots.length < 2 || open || hits.some((hit) => hit.share > 0.9 && hit.kind !== "page")) return answer;
        return search.doubt(start, slots, answer);
      });
    }).then((answer) => search.phrased(answer, open));
  });
};

// Texts that are read to see whether words stand side by side in them.
const MOST_READ = 10;

// Moves up what has the words side by side in its text: of the first entries
// that have all of them and not as a phrase in a name, the texts are read.
Search.prototype.phrased = function (answer, open) {
  var index = this.index;
  // Names are shown in any case: they come at the same time.
  index.titles(answer.hits.slice(0, MOST_READ).map((hit) => hit.entry)).catch(function () {});
  var doubtful = answer.hits.slice(0, 2 * MOST_READ).filter((hit) => hit.slots.length > 1 && hit.share > 0.9 && hit.longest < hit.slots.length).slice(0, MOST_READ);
  return Promise.all(doubtful.map(function (hit) {
    return index.text(hit.entry).then(function (text) {
      var slots = hit.slots, run = longestRun(split(text, index.lang), slots, open);
      var bonus = run.length > 1 ? run.sum / hit.whole * (0.6 * (1 - 1 / run.length / run.length) + (run.length === slots.length ? 0.25 : 0)) : 0;
      hit.score += Math.max(0, bonus - hit.phrase) * Math.pow(hit.share, 4) * KINDS[hit.kind];
    });
  })).then(function () {
    answer.hits.sort(better);
    return answer;
  });
};

// Tries another spelling of each word in turn; the best one answers.
Search.prototype.doubt = function (start, slots, answer) {
  var search = this;
  return Promise.all(slots.map(function (slot, at) {
    var other = { key: slot.key, form: slot.form, word: slot.word };
    return search.mend(start, other).then(function () {
      var all = slots.slice();
      all[at] = other;
      var hits = ranked(start, all);
      return { start: start, slots: all, hits: hits };
    });
  })).then(function (others) {
    others.forEach(function (other) {
      var better = other.hits.length && other.hits[0].share > 0.9 && (!answer.hits.length || other.hits[0].score > answer.hits[0].score * 2);
      if (better) answer = other;
    });
    return answer;
  });
};

// The query as what was found spells it, when words were mended.
Search.prototype.meant = function (answer) {
  var index = this.index, hits = answer.hits.slice(0, 8);
  if (!hits.length || !answer.slots.some((slot) => slot.mended)) return Promise.resolve("");
  return Promise.all([index.titles(hits.map((hit) => hit.entry)), index.text(hits[0].entry)]).then(function (told) {
    var texts = told[0].map((hit) => hit.title);
    texts.splice(1, 0, told[1]);
    var words = split(texts.join(" \n "), index.lang);
    return answer.slots.map(function (slot) {
      if (!slot.mended) return slot.word;
      var used = slot.mended.find((mended) => mended.found.has(hits[0].entry)) || (slot.begun ? null : slot.mended[0]);
      if (!used) return slot.word;
      var seen = words.find((word) => word.key === used.key);
      return seen ? seen.word.toLowerCase() : used.key;
    }).join(" ");
  }).then(function (spelled) {
    var asked = answer.slots.map((slot) => slot.word).join(" ");
    return spelled === asked ? "" : spelled;
  });
};
