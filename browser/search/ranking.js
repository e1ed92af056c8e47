// Ranking: which entries have the words of a query, how well, and how much of
// it stands side by side in their names. A slot is a word of the query with
// what was found for it.

// Names of an entry begin at multiples of this place.
const NAME = 16;
// What a word counts in a name and in a text.
const IN_NAME = 1, IN_TEXT = 0.34;

// A word of the query with accents, where a text has others.
export const OTHER_ACCENTS = 0.06;

// What people look for more often than for the rest.
export const KINDS = { plan: 1.12, agency: 1.1, document: 1.06, indicator: 1.06, page: 1.05, pillar: 1.05, quarter: 1.05, topic: 1, term: 1, target: 1, task: 0.97, dataset: 0.95, result: 0.9, budget: 0.95, duty: 0.85, table: 0.8, column: 0.6, row: 0.8 };

// Which entries have a word, how well, and at which places of their names.
export function matches(alternatives, slot) {
  var found = new Map(), often = new Set(), plain = !slot.form || slot.form === slot.key;
  alternatives.forEach(function (alternative) {
    alternative.lists.forEach(function (list) {
      // Who gives a word accents means them; who gives none means any.
      var same = list.form === slot.form;
      var weight = alternative.weight * (alternative.key !== slot.key || same ? 1 : plain ? 0.98 : OTHER_ACCENTS);
      function hitOf(entry, weight) {
        var hit = found.get(entry);
        if (!hit) found.set(entry, (hit = { weight: 0, places: [] }));
        hit.weight = Math.max(hit.weight, weight);
        if (alternative.weight === 1) often.add(entry);
        return hit;
      }
      list.names.forEach(function (entry, at) {
        hitOf(entry, weight * IN_NAME).places.push(list.places[at], weight);
      });
      list.texts.forEach(function (entry) {
        hitOf(entry, weight * IN_TEXT);
      });
    });
  });
  return { found: found, often: often.size || found.size };
}

// How much of the query stands side by side in a name, weighed by rarity.
function phrases(entry, slots) {
  var bonus = 0, runs = [], longest = 0, whole = 0;
  for (var slot = 0; slot < slots.length; slot++) {
    var hit = slots[slot].found.get(entry), next = [];
    for (var at = 0; hit && at < hit.places.length; at += 2) {
      var place = hit.places[at] >> 1, weight = hit.places[at + 1];
      var before = runs.find((run) => run.place === place - 1);
      var run = { place: place, length: before ? before.length + 1 : 1, sum: (before ? before.sum : 0) + weight * slots[slot].rarity, low: Math.min(before ? before.low : 1, weight), start: before ? before.start : place };
      // What a name is about stands early in it.
      var early = 1 - 0.015 * (run.start % NAME) - (run.start < NAME ? 0 : 0.1);
      longest = Math.max(longest, run.length);
      if (run.length > 1) bonus = Math.max(bonus, run.sum * early * (1 - 1 / run.length / run.length));
      if (run.length === slots.length && run.start % NAME === 0 && hit.places[at] & 1) whole = Math.max(whole, run.low);
      next.push(run);
    }
    if (next.length) runs = next;
    else runs = [];
  }
  return { bonus: bonus, longest: longest, whole: whole };
}

function named(entry, slots) {
  return slots.some(function (slot) {
    var hit = slot.found.get(entry);
    return hit && hit.places.length;
  });
}

export function kindOf(kinds, entry) {
  var low = 0, high = kinds.length;
  while (low < high) {
    var middle = (low + high) >> 1;
    if (kinds[middle][1] <= entry) low = middle + 1;
    else high = middle;
  }
  return kinds[low - 1][0];
}

// All entries that have enough of the words, best first.
export function ranked(start, slots) {
  var whole = 0, scores = new Map();
  slots.forEach(function (slot) {
    slot.rarity = slot.often ? Math.log(1 + start.entries / slot.often) : Math.log(1 + start.entries);
    whole += slot.rarity;
    slot.found.forEach(function (hit, entry) {
      var score = scores.get(entry);
      if (!score) scores.set(entry, (score = { entry: entry, has: 0, sum: 0 }));
      score.has += slot.rarity;
      score.sum += slot.rarity * hit.weight;
    });
  });
  var all = [];
  scores.forEach(function (score) {
    score.share = score.has / whole;
    if (score.share < 0.5) return;
    var phrase = phrases(score.entry, slots);
    score.longest = phrase.longest;
    score.slots = slots;
    score.whole = whole;
    score.phrase = 0.9 * phrase.bonus / whole;
    score.kind = kindOf(start.kinds, score.entry);
    // A long text has every word somewhere.
    if (score.kind === "page" && !named(score.entry, slots)) score.sum *= 0.6;
    score.score = (score.sum / whole + score.phrase + 0.6 * phrase.whole) * Math.pow(score.share, 4) * KINDS[score.kind];
    all.push(score);
  });
  all.sort(better);
  return enough(all);
}

export function better(one, other) {
  return other.score - one.score || one.entry - other.entry;
}

function enough(all) {
  // Where something has all the words, little else is worth telling.
  var full = all.filter((score) => score.share > 0.9);
  return full.length > 9 ? full : all;
}

// What so many words can score at most: readings of one query are compared.
export function most(words) {
  return 1 + 0.9 * (1 - 1 / words / words);
}

// The best of several readings of a query.
export function merged(readings) {
  var best = new Map();
  readings.forEach(function (hits) {
    hits.forEach(function (hit) {
      var known = best.get(hit.entry);
      if (!known || known.score < hit.score) best.set(hit.entry, hit);
    });
  });
  return enough(Array.from(best.values()).sort(better));
}
