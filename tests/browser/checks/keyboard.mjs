// A reader without a pointer: the first stop is the skip link and it skips;
// stops follow the order of the page, can be seen, are not hidden behind
// anything, and end; what is folded opens, what scrolls can be scrolled, and
// charts take one stop each whose marks are reached by arrows. On a phone the
// sections open and close, also without scripts.

import { tabs } from "../lib/visit.mjs";

// A page has hundreds of links of one sort: so many stops are walked.
const MOST_STOPS = 160;

export default async function (stage) {
  const pages = stage.sites("demo", "states", "charts").flatMap((site) => site.sample());
  const faults = [];
  const count = { stops: 0, folds: 0, regions: 0, charts: 0 };
  const visit = await tabs(await stage.chromium());
  const open = await Promise.all([0, 1, 2].map(() => visit.open()));
  await stage.each(pages, async (page, number) => {
    const tab = open[number];
    const fault = (text) => faults.push(`${page.site.name}/${page.path}: ${text}`);
    // Without motion, or a stop is measured while the page is still on its way.
    await tab.set({ width: page.lang === page.site.languages[0] ? 1280 : 360, height: 800, motion: "reduce" });
    await tab.go(await stage.pageAddress(page));
    if (page.kind !== "404") await skip(tab.tab, fault);
    count.stops += await walk(tab.tab, fault);
    count.folds += await unfold(tab.tab, fault);
    count.charts += await stepThroughCharts(tab.tab, fault);
    await tab.set({ width: 360, height: 740 });
    count.regions += await scroll(tab.tab, fault);
  }, open.length);
  const home = pages.find((page) => page.kind === "index");
  for (const scripts of [true, false]) {
    await open[0].set({ width: 360, height: 740, scripts });
    await open[0].go(await stage.pageAddress(home));
    await sections(open[0].tab, (text) => faults.push(`${home.path} (scripts ${scripts ? "on" : "off"}): ${text}`));
  }
  await visit.close();
  const figures = `${pages.length} pages, ${count.stops} stops, ${count.folds} folds, ${count.charts} charts, ${count.regions} regions that scroll`;
  return { done: count.stops, figures, faults };
}

async function skip(tab, fault) {
  await tab.keyboard.press("Tab");
  const first = await tab.evaluate(() => {
    const box = document.activeElement.getBoundingClientRect();
    return { href: document.activeElement.getAttribute("href"), isSeen: box.top >= 0 && box.left >= 0 && box.height >= 24 };
  });
  if (first.href !== "#main") return fault(`the first stop is ${first.href}, no skip link`);
  if (!first.isSeen) fault("the skip link is not seen when it has the focus");
  await tab.keyboard.press("Enter");
  await followed(tab);
  await tab.keyboard.press("Tab");
  const skipped = await tab.evaluate(() => {
    const at = document.activeElement;
    return at === document.body || Boolean(document.querySelector("main").compareDocumentPosition(at) & (Node.DOCUMENT_POSITION_CONTAINED_BY | Node.DOCUMENT_POSITION_FOLLOWING));
  });
  if (!skipped) fault("the skip link does not skip");
}

// A link is followed in a task of its own, and the page scrolls in the frame
// after that: on a busy machine the next key would come first.
async function followed(tab) {
  for (let wait = 0; wait < 100 && (await tab.evaluate(() => location.hash)) !== "#main"; wait += 1) await new Promise((done) => setTimeout(done, 50));
  await tab.evaluate(() => new Promise((done) => [requestAnimationFrame(() => requestAnimationFrame(done)), setTimeout(done, 500)]));
}

// The sections on a phone: behind a button, each as high as a finger, and back.
async function sections(tab, fault) {
  const seen = () => tab.$$eval(".sections a", (links) => links.filter((link) => link.checkVisibility()).map((link) => link.getBoundingClientRect().height));
  if ((await seen()).length) fault("sections stand open");
  await tab.focus(".menu");
  await tab.keyboard.press("Enter");
  const heights = await seen();
  if (heights.length < 4 || heights.some((height) => height < 44)) fault(`sections are ${heights} px high`);
  await tab.keyboard.press("Tab");
  if (!(await tab.evaluate(() => document.activeElement.matches(".sections a")))) fault("the first stop behind the button is no section");
  await tab.keyboard.press("Escape");
  if ((await seen()).length) fault("sections stay open");
  if (!(await tab.evaluate(() => document.activeElement.matches(".menu")))) fault("the focus does not come back to the button");
}

// Tab from the top; what each stop looks like is written down inside the page.
async function walk(tab, fault) {
  const expected = await tab.evaluate(() => {
    window.scrollTo(0, 0);
    document.activeElement?.blur();
    window.congboStops = [];
    const all = [...document.querySelectorAll("*")];
    const seen = (box) => (box.width > 0 || box.height > 0) && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    document.addEventListener("focusin", ({ target }) => {
      const box = target.getBoundingClientRect();
      const style = getComputedStyle(target);
      const marks = [...target.querySelectorAll(":scope > *")].some((mark) => {
        const { strokeWidth, stroke, textDecorationLine } = getComputedStyle(mark);
        return target.matches("g.datum") && ((parseFloat(strokeWidth) >= 2 && stroke === getComputedStyle(document.body).color) || textDecorationLine === "underline");
      });
      const hit = document.elementFromPoint(Math.min(Math.max(box.left + 2, 0), innerWidth - 1), Math.min(Math.max(box.top + Math.min(box.height, 20) / 2, 0), innerHeight - 1));
      window.congboStops.push({
        index: all.indexOf(target),
        name: `${target.tagName.toLowerCase()}${target.className?.baseVal ?? target.className ? `.${target.className?.baseVal ?? target.className}` : ""} “${(target.getAttribute("aria-label") ?? target.textContent).trim().slice(0, 40)}”`,
        isSeen: seen(box),
        marks: [...target.querySelectorAll("*")].slice(0, 3).map((one) => one.outerHTML.slice(0, 80)).join(" "),
        isMarked: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || marks,
        covered: hit && !target.contains(hit) && !hit.contains(target) && !hit.closest("svg.chart, .tooltip") && getComputedStyle(hit).position === "fixed" ? hit.className : "",
      });
    });
    return [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter((one) => one.checkVisibility?.({ visibilityProperty: true }) && !one.disabled && one.tabIndex >= 0).length;
  });
  // From the top: the skip link moved the place where tabbing starts.
  await tab.evaluate(() => {
    const start = document.createElement("span");
    start.tabIndex = -1;
    document.body.prepend(start);
    start.focus();
    start.remove();
    window.congboStops.length = 0;
  });
  const presses = Math.min(expected + 2, MOST_STOPS);
  for (let press = 0; press < presses; press += 1) await tab.keyboard.press("Tab");
  const stops = await tab.evaluate(() => window.congboStops);
  const unique = stops.filter((stop, index) => index === 0 || stop.index !== stops[index - 1].index);
  for (const [index, stop] of unique.entries()) {
    if (!stop.isSeen) fault(`${stop.name} has the focus and is not seen`);
    if (!stop.isMarked) fault(`${stop.name} has the focus and does not show it: ${stop.marks}`);
    if (stop.covered) fault(`${stop.name} has the focus behind ${stop.covered}`);
    // After the last stop the walk may begin again, once.
    if (index > 0 && stop.index < unique[index - 1].index && index < expected) fault(`${stop.name} comes out of turn`);
  }
  const wanted = Math.min(expected, MOST_STOPS);
  if (unique.length < wanted) fault(`${unique.length} stops of ${wanted}: the focus is trapped or lost at ${unique.at(-1)?.name}`);
  return unique.length;
}

async function unfold(tab, fault) {
  const all = await tab.$$("main details > summary");
  // Some fold on phones only.
  const seen = await Promise.all(all.map((one) => one.evaluate((summary) => summary.checkVisibility())));
  const folds = all.filter((_, at) => seen[at]);
  for (const summary of folds.slice(0, 4)) {
    const isOpen = () => summary.evaluate((one) => one.parentElement.open);
    const before = await isOpen();
    await summary.focus();
    await tab.keyboard.press("Enter");
    const after = await isOpen();
    await tab.keyboard.press("Space");
    if (after === before || (await isOpen()) !== before) fault("a fold does not open by Enter and close by the space bar");
  }
  return Math.min(folds.length, 4);
}

async function stepThroughCharts(tab, fault) {
  const charts = await tab.$$("figure.chart svg.chart");
  let walked = 0;
  for (const chart of charts) {
    const stops = await chart.$$eval('g.datum[tabindex="0"]', (marks) => marks.length);
    const marks = await chart.$$eval("g.datum", (marks) => marks.length);
    if (!marks || !(await chart.isVisible())) continue;
    walked += 1;
    if (stops !== 1) fault(`a chart has ${stops} stops`);
    await chart.$eval('g.datum[tabindex="0"]', (mark) => mark.focus());
    const tip = () => tab.$eval(".tooltip", (tip) => (tip.hidden ? "" : tip.textContent));
    const first = await tip();
    await tab.keyboard.press("End");
    const last = await tip();
    if (!first || !last || (marks > 1 && first === last)) fault(`arrows tell nothing new in a chart of ${marks} marks: “${first}”, “${last}”`);
    await tab.keyboard.press("Escape");
    if (await tip()) fault("Escape leaves the tooltip standing");
  }
  return walked;
}

// Whatever is wider than its box has to be reachable by arrows.
async function scroll(tab, fault) {
  const regions = await tab.evaluate(() => {
    const scrolls = (one) => /auto|scroll/.test(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth + 1;
    const found = [...document.querySelectorAll("main *")].filter(scrolls);
    found.forEach((one, index) => one.setAttribute("data-congbo-region", index));
    return found.map((one) => ({ name: `${one.tagName}.${one.className}`, label: one.getAttribute("aria-label"), canFocus: one.tabIndex >= 0 }));
  });
  for (const [index, region] of regions.slice(0, 3).entries()) {
    if (!region.canFocus || !region.label) {
      fault(`${region.name} scrolls and cannot be reached or has no name`);
      continue;
    }
    const moved = async () => tab.$eval(`[data-congbo-region="${index}"]`, (one) => one.scrollLeft);
    await tab.$eval(`[data-congbo-region="${index}"]`, (one) => one.focus());
    await tab.keyboard.press("ArrowRight");
    for (let wait = 0; wait < 20 && (await moved()) === 0; wait += 1) await new Promise((done) => setTimeout(done, 50));
    if ((await moved()) === 0) fault(`${region.name} does not scroll by arrows`);
  }
  return regions.length;
}
