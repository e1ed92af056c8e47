// Pictures of the fullest page of every kind of the demonstration and of the
// portal of all states.
//
//   node tests/browser/screenshots.mjs SITES MODULES OUT [KIND...]

import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";

import { Stage } from "./lib/stage.mjs";
import { tabs } from "./lib/visit.mjs";

const TALLEST = 4000;
const AS_USUAL = { scheme: "light", forced: "none", media: null };
const LOOKS = [360, 768, 1440].flatMap((width) => ["light", "dark"].map((scheme) => ({ name: `${width}-${scheme}`, width, scheme })));
LOOKS.push({ name: "1440-forced", width: 1440, forced: "active" }, { name: "print", width: 673, media: "print" });

const [sites, modules, out, ...kinds] = process.argv.slice(2);
const stage = new Stage({ sites: resolve(sites), modules: resolve(modules) });
mkdirSync(out, { recursive: true });
let taken = 0;
try {
  const visit = await tabs(await stage.chromium());
  const tab = await visit.open();
  const pages = stage.sites("demo", "states").flatMap((site) => site.sample({ languages: [site.languages[0]] }));
  for (const page of pages.filter((page) => kinds.length === 0 || kinds.some((word) => page.kind.includes(word)))) {
    await tab.go(await stage.pageAddress(page));
    for (const { name, ...look } of LOOKS) {
      await tab.set({ height: 900, ...AS_USUAL, ...look });
      const height = await tab.tab.evaluate(() => document.documentElement.scrollHeight);
      const clip = { x: 0, y: 0, width: look.width, height: Math.min(height, TALLEST) };
      await tab.tab.screenshot({ path: join(out, `${page.site.name}.${page.kind.replaceAll("/", "_").replaceAll("*", "x")}.${name}.png`), clip, captureBeyondViewport: true });
      taken += 1;
    }
  }
  await visit.close();
} finally {
  await stage.close();
}
console.log(`${taken} pictures in ${out}`);
