// What a run found, for the accessibility statement, and whether what is
// recorded there still holds. Only checks that say how much they have `done`
// are part of it.

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FILE = fileURLToPath(new URL("../../../src/model/conformance.toml", import.meta.url));

export async function record(results, stage) {
  const version = async (browser) => (await (await browser).version()).replace(/^[^/]*\//, "");
  const checks = [...stated(results)].map(([name, told]) => `${name} = { done = ${told.done}, faults = ${told.faults.length} }`);
  const lines = [
    "# Written by `node tests/browser/run.mjs --record`; the accessibility statement shows it.",
    `date = "${new Date().toISOString().slice(0, 10)}"`,
    `pages = ${results.get("axe").pages}`,
    `axe = "${stage.module("axe-core/package.json").version}"`,
    `chromium = "${await version(stage.chromium())}"`,
    `firefox = "${await version(stage.firefox())}"`,
    "",
    "[checks]",
    ...checks,
  ];
  writeFileSync(FILE, lines.join("\n") + "\n");
}

// Where the record and the run differ. How much was looked at may: pages come
// and go, and the record has its date.
export function compare(results) {
  const recorded = new Map([...readFileSync(FILE, "utf8").matchAll(/^([a-z-]+) = \{ done = \d+, faults = (\d+) \}$/gm)].map((found) => [found[1], Number(found[2])]));
  const found = new Map([...stated(results)].map(([name, told]) => [name, told.faults.length]));
  const names = [...new Set([...recorded.keys(), ...found.keys()])].sort();
  return names
    .filter((name) => recorded.get(name) !== found.get(name))
    .map((name) => `${name}: ${recorded.get(name) ?? "no"} faults are recorded, ${found.get(name) ?? "no"} were found; run with --record`);
}

function stated(results) {
  return [...results].filter(([, told]) => Number.isInteger(told.done));
}
