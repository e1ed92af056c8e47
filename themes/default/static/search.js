// Search in the portal's own index, which is read in small files as it is
// needed. Works from a disk: the files are scripts that call congboSearch.
// Nothing is stored and nobody is asked. docs/search.md tells how it ranks.
(function (self) {
  "use strict";

  /* Words: as src/render/index/fold.rs folds them. ---------------------- */

  var TONES = { "\u0300": "`", "\u0301": "'", "\u0303": "~", "\u0309": "?", "\u0323": "." };
  var WORD = /\p{N}+|(?:(?!\p{N})[\p{Alphabetic}\p{M}])+/gu;

  function stem(word) {
    if (word.length < 4 || /[^\x00-\x7f]/.test(word)) return word;
    if (word.length > 4 && /ies$/.test(word)) word = word.slice(0, -3) + "y";
    else if (/sses$/.test(word)) word = word.slice(0, -2);
    else if (/[^sui]s$/.test(word)) word = word.slice(0, -1);
    var end = /ing$/.test(word) && word.length > 6 ? 3 : /ed$/.test(word) && word.length > 5 ? 2 : 0;
    if (end) word = word.slice(0, -end).replace(/([bdgmnprt])\1$/, "$1");
    if (word.length > 3 && /e$/.test(word)) word = word.slice(0, -1);
    return word.length > 4 ? word.replace(/iz/g, "is") : word;
  }

  function fold(word, lang) {
    var tone = "";
    var letters = word.toLowerCase().normalize("NFKD").replace(/[\u0300\u0301\u0303\u0309\u0323]/g, function (mark) {
      tone = TONES[mark];
      return "";
    });
    if (/^[0-9]/.test(letters)) {
      var number = letters.replace(/^0+/, "") || "0";
      return { key: number, form: number };
    }
    var key = letters.replace(/\p{M}/gu, "").replace(/đ/g, "d");
    if (/^(qu|[bcdghklmnprstvx]+)y$/.test(key)) {
      key = key.slice(0, -1) + "i";
      letters = letters.slice(0, -1) + "i";
    }
    var form = letters.normalize("NFC") + tone;
    if (lang === "en") {
      var plain = form === key;
      key = stem(key);
      if (plain) form = key;
    }
    return { key: key, form: form };
  }

  function split(text, lang) {
    return (text.match(WORD) || []).map(function (word) {
      var folded = fold(word, lang);
      folded.word = word;
      return folded;
    });
  }

  // The key of a form: the tone and all marks off.
  function keyOf(form, lang) {
    var key = form.replace(/[`'~?.]$/, "").normalize("NFKD").replace(/\p{M}/gu, "").replace(/đ/g, "d");
    return lang === "en" && key !== form ? stem(key) : key;
  }

  /* Bits as text: as src/render/index/bits.rs writes them. --------------- */

  var SIX = {};
  "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_".split("").forEach(function (letter, value) {
    SIX[letter] = value;
  });
  var MOST_ONES = 12, WINDOW = 32, PLACES = 64;

  function Bits(text) {
    this.text = text;
    this.at = 0;
    this.left = 0;
    this.six = 0;
  }

  Bits.prototype.bit = function () {
    if (!this.left) {
      this.six = SIX[this.text[this.at++]];
      this.left = 6;
    }
    return (this.six >> --this.left) & 1;
  };

  Bits.prototype.take = function (count) {
    var value = 0;
    while (count--) value = (value << 1) | this.bit();
    return value;
  };

  // A number of any size, above zero.
  Bits.prototype.number = function () {
    var more = 0;
    while (!this.bit()) more++;
    return (1 << more) | this.take(more);
  };

  // Numbers that never fall; of numbers that rise each is told less as many
  // as are before it.
  Bits.prototype.ascending = function (universe, rising) {
    var length = this.number() - 1, all = [], sum = Math.floor(universe / Math.max(1, length)), count = 1, last = 0;
    for (var at = 0; at < length; at++) {
      var bits = 0, ones = 0, gap;
      while ((count << bits) * 3 < sum * 2) bits++;
      while (ones < MOST_ONES && this.bit()) ones++;
      gap = (ones << bits) + (ones < MOST_ONES ? this.take(bits) : this.number() - 1);
      last += gap;
      all.push(rising ? last + at : last);
      sum += gap;
      if (++count === WINDOW) {
        sum = Math.floor(sum / 2);
        count /= 2;
      }
    }
    return all;
  };

  // A symbol of a code: `counts[n]` symbols take n + 1 bits.
  Bits.prototype.symbol = function (counts) {
    for (var length = 0, code = 0, first = 0, index = 0; length < counts.length; length++) {
      code |= this.bit();
      if (code - first < counts[length]) return index + code - first;
      index += counts[length];
      first = (first + counts[length]) << 1;
      code <<= 1;
    }
    throw new Error("bits");
  };

  // The code of which it is told how many bits every symbol takes.
  function codeOf(lengths) {
    var code = { counts: [], symbols: [] };
    for (var length = 1; length < 32; length++) {
      code.counts.push(0);
      for (var symbol = 0; symbol < lengths.length; symbol++) {
        if (parseInt(lengths[symbol], 36) !== length) continue;
        code.counts[length - 1]++;
        code.symbols.push(symbol);
      }
    }
    return code;
  }

  // What is no word, so that no space stands before it or behind it.
  var SIGN = /^[\0-\/:-@\[-`{-\xbf\u2000-\u206f]/;

  // The next text of words of the vocabulary; rare ones stand beside.
  function spell(bits, start, rare) {
    var told = "", isWord = false;
    for (;;) {
      var word = start.vocabulary[bits.symbol(start.code)];
      if (!word) return told;
      if (word === " ") word = rare.shift();
      var isSign = SIGN.test(word);
      told += isWord && !isSign ? " " + word : word;
      isWord = !isSign;
    }
  }

  /* The files of the index. --------------------------------------------- */

  // `bring(path)` brings a file; what it says arrives through `receive`.
  function Index(lang, bring) {
    this.lang = lang;
    this.bring = bring;
    this.files = {};
    this.waiting = {};
    this.version = "";
  }

  Index.prototype.receive = function (kind, version, number, content) {
    if (kind === "start") this.version = version;
    var name = kind === "start" || kind === "words" || kind === "facets" ? kind : kind + "-" + number;
    this.files[name] = { version: version, content: content };
  };

  // A file; one of another numbering of entries is asked for once more.
  Index.prototype.get = function (name) {
    var index = this;
    if (index.waiting[name]) return index.waiting[name];
    var path = "search/" + index.lang + "/" + name + ".js";
    var take = function (again) {
      return index.bring(path + (name === "start" ? again : "?" + index.version + again)).then(function () {
        var file = index.files[name];
        if (!file) throw new Error(path);
        if (file.version === index.version) return file.content;
        if (again) throw new Error(path + ": " + file.version);
        return take("&again");
      });
    };
    index.waiting[name] = take("").catch(function (error) {
      delete index.waiting[name];
      throw error;
    });
    return index.waiting[name];
  };

  Index.prototype.start = function () {
    return this.get("start").then(function (start) {
      if (typeof start.vocabulary === "string") {
        start.vocabulary = start.vocabulary.split("\n");
        start.places = codeOf(start.places);
      }
      return start;
    });
  };

  // What a file says, read once by `how`.
  Index.prototype.read = function (name, how) {
    var index = this;
    return Promise.all([index.start(), index.get(name)]).then(function (got) {
      var file = index.files[name];
      return file.told || (file.told = how(got[1], got[0]));
    });
  };

  // The lists of a file of words: key → [{form, names, places, texts}].
  Index.prototype.terms = function (number) {
    var lang = this.lang;
    return this.read("terms-" + number, function (content, start) {
      var bits = new Bits(content.bits), told = { keys: [], lists: {} };
      (content.words ? content.words.split("\n") : []).forEach(function (form) {
        var key = keyOf(form, lang), names = bits.ascending(start.entries, false);
        var places = names.map(function () {
          var place = start.places.symbols[bits.symbol(start.places.counts)];
          return place < PLACES ? place : PLACES - 1 + bits.number();
        });
        if (key !== told.keys[told.keys.length - 1]) {
          told.keys.push(key);
          told.lists[key] = [];
        }
        told.lists[key].push({ form: form, names: names, places: places, texts: bits.ascending(start.entries, true) });
      });
      return told;
    });
  };

  // The number of the file in which a word stands.
  function fileOf(cuts, key) {
    var low = 0, high = cuts.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (cuts[middle] <= key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  // Files that are read for the beginning of a word.
  var MOST_FILES = 4;

  Index.prototype.exact = function (cuts, key) {
    return this.terms(fileOf(cuts, key)).then(function (file) {
      return Object.prototype.hasOwnProperty.call(file.lists, key) ? [{ key: key, lists: file.lists[key], weight: 1 }] : [];
    });
  };

  Index.prototype.beginning = function (cuts, prefix) {
    var first = fileOf(cuts, prefix);
    var last = Math.min(fileOf(cuts, prefix + "\uffff"), first + MOST_FILES - 1);
    var index = this, files = [];
    for (var number = first; number <= last; number++) files.push(index.terms(number));
    return Promise.all(files).then(function (files) {
      var found = [];
      files.forEach(function (file) {
        file.keys.forEach(function (key) {
          if (key.lastIndexOf(prefix, 0) || key === prefix) return;
          found.push({ key: key, lists: file.lists[key], weight: 0.5 + 0.4 * prefix.length / key.length });
        });
      });
      return found;
    });
  };

  /* Other spellings. ----------------------------------------------------- */

  // What an accented word looks like when the keyboard did not compose it.
  function untyped(key) {
    var plain = key.replace(/([aeo])\1/g, "$1").replace(/dd/g, "d").replace(/w/g, "").replace(/[sfrxj]$/, "");
    return plain !== key && plain.length > 1 ? plain : "";
  }

  // Sounds that are taken for each other.
  var SOUNDS = [["tr", "ch"], ["s", "x"], ["d", "gi"], ["d", "r"], ["gi", "r"], ["l", "n"], ["ngh", "ng"], ["gh", "g"], ["k", "c"], ["q", "k"], ["ph", "f"]];
  var ENDS = [["n", "ng"], ["t", "c"], ["nh", "n"], ["ch", "c"], ["i", "y"]];

  function alike(one, other) {
    function swapped(pairs, join) {
      return pairs.some(function (pair) {
        return join(pair[0], pair[1]) || join(pair[1], pair[0]);
      });
    }
    return swapped(SOUNDS, function (a, b) {
      return one.lastIndexOf(a, 0) === 0 && b + one.slice(a.length) === other;
    }) || swapped(ENDS, function (a, b) {
      return one.slice(-a.length) === a && one.slice(0, -a.length) + b === other;
    });
  }

  // Letters left out, put in, replaced or swapped; more than `most` is more.
  function distance(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    var before = [], above = [], row = [], i, j;
    for (j = 0; j <= other.length; j++) above[j] = j;
    for (i = 1; i <= one.length; i++) {
      row = [i];
      for (j = 1; j <= other.length; j++) {
        var cost = one[i - 1] === other[j - 1] ? 0 : 1;
        row[j] = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + cost);
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      before = above;
      above = row;
    }
    return above[other.length];
  }

  // The known words nearest to one, best first.
  Index.prototype.near = function (key) {
    if (key.length < 2 || /^([0-9]|[ivx]+$)/.test(key)) return Promise.resolve([]);
    return this.get("words").then(function (text) {
      var most = key.length > 6 ? 2 : 1, found = [], plain = untyped(key);
      (text.match(/[^0-9]+[0-9]/g) || []).forEach(function (entry) {
        var known = entry.slice(0, -1), often = +entry.slice(-1);
        if (known === key) return;
        var far = known === plain ? 0.2 : alike(key, known) ? 0.5 : distance(key, known, most);
        if (far <= most) found.push({ key: known, far: far - often / 40 - (known[0] === key[0] ? 0.2 : 0) });
      });
      found.sort(function (one, other) {
        return one.far - other.far || (one.key < other.key ? -1 : 1);
      });
      return found.slice(0, 4).map(function (near) {
        return near.key;
      });
    });
  };

  /* Ranking. ------------------------------------------------------------- */

  // Names of an entry begin at multiples of this place.
  var NAME = 16;
  var IN_NAME = 1, IN_TEXT = 0.34, OTHER_ACCENTS = 0.06;
  // What people look for more often than for the rest.
  var KINDS = { plan: 1.12, agency: 1.1, document: 1.06, indicator: 1.06, page: 1.05, pillar: 1.05, quarter: 1.05, topic: 1, term: 1, target: 1, task: 0.97, dataset: 0.95, result: 0.9, budget: 0.95, duty: 0.85, table: 0.8, column: 0.6, row: 0.8 };

  // Which entries have a word, how well, and at which places of their names.
  function matches(alternatives, slot) {
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
        var before = runs.find(function (run) {
          return run.place === place - 1;
        });
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

  function kindOf(kinds, entry) {
    var low = 0, high = kinds.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (kinds[middle][1] <= entry) low = middle + 1;
      else high = middle;
    }
    return kinds[low - 1][0];
  }

  // All entries that have enough of the words, best first.
  function ranked(start, slots) {
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

  function better(one, other) {
    return other.score - one.score || one.entry - other.entry;
  }

  function enough(all) {
    // Where something has all the words, little else is worth telling.
    var full = all.filter(function (score) {
      return score.share > 0.9;
    });
    return full.length > 9 ? full : all;
  }

  /* A search. ------------------------------------------------------------ */

  // What so many words can score at most: readings of one query are compared.
  function most(words) {
    return 1 + 0.9 * (1 - 1 / words / words);
  }

  // The best of several readings of a query.
  function merged(readings) {
    var best = new Map();
    readings.forEach(function (hits) {
      hits.forEach(function (hit) {
        var known = best.get(hit.entry);
        if (!known || known.score < hit.score) best.set(hit.entry, hit);
      });
    });
    return enough(Array.from(best.values()).sort(better));
  }

  // The query with abbreviations written out.
  function spelledOut(slots) {
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
  function widened(start, slots) {
    var keys = slots.map(function (slot) {
      return slot.key;
    });
    (start.short || []).forEach(function (pair) {
      var long = pair[1].split(" ");
      keys.forEach(function (key, at) {
        if (key === pair[0] && slots[at].form === key) slots[at].long = long;
        if (keys.slice(at, at + long.length).join(" ") !== pair[1]) return;
        for (var step = 0; step < long.length; step++) slots[at + step].short = pair[0];
      });
    });
  }

  function join(into, from, weight) {
    from.forEach(function (hit, entry) {
      var known = into.get(entry);
      if (!known) into.set(entry, { weight: hit.weight * weight, places: [] });
      else known.weight = Math.max(known.weight, hit.weight * weight);
    });
  }

  function Search(index) {
    this.index = index;
  }

  // A slot with the entries that have its word.
  Search.prototype.fill = function (start, slot, open, isLast) {
    var index = this.index, cuts = start.cuts;
    var wanted = [index.exact(cuts, slot.key)];
    if (open && slot.key.length > 1) wanted.push(index.beginning(cuts, slot.key));
    return Promise.all(wanted).then(function (lists) {
      return open || lists[0].length || slot.key.length < 2 || !isLast ? lists : Promise.all([lists[0], index.beginning(cuts, slot.key)]);
    }).then(function (lists) {
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
      return Promise.all(keys.map(function (key) {
        return index.exact(start.cuts, key);
      })).then(function (lists) {
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

  var MOST_WORDS = 16;

  // Answers a query: entries best first.
  // `open`: whether the last word may go on.
  Search.prototype.ask = function (query, open) {
    var search = this, index = search.index;
    function filled(start, slots) {
      var last = slots[slots.length - 1];
      return Promise.all(slots.map(function (slot) {
        return search.fill(start, slot, open && slot === last, slot === last);
      }));
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
        var isShort = slots.some(function (slot) {
          return slot.long;
        });
        var other = isShort ? spelledOut(slots) : null;
        var unknown = slots.filter(function (slot) {
          return !slot.known && !slot.long;
        });
        return Promise.all(unknown.map(function (slot) {
          return search.mend(start, slot);
        }).concat(other ? filled(start, other) : [])).then(function () {
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
          if (unknown.length || isShort || slots.length < 2 || open || hits.some(function (hit) {
            return hit.share > 0.9 && hit.kind !== "page";
          })) return answer;
          return search.doubt(start, slots, answer);
        });
      }).then(function (answer) {
        return search.phrased(answer, open);
      });
    });
  };

  // The words that a string of initials stands for.
  function initialsOf(start, key) {
    var found = ("\n" + start.initials + "\n").match(new RegExp("\n" + key.replace(/\W/g, "") + " ([^\n]+)\n"));
    return found ? found[1].split(" ") : null;
  }

  // Texts that are read to see whether words stand side by side in them.
  var MOST_READ = 10;

  // Moves up what has the words side by side in its text: of the first entries
  // that have all of them and not as a phrase in a name, the texts are read.
  Search.prototype.phrased = function (answer, open) {
    var index = this.index;
    // Names are shown in any case: they come at the same time.
    index.titles(answer.hits.slice(0, MOST_READ).map(function (hit) {
      return hit.entry;
    })).catch(function () {});
    var doubtful = answer.hits.slice(0, 2 * MOST_READ).filter(function (hit) {
      return hit.slots.length > 1 && hit.share > 0.9 && hit.longest < hit.slots.length;
    }).slice(0, MOST_READ);
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

  // The heaviest run of words of the query that stand side by side in a text.
  function longestRun(words, slots, open) {
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
    if (!hits.length || !answer.slots.some(function (slot) {
      return slot.mended;
    })) return Promise.resolve("");
    return Promise.all([index.titles(hits.map(function (hit) {
      return hit.entry;
    })), index.text(hits[0].entry)]).then(function (told) {
      var texts = told[0].map(function (hit) {
        return hit.title;
      });
      texts.splice(1, 0, told[1]);
      var words = split(texts.join(" \n "), index.lang);
      return answer.slots.map(function (slot) {
        if (!slot.mended) return slot.word;
        var used = slot.mended.find(function (mended) {
          return mended.found.has(hits[0].entry);
        }) || (slot.begun ? null : slot.mended[0]);
        if (!used) return slot.word;
        var seen = words.find(function (word) {
          return word.key === used.key;
        });
        return seen ? seen.word.toLowerCase() : used.key;
      }).join(" ");
    }).then(function (spelled) {
      var asked = answer.slots.map(function (slot) {
        return slot.word;
      }).join(" ");
      return spelled === asked ? "" : spelled;
    });
  };

  // Name, address, place of entries, in their order.
  Index.prototype.titles = function (entries) {
    var index = this;
    return index.start().then(function (start) {
      return Promise.all(entries.map(function (entry) {
        return index.read("titles-" + Math.floor(entry / start.block), names).then(function (block) {
          return Object.assign({ entry: entry }, block[entry % start.block]);
        });
      }));
    });
  };

  // Names of a block. An address keeps some letters of the one before.
  function names(content, start) {
    var bits = new Bits(content.bits), place = "", address = "";
    var langs = {};
    Object.keys(content.borrowed || {}).forEach(function (lang) {
      content.borrowed[lang].forEach(function (at) {
        langs[at] = lang;
      });
    });
    return content.addresses.split("\n").map(function (line, at) {
      var title = spell(bits, start, content.rare);
      if (bits.bit()) place = spell(bits, start, content.rare);
      address = address.slice(0, parseInt(line[0], 36)) + line.slice(1);
      address = /\|$/.test(line) ? address.slice(0, -1) : address + ".html";
      return { title: title, address: address, place: place, lang: langs[at] || "" };
    });
  }

  Index.prototype.text = function (entry) {
    var index = this;
    return index.start().then(function (start) {
      var size = Math.min(start.texts, start.entries - entry + entry % start.texts);
      return index.read("texts-" + Math.floor(entry / start.texts), function (content) {
        var bits = new Bits(content.bits), texts = [];
        while (texts.length < size) texts.push(spell(bits, start, content.rare));
        return texts;
      }).then(function (texts) {
        return texts[entry % start.texts];
      });
    });
  };

  // The entries of a facet.
  Index.prototype.members = function (list) {
    return new Set(new Bits(list).ascending(this.files.start.content.entries, true));
  };

  /* Marking words. -------------------------------------------------------- */

  // Pieces of a text: [piece, whether it is a word of the query].
  function marked(text, slots, lang) {
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
    var isPhrase = slots.length > 1 && pieces.some(function (piece) {
      return piece[1] && / /.test(piece[0]);
    });
    return isPhrase ? pieces.map(function (piece) {
      return [piece[0], piece[1] && / /.test(piece[0])];
    }) : pieces;
  }

  // The part of a long text around its first words of the query.
  function excerpt(pieces, most) {
    var before = 0, first = pieces.findIndex(function (piece) {
      return piece[1];
    });
    var whole = pieces.reduce(function (sum, piece) {
      return sum + piece[0].length;
    }, 0);
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

  self.congboFinder = { Index: Index, Search: Search, fold: fold, keyOf: keyOf, split: split, marked: marked, excerpt: excerpt, distance: distance, kindOf: kindOf };
})(this);
