// How well the search finds: the labelled queries of queries.csv, asked of the
// search page's own script and of minisearch on the same texts.
//
//   node tests/search/quality.js SITE [MODULES]
//
// Prints a table; the exit code is 0 when our search is as good as it has to be.
"use strict";
const fs = require("fs");
const path = require("path");
const zlib = require("zlib");
const { chance } = require("./drawn.js");
const { open } = require("./engine.js");

const [site, modules] = process.argv.slice(2);
const LEAST = { recall: 0.98, first: 0.9 };
const MOST_WIRE = 60_000;

/** The rows of a CSV without line ends in its cells. */
function rows(file) {
  const lines = fs.readFileSync(path.join(__dirname, file), "utf8").trim().split("\n");
  const cells = (line) => [...line.matchAll(/("([^"]*)"|[^,]*)(,|$)/g)].map((cell) => cell[2] ?? cell[1]).slice(0, -1);
  const names = cells(lines[0] + ",");
  return lines.slice(1).map((line) => Object.fromEntries(cells(line + ",").map((cell, at) => [names[at], cell])));
}

/** All entries of a language, as the index's own files tell them. */
async function entries(index) {
  const start = await index.start(), all = [];
  for (let entry = 0; entry < start.entries; entry++) {
    const [[told], text] = await Promise.all([index.titles([entry]), index.text(entry)]);
    all.push({ id: entry, title: told.title, place: told.place, text, address: told.address });
  }
  return all;
}

/** Words that fold otherwise here than the table says, which the index's own folding follows too. */
function folded() {
  const { finder } = open(site, "vi");
  const table = rows("fold.csv");
  const faults = table.filter(({ lang, word, key, form }) => {
    const told = finder.fold(word, lang);
    return told.key !== key || told.form !== form || finder.keyOf(form, lang) !== key;
  });
  console.log(`${table.length - faults.length} of ${table.length} words fold as in the index`);
  return faults.map(({ lang, word }) => `${lang} “${word}” folds to ${JSON.stringify(finder.fold(word, lang))}`).concat(table.length < 60 ? "the table of folding is short" : []);
}

/** Whether a language's files hold together: words in order and where the start says, entries that exist, names. */
async function whole(lang) {
  const { index } = open(site, lang), start = await index.start(), faults = [];
  let last = "";
  for (let number = 0; number <= start.cuts.length; number++) {
    const { keys, lists } = await index.terms(number);
    if (number && keys.length && keys[0] !== start.cuts[number - 1]) faults.push(`${lang}: file ${number} begins with ${keys[0]}, not ${start.cuts[number - 1]}`);
    for (const key of keys) {
      if (key <= last) faults.push(`${lang}: ${key} stands behind ${last}`);
      last = key;
      for (const { names, places, texts } of lists[key]) {
        const rises = (list, least) => list.every((entry, at) => entry >= 0 && entry < start.entries && (!at || entry >= list[at - 1] + least));
        if (!rises(names, 0) || !rises(texts, 1) || names.length !== places.length) faults.push(`${lang}: the lists of ${key} are no lists of entries`);
      }
    }
  }
  const all = await entries(index);
  for (const told of all) {
    if (!told.title.trim() || !told.address || typeof told.text !== "string") faults.push(`${lang}: entry ${told.id} is ${JSON.stringify(told)}`);
  }
  console.log(`${lang}: ${all.length} entries`);
  return faults;
}

/** How much the files of a language take. */
function weight(lang) {
  const folder = path.join(site, "search", lang);
  return fs.readdirSync(folder).reduce((sum, name) => sum + zlib.brotliCompressSync(fs.readFileSync(path.join(folder, name))).length, 0);
}

/** Words with accents before which others stand that only look like them: every word of the index that has such others. */
async function exactFirst() {
  const { index, finder, top } = open(site, "vi"), start = await index.start(), faults = [], spelt = {};
  for (const { title, text, place } of await entries(index)) for (const { form, word } of finder.split(`${title} ${text} ${place}`, "vi")) spelt[form] ??= word.toLowerCase();
  let words = 0;
  for (let number = 0; number <= start.cuts.length; number++) {
    const { lists } = await index.terms(number);
    for (const [key, forms] of Object.entries(lists)) {
      for (const { form, names, texts } of forms) {
        if (form === key || forms.length < 2 || !spelt[form]) continue;
        words++;
        const exact = new Set([...names, ...texts]), hits = (await top(spelt[form], 10)).answer.hits.slice(0, 10);
        const late = hits.findIndex((hit, at) => at && exact.has(hit.entry) && !exact.has(hits[at - 1].entry));
        if (!exact.has(hits[0]?.entry) || late > 0) faults.push(`“${spelt[form]}”: one with other accents stands ${late > 0 ? late : 1}th`);
      }
    }
  }
  console.log(`${faults.length} of ${words} words with accents have other accents before their own`);
  return words < 200 ? [...faults, `only ${words} words with accents`] : faults;
}

/** Phrases of three or four words, drawn from texts, that at most two entries say: how often these come first. */
async function inTexts() {
  const { index, finder, top } = open(site, "vi"), all = await entries(index), draw = chance(6);
  const said = all.map(({ title, text, place }) => [title, text, place].map((part) => finder.split(part, "vi").map((word) => word.form).join(" ")).join(" | "));
  const sum = { phrases: 0, found: 0, first: 0 };
  while (sum.phrases < 150) {
    const parts = all[draw(all.length)].text.split(/[·,.;:()]/), words = parts[draw(parts.length)].trim().split(/\s+/);
    const from = draw(words.length), query = words.slice(from, from + 3 + draw(2)).join(" ");
    const forms = finder.split(query, "vi").map((word) => word.form);
    if (forms.length < 3 || /\d/.test(query)) continue;
    const has = all.filter((_, at) => ` ${said[at]} `.includes(` ${forms.join(" ")} `));
    if (!has.length || has.length > 2) continue;
    const at = (await top(query, 10)).list.findIndex((hit) => has.some((one) => one.id === hit.entry));
    sum.phrases++;
    sum.found += at >= 0;
    sum.first += at === 0;
  }
  console.log(`of ${sum.phrases} phrases drawn from texts ${sum.found} are found among ten, ${sum.first} first`);
  return sum.found < 0.85 * sum.phrases || sum.first < 0.75 * sum.phrases ? ["phrases in texts are found too seldom"] : [];
}

/** What folds for a search that does not: marks off, đ to d. */
const plain = (term) => term.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");

class Tally {
  constructor() {
    this.by = {};
  }
  add(kind, hits, wanted) {
    for (const name of [kind, "all"]) {
      const sum = (this.by[name] ??= { queries: 0, found: 0, first: 0, rank: 0 });
      const at = hits.findIndex((hit) => wanted.includes(hit));
      sum.queries++;
      sum.found += at >= 0 && at < 10;
      sum.first += at === 0;
      sum.rank += at >= 0 && at < 10 ? 1 / (at + 1) : 0;
    }
  }
  rate(kind, what) {
    return this.by[kind][what] / this.by[kind].queries;
  }
}

async function main() {
  const { default: MiniSearch } = modules ? await import(require.resolve("minisearch", { paths: [path.resolve(modules)] })) : {};
  const queries = rows("queries.csv");
  const ours = new Tally(), theirs = { "as it comes": new Tally(), folded: new Tally() }, faults = [];
  const other = {}, sizes = { ours: 0, theirs: 0, whole: 0 };
  let wire = 0, most = 0, mostOf = "";
  for (const lang of ["vi", "en"]) {
    sizes.ours += weight(lang);
    faults.push(...(await whole(lang)));
    if (!MiniSearch) continue;
    const all = await entries(open(site, lang).index);
    other[lang] = {};
    for (const name of Object.keys(theirs)) {
      const options = { fields: ["title", "place", "text"], storeFields: ["title", "address", "place", "text"], searchOptions: { boost: { title: 3 }, prefix: true, fuzzy: 0.2 } };
      if (name === "folded") options.processTerm = plain;
      other[lang][name] = new MiniSearch(options);
      other[lang][name].addAll(all);
    }
    const text = JSON.stringify(other[lang].folded);
    sizes.theirs += zlib.brotliCompressSync(text).length;
    sizes.whole = Math.max(sizes.whole, zlib.gzipSync(text).length);
  }
  for (const { kind, lang, query, wanted } of queries) {
    const any = wanted.split(";").map((address) => address.trim());
    // A query of its own is asked with nothing read before.
    const fresh = open(site, lang);
    const { list } = await fresh.top(query, 10, kind === "beginning");
    const hits = list.map((hit) => hit.address);
    for (const address of any) if (!fs.existsSync(path.join(site, address.split("#")[0]))) faults.push(`${address} is not there`);
    ours.add(kind, hits, any);
    wire += fresh.bytes;
    if (fresh.bytes > most) [most, mostOf] = [fresh.bytes, query];
    if (hits[0] === undefined || !any.includes(hits[0])) {
      const at = hits.findIndex((hit) => any.includes(hit));
      console.log(`  ${lang} ${kind} “${query}”: ${at < 0 ? "not among ten" : `at ${at + 1}`}; first is ${hits[0] ?? "nothing"} (${list[0]?.title ?? ""})`);
    }
    for (const name of Object.keys(other[lang] ?? {})) theirs[name].add(kind, other[lang][name].search(query).slice(0, 10).map((hit) => hit.address), any);
  }
  const percent = (number) => (100 * number).toFixed(1).padStart(6);
  const others = MiniSearch ? Object.keys(theirs) : [];
  console.log(["kind".padEnd(12), "queries", "  found  first   rank", ...others.map((name) => `minisearch ${name}`.padStart(22))].join(" "));
  for (const kind of Object.keys(ours.by).filter((kind) => kind !== "all").concat("all")) {
    const told = (tally) => ["found", "first", "rank"].map((what) => percent(tally.rate(kind, what))).join(" ").padStart(22);
    console.log([kind.padEnd(12), String(ours.by[kind].queries).padStart(7), told(ours), ...others.map((name) => told(theirs[name]))].join(" "));
  }
  console.log(`an answer reads ${Math.round(wire / queries.length)} bytes on average (gzip), at most ${most} (“${mostOf}”)${MiniSearch ? `; minisearch ${sizes.whole}` : ""}`);
  console.log(`all files of both languages, brotli: ${sizes.ours} bytes, texts of pages and nicknames included${MiniSearch ? `; minisearch, without them: ${sizes.theirs}` : ""}`);

  if (queries.length < 80) faults.push(`only ${queries.length} queries`);
  if (ours.rate("all", "found") < LEAST.recall) faults.push("too little is found");
  if (ours.rate("all", "first") < LEAST.first) faults.push("too seldom the right answer is first");
  if (most > MOST_WIRE) faults.push(`“${mostOf}” reads ${most} bytes`);
  for (const name of others) {
    for (const what of ["found", "first", "rank"]) if (ours.rate("all", what) <= theirs[name].rate("all", what)) faults.push(`minisearch ${name} is not worse: ${what}`);
  }
  if (MiniSearch && most >= sizes.whole) faults.push("an answer reads more than the whole of minisearch");
  faults.push(...folded());
  faults.push(...(await exactFirst()), ...(await inTexts()));
  faults.forEach((fault) => console.log(`  - ${fault}`));
  process.exit(faults.length ? 1 : 0);
}

main();
