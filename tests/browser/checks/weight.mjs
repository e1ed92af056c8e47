// What a page costs over the wire, as a host that packs text sends it: at most
// 100 KB with everything, of which at most 15 KB of style and 15 KB of script.
// Every page is weighed from its files; the fullest of each kind is loaded and
// has to cost what was weighed.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";

import { tabs } from "../lib/visit.mjs";

const MOST = { page: 100_000, css: 15_000, js: 15_000 };
// Heads of answers, which the browser counts and files do not have.
const HEADS = 2_500;

export default async function (stage) {
  const faults = [];
  const lines = [];
  const packed = new Map();
  let weighed = 0;
  const visit = await tabs(await stage.chromium());
  const tab = await visit.open();
  for (const site of stage.sites()) {
    for (const page of site.pages.filter((page) => page.kind !== "404")) {
      const cost = weigh(page, packed);
      weighed += 1;
      for (const part of ["css", "js", "page"]) {
        if (cost[part] > MOST[part]) faults.push(`${site.name}/${page.path}: ${part} ${cost[part]} bytes`);
      }
    }
    for (const page of site.sample({ languages: [site.languages[0]] }).filter((page) => page.kind !== "404")) {
      const cost = weigh(page, packed);
      const wire = await load(tab, await stage.pageAddress(page));
      if (wire.html + wire.css + wire.js + wire.image > cost.page + HEADS) faults.push(`${site.name}/${page.path}: ${JSON.stringify(wire)} came where ${cost.page} bytes were weighed`);
      if (site.name === "demo") lines.push([page.kind, wire.html, wire.css, wire.js, wire.image, wire.requests].map((cell, index) => (index ? String(cell).padStart(8) : cell.padEnd(24))).join(""));
    }
  }
  await visit.close();
  lines.unshift(`${"fullest of its kind".padEnd(24)}    HTML     CSS      JS  images  requests`);
  return { done: weighed, figures: `${weighed} pages weighed`, lines, faults };
}

function weigh(page, packed) {
  const at = join(page.site.folder, page.path);
  const size = (file) => {
    if (!packed.has(file)) packed.set(file, gzipSync(readFileSync(file)).length);
    return packed.get(file);
  };
  const text = readFileSync(at, "utf8");
  const sum = (pattern) => {
    const named = [...text.matchAll(pattern)].map((found) => join(dirname(at), (found[1] ?? found[2]).replaceAll("&amp;", "&")));
    return [...new Set(named)].reduce((total, file) => total + size(file), 0);
  };
  const css = sum(/<link rel="?stylesheet"? href=(?:"([^"]+)"|([^\s>]+))/g);
  const js = sum(/<script [^>]*src=(?:"([^"]+)"|([^\s>]+))/g);
  const html = gzipSync(text).length;
  // The search page reads how its index is cut as soon as it stands.
  const begin = text.includes("assets/search-page.js") ? size(join(page.site.folder, "search", page.lang, "start.js")) : 0;
  const images = sum(/<(?:img|link rel="?icon"?) [^>]*?(?:src|href)=(?:"([^"]+)"|([^\s>]+))/g);
  return { html, css, js, page: html + css + js + begin + images };
}

async function load(tab, address) {
  const wire = { html: 0, css: 0, js: 0, image: 0, requests: 0 };
  const cdp = await tab.tab.createCDPSession();
  await cdp.send("Network.enable");
  const kinds = new Map();
  cdp.on("Network.responseReceived", ({ requestId, response }) => kinds.set(requestId, response.mimeType));
  cdp.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const type = kinds.get(requestId) ?? "";
    const part = type.includes("html") ? "html" : type.includes("css") ? "css" : type.includes("javascript") ? "js" : "image";
    wire[part] += encodedDataLength;
    wire.requests += 1;
  });
  await cdp.send("Network.clearBrowserCache");
  await tab.go(address);
  await cdp.detach();
  return wire;
}
