// Names and texts of entries, which stand in the index as words of one
// vocabulary.

import { Bits } from "./bits.js";

// What is no word, so that no space stands before it or behind it.
const SIGN = /^[\0-\/:-@\[-`{-\xbf\u2000-\u206f]/;

// The next text of words of the vocabulary; rare ones stand beside.
export function spell(bits, start, rare) {
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

// Names of a block. An address keeps some letters of the one before.
export function names(content, start) {
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
