// The search page's own script outside a browser, over a built site: what it
// reads is counted.
"use strict";
const fs = require("fs");
const path = require("path");
const vm = require("vm");
const zlib = require("zlib");

/** A search in a language of a site; `bytes` and `files` grow as it reads. */
function open(site, lang) {
  const world = vm.createContext({});
  vm.runInContext(fs.readFileSync(path.join(site, "assets/search.js"), "utf8"), world);
  const finder = world.congboFinder;
  const told = { finder, bytes: 0, files: [] };
  const indexes = {};
  world.congboSearch = (kind, lang, version, number, content) => indexes[lang].receive(kind, version, number, content);
  const read = async (address) => {
    const file = path.join(site, address.split("?")[0]);
    const text = fs.readFileSync(file);
    told.bytes += zlib.gzipSync(text, { level: 6 }).length;
    told.files.push(address.split("?")[0]);
    vm.runInContext(text.toString("utf8"), world);
  };
  told.index = indexes[lang] = new finder.Index(lang, read);
  told.search = new finder.Search(told.index);
  /** The first hits of a query: address, title, score. */
  told.top = async (query, most = 10, typing = false) => {
    const answer = await told.search.ask(query, typing);
    const hits = answer.hits.slice(0, most);
    const titles = await told.index.titles(hits.map((hit) => hit.entry));
    const list = titles.map((title, at) => ({ ...title, kind: hits[at].kind, score: hits[at].score, share: hits[at].share }));
    return { answer, list, count: answer.hits.length };
  };
  return told;
}

module.exports = { open };
