// Portals of any size for measuring search: so many indicators, each with a
// title of 8 syllables and a definition of 30, drawn from the demo portal's
// texts in their order of speech. The same in every run.
"use strict";
const fs = require("fs");
const path = require("path");

const project = path.resolve(__dirname, "../..");

/** Numbers below `most`, the same in every run. */
function chance(seed) {
  return (most) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * most);
  };
}

/** Which syllables follow which in the demo portal's tables. */
function speech() {
  const next = new Map();
  const data = path.join(project, "data");
  for (const folder of fs.readdirSync(data)) {
    for (const file of fs.readdirSync(path.join(data, folder)).filter((name) => name.endsWith(".csv"))) {
      const syllables = fs.readFileSync(path.join(data, folder, file), "utf8").match(/\p{L}+/gu) ?? [];
      const words = syllables.filter((one) => /[^\x00-\x7f]/.test(one) || one.length < 7);
      words.forEach((word, at) => at && next.set(words[at - 1], [...(next.get(words[at - 1]) ?? []), word]));
    }
  }
  return next;
}

/** So many syllables in a row. */
function said(next, all, draw, count) {
  const words = [all[draw(all.length)]];
  while (words.length < count) {
    const after = next.get(words[words.length - 1]);
    words.push(after && draw(12) ? after[draw(after.length)] : all[draw(all.length)]);
  }
  return words.join(" ");
}

function portal(root, entries) {
  const folder = path.join(root, "data/indicators");
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(root, "congbo.toml"), 'title = "Cổng đo"\nlanguages = ["vi"]\ndownloads = []\n[tables]\nmax_pages = 0\n');
  fs.writeFileSync(path.join(folder, "dataset.toml"), 'name = "indicators"\ntitle = "Chỉ số"\n[congbo]\nprofile = "registry"\n');
  const rows = entries.map(({ title, text }, at) => `chi-so-${at + 1},${title},percent,higher,${text}`);
  fs.writeFileSync(path.join(folder, "indicators.csv"), ["id,name_vi,unit,direction,definition_vi", ...rows].join("\r\n") + "\r\n");
}

/** A portal of so many entries below a folder; tells the entries. */
function drawn(root, size) {
  const next = speech(), all = [...next.keys()], draw = chance(size);
  const entries = Array.from({ length: size }, (_, id) => ({ id, title: said(next, all, draw, 8), text: said(next, all, draw, 30) }));
  portal(root, entries);
  return { entries, draw };
}

module.exports = { chance, drawn };
