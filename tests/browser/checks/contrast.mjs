// Contrast where axe-core does not look: words and marks of charts, shapes of
// states and the focus, in both schemes, and for portals that chose a colour of
// their own. Words have at least 4.5 : 1 against what lies under them, marks,
// lines that carry meaning and shapes 3 : 1.

import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync } from "node:fs";
import { join } from "node:path";

import { Site } from "../lib/site.mjs";
import { tabs } from "../lib/visit.mjs";

const ACCENTS = ["#ffcc00", "#000000", "#ffffff", "#0000ff", "#00ff00", "#808080"];

export default async function (stage) {
  const faults = new Set();
  const count = { words: 0, marks: 0 };
  const own = ACCENTS.map((accent) => withAccent(stage, accent));
  const pages = [...stage.sites(), ...own].flatMap((site) => site.sample({ languages: [site.languages[0]], most: site.name === "states" ? 4 : 1 }));
  const visit = await tabs(await stage.chromium());
  const open = await Promise.all([0, 1].map(() => visit.open()));
  await stage.each(pages, async (page, number) => {
    const tab = open[number];
    await tab.go(await stage.pageAddress(page));
    for (const scheme of ["light", "dark"]) {
      for (const width of [360, 1280]) {
        await tab.set({ scheme, width, height: 900 });
        const found = await tab.tab.evaluate(measure);
        count.words += found.words;
        count.marks += found.marks;
        for (const fault of found.faults) faults.add(`${page.site.name}/${page.path} (${scheme}, ${width} px): ${fault}`);
      }
    }
  }, open.length);
  await visit.close();
  return { done: count.words + count.marks, figures: `${pages.length} pages, ${ACCENTS.length} other accents, ${count.words} words and ${count.marks} marks measured`, faults: [...faults] };
}

// The portal of charts with another accent, built.
function withAccent(stage, accent) {
  const portal = join(stage.folder(), accent.slice(1));
  cpSync("tests/portals/charts/portal", portal, { recursive: true });
  appendFileSync(join(portal, "congbo.toml"), `\n[look]\naccent = "${accent}"\n`);
  const site = join(portal, "public");
  execFileSync(stage.congbo, ["--root", portal, "--lang", "en", "build", "--output", site], { stdio: "pipe" });
  return new Site(`charts in ${accent}`, site);
}

function measure() {
  const parse = (text) => {
    const [red, green, blue, alpha = 1] = (/rgba?\(([^)]+)\)/.exec(text)?.[1] ?? "0, 0, 0, 0").split(/[,/\s]+/).map(Number);
    return { red, green, blue, alpha };
  };
  const over = (top, under, opacity = 1) => {
    const alpha = top.alpha * opacity;
    const mix = (one, two) => one * alpha + two * (1 - alpha);
    return { red: mix(top.red, under.red), green: mix(top.green, under.green), blue: mix(top.blue, under.blue), alpha: 1 };
  };
  const linear = (channel) => (channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4);
  const light = (colour) => 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
  const contrast = (one, two) => {
    const [a, b] = [light(one), light(two)].sort((a, b) => b - a);
    return (a + 0.05) / (b + 0.05);
  };
  const opacity = (one) => {
    let product = 1;
    for (let up = one; up instanceof SVGElement; up = up.parentElement) product *= parseFloat(getComputedStyle(up).opacity);
    return product;
  };
  const ground = parse(getComputedStyle(document.documentElement).backgroundColor);
  const told = { words: 0, marks: 0, faults: [] };
  const name = (one) => `${one.tagName}.${one.getAttribute("class") ?? ""} “${one.textContent.trim().slice(0, 30)}”`;

  // Words of charts, on the areas that are painted before them and lie under
  // their middle.
  for (const chart of document.querySelectorAll("svg.chart")) {
    if (!chart.checkVisibility()) continue;
    const painted = [...chart.querySelectorAll("rect, path, circle, polygon, text")].filter((one) => !one.closest("defs, pattern, symbol"));
    const areas = [];
    for (const one of painted) {
      const style = getComputedStyle(one);
      const box = one.getBoundingClientRect();
      if (one.tagName !== "text") {
        if (style.fill !== "none" && !style.fill.startsWith("url")) areas.push({ box, fill: parse(style.fill), opacity: parseFloat(style.fillOpacity) * opacity(one) });
        continue;
      }
      if (!one.textContent.trim()) continue;
      told.words += 1;
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      let under = ground;
      for (const area of areas) {
        if (area.box.left <= x && x <= area.box.right && area.box.top <= y && y <= area.box.bottom) under = over(area.fill, under, area.opacity);
      }
      const found = contrast(over(parse(style.fill), under, opacity(one)), under);
      if (found < 4.495) told.faults.push(`${name(one)} ${found.toFixed(2)}`);
    }
    // Marks: by what they are filled or drawn with, against the page.
    for (const mark of chart.querySelectorAll(".bar, .curve, .symbol, .mark, .axis, .awaited, .earlier, line.now")) {
      const style = getComputedStyle(mark);
      const colours = [style.fill, style.stroke, mark.matches(".symbol") ? style.color : "none"].filter((colour) => colour.startsWith("rgb"));
      if (!colours.length) continue;
      told.marks += 1;
      const best = Math.max(...colours.map((colour) => contrast(over(parse(colour), ground, opacity(mark)), ground)));
      if (best < 2.995) told.faults.push(`${name(mark)} ${best.toFixed(2)}`);
    }
  }
  for (const shape of document.querySelectorAll("svg.shape")) {
    if (!shape.checkVisibility()) continue;
    told.marks += 1;
    let up = shape.parentElement;
    while (up && parse(getComputedStyle(up).backgroundColor).alpha === 0) up = up.parentElement;
    const under = up ? parse(getComputedStyle(up).backgroundColor) : ground;
    const found = contrast(parse(getComputedStyle(shape).color), under);
    if (found < 2.995) told.faults.push(`${name(shape)} ${found.toFixed(2)}`);
  }
  told.faults = [...new Set(told.faults)].slice(0, 4);
  return told;
}
