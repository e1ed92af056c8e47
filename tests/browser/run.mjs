// Opens built sites in real browsers and runs every check of checks/ on them.
//
//   node tests/browser/run.mjs [--record] [--sites DIR] [--modules DIR] [--congbo FILE] [NAME...]
//
// With names, only the checks whose name contains one of them. Prints a line
// with figures per check and its faults below it; the exit code is 0 when there
// are none. With --record, a full run writes what it found where the
// accessibility statement reads it. Knows nothing of what is checked.

import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { compare, record } from "./lib/record.mjs";
import { Stage } from "./lib/stage.mjs";

const MOST_FAULTS_SHOWN = 60;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    record: { type: "boolean", default: false },
    sites: { type: "string", default: "target/test-sites" },
    modules: { type: "string", default: "target/clients-npm" },
    congbo: { type: "string", default: "target/debug/congbo" },
  },
});

const folder = fileURLToPath(new URL("checks", import.meta.url));
const wanted = (name) => positionals.length === 0 || positionals.some((word) => name.includes(word));
const names = readdirSync(folder).filter((file) => file.endsWith(".mjs")).map((file) => file.slice(0, -4)).filter(wanted).sort();
if (names.length === 0) {
  console.log("no check has such a name");
  process.exit(1);
}

const stage = new Stage({ sites: resolve(values.sites), modules: resolve(values.modules), congbo: resolve(values.congbo) });
let faulty = 0;
const results = new Map();
try {
  for (const name of names) {
    const begin = Date.now();
    const told = await run(name);
    results.set(name, told);
    const seconds = ((Date.now() - begin) / 1000).toFixed(0);
    console.log(`${told.faults.length ? "FAULTS" : "ok"}  ${name}: ${told.figures} (${seconds} s)`);
    for (const line of told.lines ?? []) console.log(`    ${line}`);
    for (const fault of told.faults.slice(0, MOST_FAULTS_SHOWN)) console.log(`  - ${fault}`);
    const more = told.faults.length - MOST_FAULTS_SHOWN;
    if (more > 0) console.log(`  - and ${more} more`);
    faulty += told.faults.length > 0;
  }
  if (positionals.length === 0) {
    if (values.record) await record(results, stage);
    for (const fault of compare(results)) {
      console.log(`FAULTS  statement: ${fault}`);
      faulty += 1;
    }
  }
} finally {
  await stage.close();
}
console.log(`${names.length - faulty} passed, ${faulty} failed`);
process.exit(faulty ? 1 : 0);

// What a check says; one that breaks down is a fault as well.
async function run(name) {
  try {
    const check = await import(`./checks/${name}.mjs`);
    return await check.default(stage);
  } catch (error) {
    return { figures: "broke down", faults: [error.stack ?? String(error)] };
  }
}
