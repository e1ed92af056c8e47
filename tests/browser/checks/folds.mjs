// Long pages on a phone: groups of promises, the documents of a plan, columns
// and downloads of tables stand behind folds that open by keyboard and without
// scripts, so that the fullest page of a plan, a quarter, an agency, a pillar
// or a dataset is a few screens long. What is looked for is seen at once. On
// any wider screen and on paper nothing is folded, and nothing asks to be, in
// browsers of before 2025 by a script.

import { tabs } from "../lib/visit.mjs";

const PHONE = { width: 360, height: 740 };
const KINDS = ["ke-hoach/*", "tien-do/*", "co-quan/*", "linh-vuc/*", "du-lieu/*/"];
// So many screens of a phone at most.
const MOST = 20;

export default async function (stage) {
  const faults = [];
  const heights = [];
  const [demo] = stage.sites("demo");
  const visit = await tabs(await stage.chromium());
  const open = await visit.open();
  const { tab } = open;
  for (const kind of KINDS) {
    const pages = demo.pages.filter((page) => page.kind === kind && page.lang === demo.languages[0]).sort((one, two) => two.bytes - one.bytes);
    const [fullest] = pages;
    const told = (fault) => faults.push(`${fullest.path}: ${fault}`);
    for (const scripts of [false, true]) {
      await open.set({ ...PHONE, scripts, media: null });
      for (const page of pages.slice(0, 5)) {
        await open.go(await stage.pageAddress(page));
        const screens = await tab.evaluate(() => document.documentElement.scrollHeight / innerHeight);
        if (scripts) heights.push(screens);
        if (screens > MOST) faults.push(`${page.path} is ${screens.toFixed(0)} screens long on a phone`);
      }
      await open.go(await stage.pageAddress(fullest));
      const folded = await tab.$$eval(".phone-fold > summary", (all) => all.length);
      if (folded === 0) told("nothing is folded on a phone");
      await tab.focus(".phone-fold > summary");
      await tab.keyboard.press("Enter");
      if (!(await tab.$eval(".phone-fold tbody > tr", (row) => row.checkVisibility()))) told(`a fold does not open by the keyboard ${scripts ? "with" : "without"} scripts`);
    }
    for (const wide of [{ width: 640, height: 800, scripts: false, media: null }, { width: 1440, height: 900, scripts: true, media: null }, { width: 673, height: 1000, scripts: true, media: "print" }]) {
      await open.set(wide);
      await open.go(await stage.pageAddress(fullest));
      const seen = await tab.$$eval(".phone-fold", (folds) => folds.map((fold) => ({ asks: fold.querySelector("summary").checkVisibility(), rows: [...fold.querySelectorAll("tbody > tr")].every((row) => row.checkVisibility()) })));
      if (seen.some(({ asks, rows }) => asks || !rows)) told(`something is folded at ${wide.width} px${wide.media ? " on paper" : ""}`);
    }
  }
  // Whoever looks for something in a list sees what was found.
  await open.set({ ...PHONE, scripts: true, media: null });
  await open.go(`${await stage.pageAddress(demo.fullest("ke-hoach/*"))}#tasks.sort=-when`);
  await tab.reload({ waitUntil: "load" });
  if (!(await tab.$$eval("[data-sheet=tasks] tbody > tr", (rows) => rows.every((row) => row.checkVisibility())))) faults.push("what was asked for stays behind folds");
  // And how much was found in each list.
  const counts = () => tab.$$eval("[data-sheet=tasks] .phone-fold", (folds) => folds.map((fold) => ({ says: fold.querySelector("summary").textContent, rows: fold.querySelectorAll("tbody > tr:not([hidden])").length })));
  if ((await counts()).some(({ says }) => says.includes("/"))) faults.push("a list that was only sorted says that rows are left out");
  await open.go(`${await stage.pageAddress(demo.fullest("ke-hoach/*"))}#tasks.q=an+toan`);
  await tab.reload({ waitUntil: "load" });
  for (const { says, rows } of await counts()) {
    if (!new RegExp(`^${rows}( / [0-9]+)? `).test(says)) faults.push(`a fold says “${says}” of ${rows} rows that were found`);
  }
  await visit.close();
  faults.push(...(await older(stage, demo)));
  return { figures: `${heights.length} pages of ${Math.min(...heights).toFixed(0)} to ${Math.max(...heights).toFixed(0)} screens of a phone`, faults };
}

// The same in a browser that cannot open a fold by its style sheet.
async function older(stage, demo) {
  const faults = [];
  // Nothing is kept of what the other tabs have loaded.
  const visit = await tabs(await stage.chromium());
  const open = await visit.open();
  const { tab } = open;
  await tab.setRequestInterception(true);
  tab.on("request", async (request) => {
    if (!request.url().endsWith("style.css")) return request.continue();
    const sheet = await (await fetch(request.url())).text();
    await request.respond({ contentType: "text/css", body: sheet.replaceAll("::details-content", "::unknown-content") });
  });
  await tab.evaluateOnNewDocument(() => {
    const supports = CSS.supports.bind(CSS);
    CSS.supports = (...asked) => !asked[0].includes("details-content") && supports(...asked);
  });
  const folded = () => tab.$$eval(".phone-fold", (folds) => folds.some((fold) => fold.querySelector("summary").checkVisibility() || !fold.querySelector("tbody > tr").checkVisibility()));
  for (const kind of KINDS.slice(0, 1).concat(KINDS.slice(-1))) {
    const page = demo.fullest(kind);
    const told = (fault) => faults.push(`${page.path} in an older browser: ${fault}`);
    await open.set({ width: 1440, height: 900, scripts: true, media: null });
    await open.go(await stage.pageAddress(page));
    if (await folded()) told("something is folded on a wide screen");
    await open.set({ ...PHONE });
    if (!(await tab.$$eval(".phone-fold", (folds) => folds.every((fold) => !fold.open)))) told("nothing is folded once the screen is a phone's");
    await open.set({ media: "print" });
    await tab.evaluate(() => dispatchEvent(new Event("beforeprint")));
    if (await folded()) told("something is folded on paper");
    await tab.evaluate(() => dispatchEvent(new Event("afterprint")));
    await open.set({ media: null });
    if (!(await tab.$$eval(".phone-fold", (folds) => folds.every((fold) => !fold.open)))) told("what was opened to be printed stays open");
  }
  await visit.close();
  return faults;
}
