// A built site as a list of pages, and the kinds of page it has.
//
// Kinds are read from the addresses, so a kind that is new is tested without a
// word here: `ke-hoach/` is a list, `ke-hoach/*` its entries, `du-lieu/*/` and
// `du-lieu/*/*` datasets and tables. A page at the top is a kind of its own,
// and so is a list or table that goes on (`.p2`).

import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";

export class Site {
  #pages;

  constructor(name, folder) {
    this.name = name;
    this.folder = folder;
  }

  // Every page: its path, language, kind and size in bytes.
  get pages() {
    this.#pages ??= readdirSync(this.folder, { recursive: true })
      .filter((path) => path.endsWith(".html"))
      .map((path) => path.split(sep).join("/"))
      .sort()
      .map((path) => page(this, path));
    return this.#pages;
  }

  // The portal's own address, when it says one.
  get base() {
    return /rel="?canonical"? href="?([^\s">]+)/.exec(readFileSync(join(this.folder, "index.html"), "utf8"))?.[1].replace(/index\.html$/, "") ?? null;
  }

  // The languages of its pages, that of the top first.
  get languages() {
    const top = this.pages.find((page) => page.path === "index.html");
    return [...new Set([top.lang, ...this.pages.map((page) => page.lang)])];
  }

  // The fullest page of every kind in every language; `most` more of each kind
  // bring those that differ from it most in size.
  sample({ languages = this.languages, most = 1 } = {}) {
    const kinds = new Map();
    for (const page of this.pages.filter((page) => languages.includes(page.lang))) {
      const key = `${page.lang} ${page.kind}`;
      kinds.set(key, [...(kinds.get(key) ?? []), page]);
    }
    return [...kinds.values()].flatMap((pages) => {
      pages.sort((one, two) => two.bytes - one.bytes);
      const step = Math.max(1, Math.floor(pages.length / most));
      return pages.filter((_, index) => index % step === 0).slice(0, most);
    });
  }

  // The fullest page of a kind in the site's first language, or nothing.
  fullest(kind) {
    return this.sample({ languages: [this.languages[0]] }).find((page) => page.kind === kind);
  }
}

function page(site, path) {
  const text = readFileSync(join(site.folder, path), "utf8");
  const lang = /<html[^>]*\blang="?([\w-]+)/.exec(text)?.[1] ?? "";
  return { site, path, lang, kind: kind(path.startsWith(`${lang}/`) ? path.slice(lang.length + 1) : path), bytes: Buffer.byteLength(text) };
}

function kind(path) {
  const parts = path.split("/");
  const file = parts.pop();
  if (parts.length === 0) return file.replace(".html", "").replace(/\.p\d+$/, ".p*");
  const leaf = file === "index.html" ? "" : /\.p\d+\.html$/.test(file) ? "*.p*" : "*";
  return [parts[0], ...parts.slice(1).map(() => "*"), leaf].join("/");
}
