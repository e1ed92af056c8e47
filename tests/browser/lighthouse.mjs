// Runs Lighthouse on four pages of a built site and prints a line for each.
//
//   node tests/browser/lighthouse.mjs SITE MODULES
//
// The simulated phone is Lighthouse's own: slow 4G, a fourth of the processor.

import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

import { serve } from "./lib/server.mjs";
import { Site } from "./lib/site.mjs";

const KINDS = [["home", "index"], ["plan", "ke-hoach/*"], ["dataset", "du-lieu/*/"], ["table", "du-lieu/*/*"]];
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];

const [folder, modules] = process.argv.slice(2).map((path) => resolve(path));
const site = new Site("demo", folder);
const server = await serve(folder, { base: site.base });
const work = mkdtempSync(join(tmpdir(), "congbo-lighthouse-"));
console.log(["page".padEnd(8), ...CATEGORIES.map((name) => name.padStart(15)), "FCP ms".padStart(8), "LCP ms".padStart(8), "TBT ms".padStart(8), "CLS".padStart(7), "bytes".padStart(9)].join(""));
for (const [name, kind] of KINDS) {
  const out = join(work, `${name}.json`);
  const flags = ["--quiet", "--output=json", `--output-path=${out}`, "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-quic", `--only-categories=${CATEGORIES}`];
  await promisify(execFile)(join(modules, "node_modules/.bin/lighthouse"), [server.address + site.fullest(kind).path, ...flags]);
  const { categories, audits } = JSON.parse(readFileSync(out, "utf8"));
  const scores = CATEGORIES.map((id) => String(Math.round(categories[id].score * 100)).padStart(15));
  const times = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time"].map((id) => String(Math.round(audits[id].numericValue)).padStart(8));
  console.log([name.padEnd(8), ...scores, ...times, audits["cumulative-layout-shift"].numericValue.toFixed(3).padStart(7), String(audits["total-byte-weight"].numericValue).padStart(9)].join(""));
  const failed = CATEGORIES.slice(1).flatMap((id) => categories[id].auditRefs.filter((ref) => audits[ref.id].score !== null && audits[ref.id].score < 0.9 && ref.weight > 0).map((ref) => `${id}: ${audits[ref.id].title}`));
  for (const line of failed) console.log(`    ${line}`);
}
server.close();
rmSync(work, { recursive: true, force: true });
