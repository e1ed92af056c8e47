// What a reader's system asks for is respected: no motion, forced colours in
// which shapes and states still stand out, and paper: A4, nothing wider than
// the sheet, folds open, navigation left out, the timeline on one sheet.

import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";

import { Site } from "../lib/site.mjs";
import { tabs } from "../lib/visit.mjs";

// The width of A4 less the margins of the style sheet, in px.
const PAPER = Math.round((210 - 2 * 16) * (96 / 25.4));

// The overview of all quarters, in the first language of these sites.
const TIMELINE = "tien-do/";
// A task, as a civil servant puts it into a file.
const TASK = "nhiem-vu/";
// A day on which the demonstration has more that is due than fits on a page.
const BUSY_DAY = "2024-09-15";

export default async function (stage) {
  const busy = onBusyDay(stage);
  const pages = stage.sites("demo", "states", "charts").flatMap((site) => site.sample());
  pages.push(busy.fullest(TIMELINE));
  const faults = [];
  let sheets = 0;
  const visit = await tabs(await stage.chromium());
  const open = await Promise.all([0, 1].map(() => visit.open()));
  await stage.each(pages, async (page, number) => {
    const tab = open[number];
    const told = (name, found) => found.forEach((fault) => faults.push(`${page.site.name}/${page.path} (${name}): ${fault}`));
    await tab.set({ width: 1280, height: 900, media: null, motion: "reduce", forced: "none" });
    await tab.go(await stage.pageAddress(page));
    told("reduced motion", await tab.tab.evaluate(moving));
    await tab.set({ motion: "no-preference", forced: "active" });
    told("forced colours", await tab.tab.evaluate(hidden));
    await tab.set({ forced: "none", media: "print", width: PAPER, height: 1000 });
    told("print", await tab.tab.evaluate(misprinted));
    if (page.lang !== page.site.languages[0]) return;
    const paper = await print(tab.tab);
    sheets += paper.sheets;
    if (paper.others.length) told("print", [`sheets of ${paper.others.join(", ")}, not A4`]);
    if (page.kind === TIMELINE && paper.sheets !== 1) told("print", [`the timeline takes ${paper.sheets} sheets`]);
    if (page.kind.startsWith(TASK) && paper.sheets > 2) told("print", [`a task takes ${paper.sheets} sheets`]);
    if (paper.sheets > 60) told("print", [`${paper.sheets} sheets`]);
  }, open.length);
  await visit.close();
  return { done: pages.length, figures: `${pages.length} pages, ${sheets} sheets of A4`, faults };
}

function moving() {
  const moves = (style) => [style.animationDuration, style.transitionDuration].some((time) => parseFloat(time) > 0);
  const found = [...document.querySelectorAll("*")].filter((one) => moves(getComputedStyle(one))).map((one) => `${one.tagName} moves`);
  if (getComputedStyle(document.documentElement).scrollBehavior === "smooth") found.push("the page scrolls smoothly");
  return found.slice(0, 2);
}

// Shapes and strips are drawn in colours of their own: they have to differ from
// the ground that the system gives.
function hidden() {
  const ground = getComputedStyle(document.body).backgroundColor;
  const found = [];
  for (const shape of document.querySelectorAll("main svg.shape, main .strip rect:not(.unknown), main .chart .bar, main .chart .symbol")) {
    if (!shape.checkVisibility()) continue;
    const style = getComputedStyle(shape);
    if (shape.matches(".shape") ? style.color === ground : [style.fill, style.stroke, style.color].every((colour) => colour === ground || colour === "none")) found.push(`${shape.getAttribute("class")} has the colour of the ground`);
  }
  for (const mark of document.querySelectorAll(".sections [aria-current], .languages [aria-current]")) {
    if (getComputedStyle(mark).color === ground) found.push("where a reader is cannot be seen");
  }
  return [...new Set(found)].slice(0, 3);
}

function misprinted() {
  const root = document.documentElement;
  const found = [];
  // A wide table lies across the sheet: A4 the other way. What is wider,
  // browsers make smaller until nobody can read it.
  const across = Math.round((297 - 2 * 16) * (96 / 25.4));
  for (const one of document.querySelectorAll("main *")) {
    if (one.parentElement.closest("svg") || one.matches(".hidden")) continue;
    const right = one.getBoundingClientRect().right;
    const most = one.closest(".scroll > .rows") ? across : root.clientWidth;
    if (right > most + 1 && found.length < 3) found.push(`${one.tagName}.${one.className} “${one.textContent.trim().slice(0, 30)}” ends at ${Math.round(right)} px on a sheet of ${most}`);
  }
  // Tables break between words: each column is as wide as its longest word.
  const text = document.createRange();
  for (const cell of document.querySelectorAll("main :is(th, td)")) {
    const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      // Names for programs, addresses and sums are no words.
      if (node.parentElement.closest("svg, code, a[href^='http'], .hidden")) continue;
      for (const word of node.data.matchAll(/[\p{L}\p{N}.,]+/gu)) {
        text.setStart(node, word.index);
        text.setEnd(node, word.index + word[0].length);
        const boxes = [...text.getClientRects()];
        // Upright heads stand in lines from right to left.
        const side = getComputedStyle(cell).writingMode === "horizontal-tb" ? "top" : "left";
        if (new Set(boxes.map((box) => Math.round(box[side]))).size > 1) found.push(`a table breaks inside “${word[0]}”`);
      }
    }
  }
  for (const fold of document.querySelectorAll("main details")) {
    if (!fold.checkVisibility()) continue;
    const body = [...fold.children].find((one) => one.tagName !== "SUMMARY");
    if (body && !body.checkVisibility({ contentVisibilityAuto: true })) found.push("a fold stays closed");
  }
  if ([...document.querySelectorAll(".top nav, .skip, .crumbs")].some((one) => one.checkVisibility() && getComputedStyle(one).display !== "none")) found.push("navigation is printed");
  // Ways to other pages and downloads lead nowhere on paper.
  if ([...document.querySelectorAll(".ways, details.files, .cite ~ details")].some((one) => one.checkVisibility())) found.push("what only a screen can use is printed");
  // Who holds the sheet knows where it is from.
  const address = document.querySelector("link[rel=canonical]")?.href;
  if (address && document.querySelector(".bottom .print-only")?.innerText !== address) found.push("the page's address is not printed");
  const ink = getComputedStyle(document.body).color;
  if (ink !== "rgb(0, 0, 0)") found.push(`text is ${ink}`);
  return [...new Set(found)];
}

// The demonstration, built anew as of another day.
function onBusyDay(stage) {
  const folder = stage.folder();
  for (const part of ["congbo.toml", "content", "data", "static", "themes"]) {
    if (existsSync(part)) cpSync(part, join(folder, "portal", part), { recursive: true });
  }
  const site = join(folder, "site");
  mkdirSync(site);
  execFileSync(stage.congbo, ["--root", join(folder, "portal"), "--lang", "en", "build", "--as-of", BUSY_DAY, "--output", site], { stdio: "pipe" });
  return new Site("busy", site);
}

async function print(tab) {
  const bytes = await tab.pdf({ preferCSSPageSize: true, timeout: 60_000 });
  const text = Buffer.from(bytes).toString("latin1");
  const sizes = [...text.matchAll(/\/MediaBox\s*\[([^\]]+)\]/g)].map((found) => found[1].trim().split(/\s+/).slice(2).map((side) => Math.round(Number(side))));
  const isA4 = (sides) => [...sides].sort((one, two) => one - two).every((side, index) => Math.abs(side - [595, 842][index]) < 2);
  return { others: sizes.length ? sizes.filter((sides) => !isA4(sides)) : ["unknown size"], sheets: (text.match(/\/Type\s*\/Page\b/g) ?? []).length };
}
