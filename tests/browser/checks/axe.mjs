// axe-core finds no violation of WCAG 2.2 A and AA, and none of its rules of
// good practice, on any kind of page in any language. What depends on colours
// is looked at in the dark scheme too, and what depends on width on a phone.

import { readFileSync } from "node:fs";

import { tabs } from "../lib/visit.mjs";

const LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const LOOKS = [
  { name: "light", setting: {}, run: { type: "tag", values: LEVELS } },
  { name: "dark", setting: { scheme: "dark" }, run: { type: "rule", values: ["color-contrast", "link-in-text-block"] } },
  { name: "phone", setting: { width: 360, height: 740 }, run: { type: "rule", values: ["target-size", "scrollable-region-focusable", "th-has-data-cells"] } },
];

export default async function (stage) {
  const axe = readFileSync(stage.moduleFile("axe-core/axe.min.js"), "utf8");
  const pages = stage.sample();
  const faults = new Map();
  let runs = 0;
  let passes = 0;
  const visit = await tabs(await stage.chromium());
  const open = await Promise.all([0, 1].map(() => visit.open()));
  await stage.each(pages, async (page, number) => {
    const tab = open[number];
    await tab.set(LOOKS[0].setting);
    await tab.go(await stage.pageAddress(page));
    await tab.tab.evaluate(axe);
    // Colours and widths are the same in every language.
    const looks = page.lang === page.site.languages[0] ? LOOKS : LOOKS.slice(0, 1);
    for (const look of looks) {
      await tab.set({ width: 1280, height: 900, scheme: "light", ...look.setting });
      const found = await tab.tab.evaluate(run, look.run);
      runs += 1;
      passes += found.passes;
      for (const { rule, target, why } of found.violations) {
        const key = `${rule}: ${why}`;
        faults.set(key, [...(faults.get(key) ?? []), `${page.site.name}/${page.path} (${look.name}) ${target}`]);
      }
    }
  }, open.length);
  await visit.close();
  const told = [...faults].map(([what, where]) => `${what}\n      ${where.slice(0, 3).join("\n      ")}${where.length > 3 ? `\n      and ${where.length - 3} more` : ""}`);
  return { done: runs, pages: pages.length, figures: `axe-core ${stage.module("axe-core/package.json").version}, ${pages.length} pages, ${runs} runs, ${passes} rules passed, ${faults.size} violations`, faults: told };
}

async function run(runOnly) {
  const told = await window.axe.run(document, { runOnly, resultTypes: ["violations"] });
  const violations = told.violations.flatMap((rule) =>
    rule.nodes.map((node) => ({
      rule: rule.id,
      target: node.target.join(" "),
      why: [...node.any, ...node.all, ...node.none].map((check) => check.message).join("; ").slice(0, 200),
    })),
  );
  return { violations, passes: told.passes.length };
}
