// No console message, no failed request, nothing from elsewhere, nothing the
// page's own policy forbids: every kind of page, served at `/` and `/a/b/` and
// opened from the disk, in Chromium and in Firefox. Without scripts a page says
// the same words.

import { tabs } from "../lib/visit.mjs";

const PLACES = ["/", "/a/b/", "file"];

export default async function (stage) {
  const faults = [];
  let loads = 0;
  const pages = stage.sample();
  for (const [name, browser] of [["Chromium", await stage.chromium()], ["Firefox", await stage.firefox()]]) {
    const visit = await tabs(browser);
    for (const place of PLACES) {
      // A path below the root is seen in one language of one site: links are
      // made alike everywhere.
      const seen = place === "/a/b/" ? pages.filter((page) => page.site.name === "demo" && page.lang === page.site.languages[0]) : pages;
      const open = await Promise.all([0, 1, 2].map(() => visit.open()));
      await stage.each(seen, async (page, number) => {
        const tab = open[number];
        const address = await stage.pageAddress(page, place);
        if (!address) return;
        await tab.go(address);
        loads += 1;
        for (const fault of await tab.faults()) faults.push(`${name}, ${place}, ${page.site.name}/${page.path}: ${fault}`);
      });
      await Promise.all(open.map((tab) => tab.close()));
    }
    await visit.close();
  }
  const still = await withoutScripts(stage, pages, faults);
  return { done: loads, figures: `${loads} pages opened, ${still} more without scripts`, faults };
}

// What a script adds may be more words; what was there has to stay.
async function withoutScripts(stage, pages, faults) {
  const visit = await tabs(await stage.chromium());
  const [on, off] = [await visit.open(), await visit.open({ scripts: false })];
  const scripted = [];
  for (const page of pages) {
    const address = await stage.pageAddress(page);
    await off.go(address);
    const { words, scripts } = await off.tab.evaluate(() => {
      const scripts = document.scripts.length;
      // That a script would help here is said to nobody who has one.
      document.querySelectorAll(".no-script").forEach((one) => one.remove());
      return { words: document.querySelector("main").innerText, scripts };
    });
    if (!words.trim()) faults.push(`${page.site.name}/${page.path} says nothing without scripts`);
    if (!scripts) continue;
    scripted.push(page);
    await on.go(address);
    const with_ = await on.tab.evaluate(() => {
      // Long cells stand in boxes of their own, with a button in the row's first cell.
      document.querySelectorAll(".more").forEach((one) => one.remove());
      document.querySelectorAll(".clamp").forEach((one) => one.replaceWith(...one.childNodes));
      return document.querySelector("main").innerText;
    });
    const lost = words.split("\n").filter((line) => line.trim() && !with_.includes(line.trim()));
    if (lost.length) faults.push(`${page.site.name}/${page.path} loses words when scripts run: ${lost[0].slice(0, 80)}`);
  }
  await visit.close();
  return pages.length;
}
