// Tables with the script and without: sorted as readers of Vietnamese expect,
// filtered with true counts, the view kept in the address and read from it,
// worked by the keyboard alone, as records on a phone, cut down to the columns
// that are wanted, copied and downloaded as seen; a table of 12,000 rows over http and from the disk, and from the disk in Firefox.

import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { Site } from "../lib/site.mjs";
import { tabs } from "../lib/visit.mjs";

const ROWS = 12_000;
// So many of them stand on pages: 20 of 500 rows.
const ON_PAGES = 10_000;
const FAMILIES = ["Đặng", "Dương", "Ân", "An", "Ứng", "Uông"];
const PROVINCES = ["Huế", "Đà Nẵng", "Cà Mau", ""];

export default async function (stage) {
  const faults = [];
  const told = { claims: 0, seconds: [] };
  const site = built(stage, "long", longPortal);
  const page = site.pages.find((page) => page.path === "du-lieu/dai/dai.html");
  for (const browser of ["chromium", "firefox"]) {
    const visit = await tabs(await stage[browser]());
    const open = await visit.open();
    for (const over of browser === "chromium" ? ["/", "file"] : ["file"]) {
      const claim = (isTrue, what) => {
        told.claims += 1;
        if (!isTrue) faults.push(`${browser} ${over}: ${what}`);
      };
      await long(open, await stage.pageAddress(page, over), claim, told.seconds);
      for (const fault of await open.faults()) claim(false, fault);
    }
    if (browser === "chromium") await small(stage, open, (isTrue, what) => {
      told.claims += 1;
      if (!isTrue) faults.push(what);
    });
    await visit.close();
  }
  const slowest = Math.max(...told.seconds).toFixed(1);
  return { figures: `${told.claims} claims, ${ROWS} rows filtered and sorted in at most ${slowest} s`, faults };
}

// What a long table does, wherever it is shown.
async function long(open, address, claim, seconds) {
  const { tab } = open;
  await open.set({ width: 1280, height: 900 });
  await open.go(address);
  const standing = await tab.$$eval(".sheet tbody tr", (rows) => rows.length);
  claim(standing === 500, `${standing} rows stand on the page before anybody asks`);
  claim((await tab.$$("script[src*='.rows-']")).length === 0, "files of rows are loaded before anybody asks");
  const begin = Date.now();
  await click(tab, "thead th:nth-child(2) button");
  await until(tab, (total) => document.querySelector("[role=status]").textContent.includes(total), "12.000 trong 12.000", claim);
  seconds.push((Date.now() - begin) / 1000);
  const first = await column(tab, 2);
  const sorted = [...first].sort(new Intl.Collator("vi", { numeric: true }).compare);
  claim(JSON.stringify(first) === JSON.stringify(sorted) && first[0].startsWith("An "), `names are not in Vietnamese order: ${first.slice(0, 3)}`);
  claim((await tab.$eval("thead th:nth-child(2)", (th) => th.getAttribute("aria-sort"))) === "ascending", "the head does not say how it is sorted");

  // The view is in the address, and the address makes the view.
  await open.go(`${address}#rows.q=dang&rows.is.tinh=${encodeURIComponent("Huế")}&rows.sort=-so&rows.min.so=100`);
  // A new fragment alone loads nothing: as a reader who opens the link anew.
  await tab.reload({ waitUntil: "load" });
  const expected = rows().filter((row) => row.ten.startsWith("Đặng") && row.tinh === "Huế" && row.so >= 100);
  await until(tab, (count) => document.querySelector("[role=status]").textContent.startsWith(`Hiện ${count} `), expected.length.toLocaleString("vi"), claim);
  const numbers = (await column(tab, 4)).map((text) => Number(text.replaceAll(".", "").replace(",", ".")));
  claim(numbers.every((number, at) => at === 0 || numbers[at - 1] >= number), "numbers do not fall");
  claim(numbers[0] === Math.max(...expected.map((row) => row.so)), `the greatest is ${numbers[0]}`);
  claim((await tab.$eval(".tools input[type=search]", (field) => field.value)) === "dang", "the search is not shown");

  // A row that the script drew shows its own address: the one where it stands
  // without the script, and that of the first page where none has it.
  const drawn = await tab.$$eval(".sheet tbody tr", (rows) => rows.map((row) => ({ number: Number(row.id.slice(4)), link: row.cells[0].querySelector("a")?.href ?? "", words: row.cells[0].querySelector("a")?.textContent, name: row.cells[1].textContent })));
  const isRight = ({ number, link, words }) => link.endsWith(`#row-${number}`) && words === `Dòng ${number}` && (number <= ON_PAGES || !link.includes(".p"));
  claim(drawn.every(isRight), `a drawn row does not show its address: ${JSON.stringify(drawn.find((row) => !isRight(row)))}`);
  const far = drawn.find(({ link }) => link.includes(".p"));

  // Counts of a facet are those of the rows that meet all other conditions.
  await click(tab, ".bar details summary");
  await until(tab, () => document.querySelectorAll(".choices input[type=checkbox]").length > 0, null, claim);
  const counts = await tab.$$eval("fieldset[data-name=tinh] label", (labels) => labels.map((label) => label.textContent.trim()));
  const others = rows().filter((row) => row.ten.startsWith("Đặng") && row.so >= 100);
  for (const province of PROVINCES) {
    const count = others.filter((row) => row.tinh === province).length;
    const wanted = `${province || "trống"} (${count.toLocaleString("vi")})`;
    claim(counts.includes(wanted), `no “${wanted}” among ${counts.join(", ")}`);
  }

  // By the keyboard alone: a box is ticked and keeps the focus; everything is cleared.
  await tab.focus("fieldset[data-name=tinh] input");
  await tab.keyboard.press(" ");
  await until(tab, () => decodeURIComponent(location.hash).split("rows.is.tinh").length === 3, null, claim);
  claim(await tab.evaluate(() => document.activeElement.closest("fieldset")?.dataset.name === "tinh"), "the focus is lost when the counts change");
  await tab.focus(".found button");
  await tab.keyboard.press("Enter");
  await until(tab, (total) => document.querySelector("[role=status]").textContent.includes(total), "12.000 trong 12.000", claim);
  claim(!(await tab.evaluate(() => location.hash.includes("="))), "a cleared view leaves something in the address");

  // The pages of what was found.
  const before = (await column(tab, 1))[0];
  await click(tab, ".sheet > div.pager button:last-child");
  claim((await column(tab, 1))[0] !== before, "the next page shows the same rows");

  // Whoever opens the address of a drawn row sees that row.
  await open.go(far.link);
  const there = await tab.$eval(`#row-${far.number}`, (row) => ({ name: row.cells[1].textContent, top: row.getBoundingClientRect().top }));
  claim(there.name === far.name && there.top >= 0 && there.top < 900, `${far.link} shows “${there.name}” at ${there.top} px, not “${far.name}”`);

  // Also of one that no page has: the script draws it, from whatever page, and
  // without the script the page says how many rows it shows of how many.
  const beyond = rows()[ON_PAGES + 1234];
  for (const from of [address, far.link.split("#")[0]]) {
    await open.go("about:blank");
    await open.go(`${from}#row-${beyond.ma}`);
    await until(tab, (id) => document.getElementById(id)?.matches(":target"), `row-${beyond.ma}`, claim);
    const drawnThere = await tab.$eval(`#row-${beyond.ma}`, (row) => ({ name: row.cells[1].textContent, top: row.getBoundingClientRect().top }));
    claim(drawnThere.name === beyond.ten && drawnThere.top >= 0 && drawnThere.top < 900, `row ${beyond.ma} shows “${drawnThere.name}” at ${drawnThere.top} px, not “${beyond.ten}”`);
  }
  await tab.evaluate((id) => (location.hash = id), `row-${ON_PAGES + 1}`);
  await until(tab, (id) => document.getElementById(id)?.matches(":target"), `row-${ON_PAGES + 1}`, claim);
}

// What tables of promises do on a phone, and what stands there without scripts.
async function small(stage, open, claim) {
  const { tab } = open;
  const demo = stage.sites("demo")[0];
  const plan = demo.pages.filter((page) => page.kind === "ke-hoach/*").sort((one, two) => two.bytes - one.bytes)[0];
  const address = await stage.pageAddress(plan);
  await open.set({ width: 360, height: 740 });
  await open.go(address);
  claim(!(await tab.$eval(".tools .sorting select", (select) => select.checkVisibility())), "the tools of a table fill a phone's screen before anybody asks");
  await tab.focus(".tools summary");
  await tab.keyboard.press("Enter");
  claim(await tab.$eval(".tools .sorting select", (select) => select.checkVisibility() && select.getBoundingClientRect().width > 100), "a phone cannot sort");
  const all = await tab.$$eval("[data-sheet=targets] tbody tr", (rows) => rows.length);
  await tab.select("[data-sheet=targets] .sorting select", "-goal");
  const goals = await tab.$$eval("[data-sheet=targets] [data-group]:first-of-type tbody tr td:nth-child(2) .goal", (cells) => cells.map((cell) => Number(/[\d.]+/.exec(cell.textContent)?.[0] ?? NaN)));
  const known = goals.filter((goal) => !Number.isNaN(goal));
  claim(known.every((goal, at) => at === 0 || known[at - 1] >= goal), `goals do not fall: ${goals}`);
  await tab.type("[data-sheet=targets] input[type=search]", "điện thoại");
  await until(tab, (total) => [...document.querySelectorAll("[data-sheet=targets] tbody tr")].filter((row) => !row.hidden).length < total, all, claim);
  const hidden = await tab.$$eval("[data-sheet=targets] [data-group]", (groups) => groups.filter((group) => group.hidden).length);
  claim(hidden > 0, "groups without a row that fits stay");
  claim((await tab.evaluate(() => decodeURIComponent(location.hash.replaceAll("+", " ")))).includes("targets.q=điện thoại"), "the address does not keep the search");
  const csv = await saved(tab, "[data-sheet=targets] .bar > button:last-of-type");
  const lines = csv.trim().split("\r\n");
  const shown = await tab.$$eval("[data-sheet=targets] tbody tr", (rows) => rows.filter((row) => !row.hidden).length);
  claim(lines.length === shown + 1 && csv.startsWith("\ufeff"), `the file has ${lines.length - 1} rows, the page ${shown}`);

  await columns(open, address, claim);
  await rowsCut(stage, open, claim);
  await linked(stage, open, claim);
  await compared(stage, open, claim);

  await open.set({ width: 1280, height: 900, scripts: false });
  await open.go(address);
  claim((await tab.$$("[data-sheet=targets] tbody tr")).length === all && (await tab.$$(".tools")).length === 0, "without scripts not all rows stand there");
  await open.set({ scripts: true });
}

// Of wide tables with long texts, rows are cut to a few lines, on a phone to
// their first columns, and shown whole by a button: by keyboard, on no paper,
// and never without scripts.
async function rowsCut(stage, open, claim) {
  const { tab } = open;
  const page = stage.sites("demo")[0].fullest("du-lieu/*/*");
  const cut = () => tab.$$eval(".clamp", (boxes) => boxes.filter((box) => box.scrollHeight > box.clientHeight + 1).map((box) => box.closest("tr").rowIndex));
  await open.set({ width: 1280, height: 900 });
  await open.go(await stage.pageAddress(page));
  const all = await cut();
  claim(all.length > 0, `${page.path}: no row is cut`);
  const heads = await tab.$$eval(".rows thead th", (cells) => cells.length);
  const highest = await tab.$$eval(".rows tbody tr", (rows) => Math.max(...rows.map((row) => row.clientHeight)));
  claim(highest < 150, `${page.path}: a row is ${highest} px high`);
  const buttons = await tab.$$eval(".more", (nodes) => nodes.map((node) => node.closest("tr").rowIndex));
  claim(JSON.stringify(buttons) === JSON.stringify([...new Set(all)]), `${page.path}: rows ${[...new Set(all)]} are cut, rows ${buttons} can be opened`);
  await tab.focus(".more");
  await tab.keyboard.press("Enter");
  claim(!(await cut()).includes(buttons[0]), "a row that was opened is cut");
  claim((await tab.$eval(".more", (node) => node.textContent)) === "Thu gọn", "an opened row cannot be closed");
  await tab.keyboard.press("Enter");
  claim((await cut()).includes(buttons[0]), "a row that was closed is whole");
  await open.set({ width: 360, height: 740 });
  await open.go(await stage.pageAddress(page));
  const records = () => tab.$$eval(".rows tbody tr", (rows) => rows.map((row) => ({ high: row.clientHeight, waits: [...row.cells].filter((cell) => cell.textContent && !cell.checkVisibility()).length })));
  const closed = await records();
  claim(closed.every(({ high }) => high < 600), `${page.path}: a record is ${Math.max(...closed.map(({ high }) => high))} px high on a phone`);
  const top = await tab.$eval(".rows tbody tr", (row) => row.getBoundingClientRect().top + scrollY);
  claim(top < 740, `${page.path}: the first row stands at ${Math.round(top)} px, below a phone's first screen`);
  claim(closed[0].waits > 0, `${page.path}: a record on a phone shows all of its ${heads} columns at once`);
  await tab.focus(".more");
  await tab.keyboard.press("Enter");
  claim((await records())[0].waits === 0, "a record that was opened on a phone does not show everything");
  await tab.keyboard.press("Enter");
  claim((await records())[0].waits === closed[0].waits, "a record that was closed on a phone is whole");
  await tab.select(".sorting select", await tab.$eval(".rows thead th[data-more]", (th) => th.dataset.k));
  claim((await records())[0].waits < closed[0].waits, "what records are sorted by is not seen on a phone");
  for (const other of stage.sites("demo")[0].pages.filter(({ kind, lang }) => kind === page.kind && lang === page.lang)) {
    await open.go(await stage.pageAddress(other));
    const shut = await tab.$$eval(".rows tbody tr", (rows) => rows.filter((row) => [...row.cells].some((cell) => cell.matches("[data-more]:not(:empty)")) && !row.querySelector(".more")).length);
    claim(shut === 0, `${other.path}: on a phone ${shut} records hide cells, and nothing opens them`);
  }
  await open.set({ width: 1280, height: 900, media: "print" });
  claim((await cut()).length === 0, "a row on paper is cut");
  await open.set({ media: null, scripts: false });
  await open.go(await stage.pageAddress(page));
  claim((await tab.$$(".clamp, td[data-more]")).length === 0, "without scripts a cell is cut");
  await open.set({ scripts: true });
}

// Every row of a published table shows its own address, by keyboard, on a phone
// and without scripts; whoever opens it sees that row, whole.
async function linked(stage, open, claim) {
  const { tab } = open;
  const page = stage.sites("demo")[0].fullest("du-lieu/*/*");
  for (const scripts of [true, false]) {
    await open.set({ width: 360, height: 740, scripts });
    await open.go(await stage.pageAddress(page));
    await tab.focus("#row-9 [href='#row-9']");
    claim((await tab.evaluate(() => document.activeElement.textContent)) === "Dòng 9", "the address of a row is not told by its number");
    await tab.keyboard.press("Enter");
    await until(tab, () => location.hash === "#row-9", null, claim);
    const address = tab.url();
    await open.go("about:blank");
    await open.go(address);
    const row = await tab.$eval("#row-9", (one) => ({ top: one.getBoundingClientRect().top, waits: [...one.cells].filter((cell) => cell.textContent && !cell.checkVisibility()).length }));
    claim(row.top >= 0 && row.top < 740, `a row that is linked to stands at ${Math.round(row.top)} px`);
    claim(row.waits === 0, "a row that is linked to does not show everything");
  }
  await open.set({ width: 1280, height: 900, scripts: true });
  await open.go(await stage.pageAddress(page));
  const csv = await saved(tab, ".bar > button:last-of-type");
  claim(!csv.includes("Dòng 9"), "the address of a row is taken along as if it were data");
  const [dataset, table] = page.path.split("/").slice(-2);
  const name = await tab.evaluate(() => window.congboNamed);
  claim(name === `${dataset}-${table.replace(".html", ".csv")}`, `rows of ${page.path} are saved as ${name}`);
}

// Columns are left out by the keyboard, stay out for whoever opens the address,
// and are neither copied nor downloaded; both ways of copying give what is seen.
async function columns(open, address, claim) {
  const { tab } = open;
  const sheet = "[data-sheet=tasks]";
  await open.set({ width: 1280, height: 900 });
  await open.go(address);
  const heads = await tab.$$eval(`${sheet} table:first-of-type thead th`, (cells) => [...new Set(cells.map((cell) => cell.textContent.trim()))]);
  await click(tab, `${sheet} .bar > details:nth-of-type(2) summary`);
  await until(tab, (selector) => document.querySelectorAll(`${selector} .choices input`).length > 0, sheet, claim);
  const offered = await tab.$$eval(`${sheet} .choices label`, (labels) => labels.map((label) => label.textContent.trim()));
  claim(JSON.stringify(offered) === JSON.stringify(heads.slice(1)), `columns offered: ${offered}; heads: ${heads}`);
  await tab.focus(`${sheet} .choices input[data-value=help]`);
  await tab.keyboard.press(" ");
  const isOut = () => tab.$$eval(`${sheet} table`, (tables) => tables.every((table) => [...table.rows].every((row) => row.cells[2].hidden && !row.cells[1].hidden)));
  claim(await isOut(), "a column that is not wanted stays");
  claim(await tab.evaluate(() => document.activeElement.dataset.value === "help"), "the focus is lost when a column goes");
  claim((await tab.evaluate(() => location.hash)).includes("tasks.hide=help"), "the address does not keep which columns are out");
  await tab.reload({ waitUntil: "load" });
  claim(await isOut(), "a column that the address leaves out is there");

  const kept = heads.filter((_, place) => place !== 2);
  const shown = await tab.$$eval(`${sheet} tbody tr`, (rows) => rows.filter((row) => !row.hidden).length);
  const copy = `${sheet} .bar > button:first-of-type`;
  await tab.evaluate(() => {
    Object.defineProperty(navigator, "clipboard", { configurable: true, value: { writeText: (text) => Promise.resolve((window.congboCopied = text)) } });
  });
  await tab.click(copy);
  const copied = await tab.evaluate(() => window.congboCopied);
  const lines = copied.split("\n").map((line) => line.split("\t"));
  claim(lines.length === shown + 1 && lines.every((line) => line.length === kept.length + 1), `copied are ${lines.length - 1} rows of ${lines[1]?.length} columns, seen ${shown} of ${kept.length}`);
  // What rows stand under goes along.
  const [by, under] = await tab.$eval(`${sheet} [data-group]`, (group) => [group.dataset.group, group.querySelector("h3").textContent.trim()]);
  const taken = [by, ...kept];
  claim(JSON.stringify(lines[0]) === JSON.stringify(taken), `the copy's heads are ${lines[0]}`);
  claim(by && lines[1][0] === under, `rows under “${under}” are copied as of “${lines[1][0]}”`);
  claim(!/và \d+ mục nữa/.test(copied), "words of a fold are copied");
  claim((await tab.$eval(`${sheet} [role=status]`, (node) => node.textContent)) === "Đã chép bảng đang xem.", "nobody is told that the table was copied");
  // Where there is no clipboard for scripts, the browser's own copying serves.
  await tab.evaluate(() => {
    Object.defineProperty(navigator, "clipboard", { configurable: true, value: undefined });
    document.addEventListener("copy", (event) => (window.congboCopied = event.target.value), { once: true });
    window.congboCopied = "";
  });
  await tab.click(copy);
  claim((await tab.evaluate(() => window.congboCopied)) === copied, "without a clipboard another text is copied");
  const csv = await saved(tab, `${sheet} .bar > button:last-of-type`);
  claim(csv.trim().replace("\ufeff", "").split("\r\n")[0] === taken.join(","), `the file's heads are ${csv.split("\r\n")[0]}`);
}

// What is put side by side on a page of comparisons is in its address, and
// whoever opens that address sees the same.
async function compared(stage, open, claim) {
  const { tab } = open;
  const pages = stage.sites("demo")[0].pages.filter((page) => page.kind === "so-sanh/*" && page.lang === "vi");
  claim(pages.length > 0, "nothing is compared");
  for (const page of pages) {
    await open.go(await stage.pageAddress(page));
    const names = await tab.$$eval(".sheet tbody th", (cells) => cells.map((cell) => cell.textContent.trim()));
    const seen = () => tab.$$eval(".sheet tbody tr", (rows) => rows.filter((row) => row.checkVisibility()).map((row) => row.cells[0].textContent.trim()));
    const word = names[0].split(" ").slice(0, 6).join(" ");
    await tab.type(".sheet input[type=search]", word);
    await until(tab, () => location.hash.includes(".q="), null, claim);
    const chosen = await seen();
    claim(chosen.includes(names[0]) && chosen.length < names.length, `${page.path}: “${word}” leaves ${chosen.length} of ${names.length} rows`);
    await tab.reload({ waitUntil: "load" });
    claim(JSON.stringify(await seen()) === JSON.stringify(chosen), `${page.path}: the address does not bring back what was chosen`);
  }
}

// The file that a button makes, as text: the download itself is the browser's.
async function saved(tab, button) {
  await tab.evaluate(() => {
    const make = URL.createObjectURL;
    const click = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function () {
      window.congboNamed = this.download;
      click.call(this);
    };
    URL.createObjectURL = (blob) => {
      window.congboSaved = blob.arrayBuffer().then((bytes) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
      return make(blob);
    };
  });
  await click(tab, button);
  await tab.waitForFunction(() => window.congboSaved, { timeout: 10_000 });
  return tab.evaluate(() => window.congboSaved);
}

const click = (tab, selector) => tab.$eval(selector, (node) => node.click());
const column = (tab, number) => tab.$$eval(`.sheet tbody tr > :nth-child(${number})`, (cells) => cells.map((cell) => cell.textContent.trim()));

async function until(tab, isSo, argument, claim) {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await tab.evaluate(isSo, argument)) return;
    await pause(100);
  }
  claim(false, `never came true: ${isSo} of ${argument}; the page says “${await tab.$eval("[role=status]", (node) => node.textContent)}”`);
}

function rows() {
  return Array.from({ length: ROWS }, (_, at) => ({
    ma: at + 1,
    ten: `${FAMILIES[(at * 7) % 6]} ${at}`,
    tinh: PROVINCES[(at * 5) % 4],
    so: ((at * 7919) % 1_000_003) / 100,
    ngay: `${2020 + (at % 5)}-${String(1 + (at % 12)).padStart(2, "0")}-${String(1 + (at % 28)).padStart(2, "0")}`,
  }));
}

function longPortal(folder) {
  mkdirSync(join(folder, "data", "dai"), { recursive: true });
  writeFileSync(join(folder, "congbo.toml"), 'title = "Bảng dài"\nlanguages = ["vi"]\ndefault_language = "vi"\nas_of = "2025-01-01"\n');
  writeFileSync(join(folder, "data", "dai", "dataset.toml"), 'title = "Bộ dài"\n\n[[resources]]\nname = "dai"\npath = "dai.csv"\ntitle = "Bảng dài"\n');
  const lines = rows().map((row) => [row.ma, row.ten, row.tinh, row.so, row.ngay].join(","));
  writeFileSync(join(folder, "data", "dai", "dai.csv"), `ma,ten,tinh,so,ngay\n${lines.join("\n")}\n`);
}

function built(stage, name, make) {
  const portal = join(stage.folder(), "portal");
  const site = join(stage.folder(), "site");
  mkdirSync(portal, { recursive: true });
  make(portal);
  execFileSync(stage.congbo, ["--root", portal, "--lang", "en", "build", "--output", site], { stdio: "pipe" });
  return new Site(name, site);
}
