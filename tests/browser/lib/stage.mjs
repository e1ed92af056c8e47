// What checks are given: the sites, a server for them, and browsers that are
// started when somebody first asks for them and closed at the end.

import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { serve } from "./server.mjs";
import { Site } from "./site.mjs";

// Debian's names come last: a machine of another kind may set its own.
const CHROMIUM = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/google-chrome"];
const FIREFOX = [process.env.FIREFOX, "/usr/bin/firefox-esr", "/usr/bin/firefox"];

// Nothing that a browser does on its own shall reach the network, and nothing
// shall differ from machine to machine.
const CHROMIUM_SWITCHES = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
  "--disable-sync", "--disable-default-apps", "--hide-scrollbars", "--force-color-profile=srgb", "--disable-smooth-scrolling", "--lang=vi",
];

export class Stage {
  #sites;
  #require;
  #open = [];
  #started = new Map();
  #servers = new Map();

  constructor({ sites, modules, congbo }) {
    this.#sites = sites;
    this.#require = createRequire(join(modules, "package.json"));
    // The program, for checks that build portals of their own.
    this.congbo = congbo;
  }

  // A package of the folder of modules.
  module(name) {
    return this.#require(name);
  }

  // The path of a file of such a package.
  moduleFile(name) {
    return this.#require.resolve(name);
  }

  // The built sites, by name; `names` limits them to those that matter.
  sites(...names) {
    const known = readdirSync(this.#sites, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    const missing = names.filter((name) => !known.includes(name));
    if (missing.length) throw new Error(`not built: ${missing.join(", ")} (in ${this.#sites})`);
    return (names.length ? names : known.sort()).map((name) => new Site(name, join(this.#sites, name)));
  }

  // The fullest page of every kind: of the demonstration and of the portal of
  // all states in every language, of portals for odd corners in their first.
  sample() {
    const whole = (site) => ["demo", "states"].includes(site.name);
    return this.sites().flatMap((site) => site.sample(whole(site) ? {} : { languages: [site.languages[0]] }));
  }

  // Where a site is served: at the root, below a path, or from the disk.
  // Every site has a server of its own, as every portal has a host of its own.
  async address(site, over = "/") {
    if (over === "file") return pathToFileURL(site.folder).href + "/";
    const key = `${site.folder} ${over}`;
    if (!this.#servers.has(key)) this.#servers.set(key, serve(site.folder, { below: over, base: site.base }));
    const server = await this.#servers.get(key);
    return server.address;
  }

  // The address of a page. That of the page for missing addresses is any that
  // is missing; null where a portal without a host of its own cannot have one.
  async pageAddress(page, over = "/") {
    const top = await this.address(page.site, over);
    if (page.kind !== "404") return top + page.path;
    return over === "/" || (over !== "file" && page.site.base) ? `${top}no/such/page.html` : null;
  }

  // Chromium; with `fontSize`, one whose reader has chosen another size of text.
  chromium({ fontSize } = {}) {
    return this.#start(`chromium ${fontSize ?? ""}`, () => {
      const options = { executablePath: found(CHROMIUM, "chromium"), args: CHROMIUM_SWITCHES, protocolTimeout: 120_000 };
      return this.module("puppeteer-core").launch(fontSize ? { ...options, userDataDir: this.#profile(fontSize) } : options);
    });
  }

  firefox() {
    return this.#start("firefox", () =>
      this.module("puppeteer-core").launch({ browser: "firefox", executablePath: found(FIREFOX, "firefox-esr"), protocolTimeout: 120_000 }),
    );
  }

  // Runs a function on every item, a few at a time.
  async each(items, work, atATime = 3) {
    const left = [...items];
    const worker = async (number) => {
      while (left.length) await work(left.shift(), number);
    };
    await Promise.all(Array.from({ length: atATime }, (_, number) => worker(number)));
  }

  // A folder for what a check makes; gone at the end.
  folder() {
    const path = mkdtempSync(join(tmpdir(), "congbo-browser-"));
    this.#open.push(() => rmSync(path, { recursive: true, force: true, maxRetries: 5 }));
    return path;
  }

  async close() {
    for (const server of this.#servers.values()) (await server).close();
    for (const browser of this.#started.values()) await (await browser.catch(() => null))?.close();
    for (const undo of this.#open.reverse()) undo();
  }

  #start(name, launch) {
    if (!this.#started.has(name)) this.#started.set(name, launch());
    return this.#started.get(name);
  }

  #profile(fontSize) {
    const path = this.folder();
    mkdirSync(join(path, "Default"));
    const preferences = { webkit: { webprefs: { default_font_size: fontSize } } };
    writeFileSync(join(path, "Default", "Preferences"), JSON.stringify(preferences));
    return path;
  }
}

function found(paths, name) {
  const path = paths.find((path) => path && existsSync(path));
  if (!path) throw new Error(`${name} is not installed`);
  return path;
}
