// How long search takes on a portal of 10,000 entries, from the last key to the
// answer: by somebody who types on a page that has just been opened, with what
// it needs read before, and with all words coming at once, as when they are
// pasted, on a local line and on a slow one.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { serve } from "../lib/server.mjs";
import { tabs } from "../lib/visit.mjs";

const { drawn } = createRequire(import.meta.url)("../../search/drawn.js");

const ENTRIES = 10_000;
const ASKED = 12;
// From the last key to the answer, with what it needs read before.
const MOST_WARM = 100;
// Between two keys of somebody who types fast.
const KEYS = 120;
// What Lighthouse calls slow 4G.
const SLOW = { latency: 150, download: (1.6 * 1024 * 1024) / 8, upload: (750 * 1024) / 8 };

const middle = (times) => [...times].sort((one, other) => one - other)[times.length >> 1];
const told = (times) => `${Math.round(middle(times))} (at most ${Math.round(Math.max(...times))})`;

// Types the last letter, and waits for other results than there were.
async function last(page, query) {
  await page.evaluate(() => document.querySelector("main input[type=search]").focus());
  return page.evaluate((query) => new Promise((done, failed) => {
    const box = document.querySelector("main input[type=search]"), results = document.getElementById("search-results");
    const begin = performance.now(), before = results.firstChild;
    setTimeout(() => failed(new Error(`no answer to “${query}”`)), 20_000);
    new MutationObserver((changes, observer) => {
      if (results.firstChild === before || !results.querySelector("ol.hits a")) return;
      observer.disconnect();
      done(performance.now() - begin);
    }).observe(results, { childList: true });
    box.value = query;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }), query);
}

// Types the letters but the last one after another, whatever is found meanwhile.
async function typed(page, query) {
  await page.evaluate(async (query, pause) => {
    const box = document.querySelector("main input[type=search]");
    box.focus();
    for (let end = 1; end < query.length; end += 1) {
      box.value = query.slice(0, end);
      box.dispatchEvent(new Event("input", { bubbles: true }));
      await new Promise((done) => setTimeout(done, pause));
    }
  }, query, KEYS);
}

export default async function (stage) {
  const root = mkdtempSync(join(tmpdir(), "congbo-speed-")), faults = [], lines = [], times = { typed: [], warm: [], cold: [], slow: [] };
  try {
    const { entries, draw } = drawn(root, ENTRIES), site = join(root, "public");
    execFileSync(stage.congbo, ["--root", root, "build", "--output", site, "--as-of", "2026-01-01"], { stdio: "ignore" });
    const server = await serve(site, { below: "/", base: null });
    const visit = await tabs(await stage.chromium());
    const queries = Array.from({ length: ASKED }, () => {
      const words = entries[draw(ENTRIES)].title.split(" "), from = draw(words.length - 2);
      return words.slice(from, from + 3).join(" ");
    });
    for (const query of queries) {
      for (const how of ["typed", "cold", "slow"]) {
        const tab = await visit.open({ width: 360, height: 740 }), page = tab.tab;
        await page.setCacheEnabled(false);
        await tab.go(`${server.address}tim-kiem.html`);
        if (how === "slow") {
          const devtools = await page.createCDPSession();
          await devtools.send("Network.enable");
          await devtools.send("Network.emulateNetworkConditions", { offline: false, latency: SLOW.latency, downloadThroughput: SLOW.download, uploadThroughput: SLOW.upload });
        }
        if (how === "typed") await typed(page, query);
        times[how].push(await last(page, query));
        if (how === "cold") {
          // The same words again, and one letter less than the last time: all is there.
          await last(page, query.slice(0, -1));
          times.warm.push(await last(page, query));
        }
        for (const met of await tab.faults()) faults.push(met);
        await tab.close();
      }
    }
    await visit.close();
    await server.close?.();
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  lines.push(`from the last key to the answer, ms: ${told(times.typed)} typed on a page just opened, a key in ${KEYS} ms; ${told(times.warm)} when its words were read before; ${told(times.cold)} pasted with nothing read, from this machine; ${told(times.slow)} the same over slow 4G`);
  if (middle(times.warm) > MOST_WARM) faults.push(`an answer takes ${Math.round(middle(times.warm))} ms, more than ${MOST_WARM}`);
  return { figures: `${times.warm.length} queries among ${ENTRIES} entries`, lines, faults };
}
