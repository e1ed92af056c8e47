// Words of a text: what they are found under, their key, and what keeps their
// accents, their form. As src/render/index/fold.rs folds them.

const TONES = { "\u0300": "`", "\u0301": "'", "\u0303": "~", "\u0309": "?", "\u0323": "." };
export const WORD = /\p{N}+|(?:(?!\p{N})[\p{Alphabetic}\p{M}])+/gu;

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

export function fold(word, lang) {
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

export function split(text, lang) {
  return (text.match(WORD) || []).map(function (word) {
    var folded = fold(word, lang);
    folded.word = word;
    return folded;
  });
}

// The key of a form: the tone and all marks off.
export function keyOf(form, lang) {
  var key = form.replace(/[`'~?.]$/, "").normalize("NFKD").replace(/\p{M}/gu, "").replace(/đ/g, "d");
  return lang === "en" && key !== form ? stem(key) : key;
}
