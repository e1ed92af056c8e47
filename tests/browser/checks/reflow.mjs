// Nothing is lost when a page is narrow or its text is large: 320 px (which is
// 400 % on a desk), 360, 768 and 1920 px, text at 200 % as the reader's own
// setting, and the text spacing of WCAG 1.4.12. No page scrolls sideways, no
// text is cut off, no text of a chart is smaller than 12 px. Nor in a portal of
// words as long as nobody writes them.

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { Site } from "../lib/site.mjs";
import { tabs } from "../lib/visit.mjs";

const WIDTHS = [320, 360, 768, 1920];
// A word of eighty letters.
const WORD = "nghiencuuphattrienungdungcongnghethongtinvachuyendoisotrongcoquannhanuoccaptinhu";
const SPACING = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }";

export default async function (stage) {
  const pages = [...stage.sample(), ...wordy(stage).sample()];
  const faults = [];
  let looks = 0;
  const look = async (tab, page, name) => {
    looks += 1;
    // The script of tables looks again after the size has changed, once the
    // tab is drawn: one in the background is not.
    if (await tab.tab.evaluate(() => document.querySelector(".clamp") !== null)) {
      await tab.tab.bringToFront();
      await pause(200);
    }
    for (const fault of await tab.tab.evaluate(lost)) faults.push(`${page.site.name}/${page.path} (${name}): ${fault}`);
  };
  const visit = await tabs(await stage.chromium());
  const open = await Promise.all([0, 1, 2].map(() => visit.open()));
  await stage.each(pages, async (page, number) => {
    const tab = open[number];
    await tab.go(await stage.pageAddress(page));
    for (const width of WIDTHS) {
      await tab.set({ width, height: 800 });
      await look(tab, page, `${width} px`);
    }
    await tab.set({ width: 360, height: 800 });
    // A sheet that is made, not parsed from the page, is no matter of its policy.
    await tab.tab.evaluate((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      document.adoptedStyleSheets = [sheet];
    }, SPACING);
    await look(tab, page, "text spacing");
  }, open.length);
  await visit.close();
  // The reader's own size of text: twice the usual 16 px.
  const large = await tabs(await stage.chromium({ fontSize: 32 }));
  const tab = await large.open();
  for (const page of pages) {
    for (const width of [640, 1280]) {
      await tab.set({ width, height: 900 });
      if (width === 640) await tab.go(await stage.pageAddress(page));
      await look(tab, page, `200 % text, ${width} px`);
    }
  }
  const size = await tab.tab.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
  if (size < 32) faults.push(`text is ${size} px where the reader asked for 32`);
  await large.close();
  return { done: looks, figures: `${pages.length} pages, ${looks} looks`, faults };
}

// The sample portal of `congbo init` whose names are such a word.
function wordy(stage) {
  const portal = join(stage.folder(), "portal");
  execFileSync(stage.congbo, ["--lang", "en", "init", portal], { stdio: "pipe" });
  for (const file of readdirSync(portal, { recursive: true }).map((name) => join(portal, name)).filter((name) => /\.(csv|md|toml)$/.test(name))) {
    writeFileSync(file, readFileSync(file, "utf8").replace(/Rà soát thủ tục hành chính|Sở Nội vụ tỉnh Mẫu|Hồ sơ được nộp trực tuyến|Kế hoạch chuyển đổi số tỉnh Mẫu năm 2025/g, WORD));
  }
  const site = join(portal, "site");
  execFileSync(stage.congbo, ["--root", portal, "--lang", "en", "build", "--output", site], { stdio: "pipe" });
  return new Site("wordy", site);
}

function lost() {
  const found = [];
  const root = document.documentElement;
  const name = (one) => `${one.tagName.toLowerCase()}${one.getAttribute("class") ? `.${one.getAttribute("class").replaceAll(" ", ".")}` : ""} “${one.textContent.trim().slice(0, 30)}”`;
  const style = (one) => getComputedStyle(one);
  if (root.scrollWidth > root.clientWidth) {
    const wide = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1 && !one.closest(".scroll, pre, svg"));
    found.push(`the page is ${root.scrollWidth} px wide in ${root.clientWidth}: ${wide.slice(-1).map(name)}`);
  }
  for (const one of document.querySelectorAll("body *")) {
    const box = one.getBoundingClientRect();
    if (box.width <= 1 || !one.checkVisibility()) continue;
    const cuts = /hidden|clip/.test(style(one).overflowX + style(one).overflowY) && !one.closest("svg");
    // A row that is cut has a button that shows all of it: tables.mjs.
    if (one.matches(".clamp") && one.closest("tr").querySelector(".more")) continue;
    if (cuts && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)) found.push(`${name(one)} is cut off`);
  }
  for (const text of document.querySelectorAll("svg text")) {
    if (!text.checkVisibility() || !text.textContent.trim()) continue;
    const size = parseFloat(style(text).fontSize) * text.getScreenCTM().a;
    if (size < 11.9) found.push(`a chart's text is ${size.toFixed(1)} px: ${name(text)}`);
  }
  return [...new Set(found)].slice(0, 3);
}
