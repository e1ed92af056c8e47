// The files of the index: each is brought once, when somebody needs it, and
// read once. Knows no query.

import { Bits, codeOf } from "./bits.js";
import { keyOf } from "./fold.js";
import { near } from "./spelling.js";
import { names, spell } from "./texts.js";

// A place in a name of so much or more is told as a number behind it.
const PLACES = 64;

// `bring(path)` brings a file; what it says arrives through `receive`.
export function Index(lang, bring) {
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
const MOST_FILES = 4;

Index.prototype.exact = function (cuts, key) {
  return this.terms(fileOf(cuts, key)).then((file) => Object.prototype.hasOwnProperty.call(file.lists, key) ? [{ key: key, lists: file.lists[key], weight: 1 }] : []);
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

// The known words nearest to one, best first.
Index.prototype.near = function (key) {
  if (key.length < 2 || /^([0-9]|[ivx]+$)/.test(key)) return Promise.resolve([]);
  return this.get("words").then((text) => near(text, key));
};

// Name, address, place of entries, in their order.
Index.prototype.titles = function (entries) {
  var index = this;
  return index.start().then((start) => Promise.all(entries.map((entry) => index.read("titles-" + Math.floor(entry / start.block), names).then((block) => Object.assign({ entry: entry }, block[entry % start.block])))));
};

Index.prototype.text = function (entry) {
  var index = this;
  return index.start().then(function (start) {
    var size = Math.min(start.texts, start.entries - entry + entry % start.texts);
    return index.read("texts-" + Math.floor(entry / start.texts), function (content) {
      var bits = new Bits(content.bits), texts = [];
      while (texts.length < size) texts.push(spell(bits, start, content.rare));
      return texts;
    }).then((texts) => texts[entry % start.texts]);
  });
};

// The entries of a facet.
Index.prototype.members = function (list) {
  return new Set(new Bits(list).ascending(this.files.start.content.entries, true));
};
