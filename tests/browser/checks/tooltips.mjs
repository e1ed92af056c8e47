// What a mark of a chart says appears where a mouse points and where a finger
// touches, and goes when it leaves. That it comes with the focus is seen by the
// check of the keyboard.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { tabs } from "../lib/visit.mjs";

// Marks of one chart that are tried.
const MOST_MARKS = 2;

export default async function (stage) {
  const faults = [];
  const count = { charts: 0, marks: 0 };
  const visit = await tabs(await stage.chromium());
  const open = await visit.open({ motion: "reduce" });
  const sampled = stage.sites("charts", "demo").flatMap((site) => site.sample({ languages: [site.languages[0]] }));
  const pages = sampled.filter((page) => /<figure class="?chart/.test(readFileSync(join(page.site.folder, page.path), "utf8")));
  for (const width of [360, 1280]) {
    await open.set({ width, height: 900 });
    for (const page of pages) {
      await open.go(await stage.pageAddress(page));
      for (const chart of await open.tab.$$("figure.chart svg.chart")) {
        if (!(await chart.isVisible())) continue;
        count.charts += 1;
        for (const mark of (await chart.$$("g.datum")).slice(0, MOST_MARKS)) {
          count.marks += 1;
          for (const fault of await tried(open.tab, mark)) faults.push(`${page.site.name}/${page.path} (${width} px): ${fault}`);
        }
      }
    }
  }
  await visit.close();
  if (count.marks === 0) faults.push("no chart was found");
  return { figures: `${count.charts} charts, ${count.marks} marks pointed at and touched`, faults };
}

async function tried(tab, mark) {
  const faults = [];
  const label = await mark.evaluate((one) => one.getAttribute("aria-label"));
  const shown = () => tab.$eval(".tooltip", (tip) => (tip.hidden ? "" : tip.textContent));
  for (const [way, at] of [["pointed at", (x, y) => tab.mouse.move(x, y)], ["touched", (x, y) => tab.touchscreen.tap(x, y)]]) {
    const place = await mark.evaluate(visible);
    if (place.isCovered) return faults;
    if (!place.x) return [...faults, `nothing of the mark “${label}” can be pointed at`];
    await at(place.x, place.y);
    const told = await shown();
    if (told !== label) faults.push(`“${label}” ${way} says “${told}”`);
    const fits = await tab.$eval(".tooltip", (tip) => tip.getBoundingClientRect().right <= innerWidth && tip.getBoundingClientRect().left >= 0);
    if (!fits) faults.push(`the words of “${label}” leave the window`);
    await tab.mouse.move(1, 1);
    await tab.keyboard.press("Escape");
    if (await shown()) faults.push(`“${label}” stays when the ${way === "touched" ? "finger" : "mouse"} has gone`);
  }
  return faults;
}

// A place inside the window where the mark itself lies on top; marks of one
// value lie on each other. A page that still scrolls hides what it told.
async function visible(mark) {
  mark.scrollIntoView({ block: "center" });
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  let isCovered = false;
  for (const part of [mark, ...mark.querySelectorAll("*")]) {
    const box = part.getBoundingClientRect();
    for (const [right, down] of [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5]]) {
      const [x, y] = [box.left + box.width * right, box.top + box.height * down];
      const top = document.elementFromPoint(x, y)?.closest("g.datum");
      if (top === mark) return { x, y };
      isCovered ||= Boolean(top);
    }
  }
  return { isCovered };
}
