// The picture of a chart in dots: a button beside the link to its drawing makes
// a PNG of it, twice as dense, named like it, light in a dark scheme too; from a
// disk, where browsers do not hand out what they painted, and without scripts
// there is no such button.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { tabs } from "../lib/visit.mjs";

const PNG = "137 80 78 71 13 10 26 10";

export default async function (stage) {
  const faults = [];
  let made = 0;
  const visit = await tabs(await stage.chromium());
  const open = await visit.open();
  const { tab } = open;
  const pages = stage.sites("charts")[0].pages.filter((page) => /data-png=/.test(readFileSync(join(page.site.folder, page.path), "utf8")));
  for (const page of pages) {
    await open.set({ scheme: "dark" });
    await open.go(await stage.pageAddress(page));
    const drawings = await tab.$$eval("a[data-png]", (links) => links.map((link) => link.href));
    for (const [at, drawing] of drawings.entries()) {
      const [width] = /width="(\d+)"/.exec(readFileSync(join(page.site.folder, page.path, "..", drawing.split("/").pop()), "utf8")).slice(1);
      const picture = await taken(tab, at);
      made += 1;
      if (picture.begins !== PNG) faults.push(`${page.path}: ${drawing} becomes no PNG: ${picture.begins}`);
      if (picture.width !== 2 * width) faults.push(`${page.path}: ${drawing} is ${width} wide, its picture ${picture.width}`);
      if (picture.ground.some((part) => part < 240)) faults.push(`${page.path}: the picture of ${drawing} stands on ${picture.ground} in a dark scheme`);
      if (picture.name !== drawing.split("/").pop().replace(".svg", ".png")) faults.push(`${page.path}: ${drawing} is saved as ${picture.name}`);
    }
    for (const fault of await open.faults()) faults.push(fault);
    const offered = (address) => open.go(address).then(() => tab.$$(".about button")).then((buttons) => buttons.length);
    if (await offered(await stage.pageAddress(page, "file"))) faults.push(`${page.path}: a picture is offered from a disk`);
    await open.set({ scripts: false });
    if (await offered(await stage.pageAddress(page))) faults.push(`${page.path}: a picture is offered without scripts`);
    await open.set({ scripts: true });
  }
  await visit.close();
  if (made === 0) faults.push("no chart was found");
  return { figures: `${made} pictures of charts`, faults };
}

// What the button behind a link saves; the download itself is the browser's.
async function taken(tab, at) {
  await tab.evaluate(() => {
    window.congboSaved = null;
    HTMLAnchorElement.prototype.click = function () {
      window.congboSaved = { name: this.download, href: this.href };
    };
    const make = URL.createObjectURL;
    if (!window.congboBlobs) URL.createObjectURL = (blob) => make.call(URL, (window.congboBlobs = blob));
  });
  await (await tab.$$(".about button"))[at].evaluate((button) => button.click());
  await tab.waitForFunction(() => window.congboSaved, { timeout: 10_000 });
  return tab.evaluate(async () => {
    const bytes = new Uint8Array(await window.congboBlobs.arrayBuffer());
    const canvas = document.createElement("canvas").getContext("2d");
    canvas.drawImage(await createImageBitmap(window.congboBlobs), 0, 0);
    const ground = [...canvas.getImageData(4, 4, 1, 1).data].slice(0, 3);
    return { name: window.congboSaved.name, begins: bytes.slice(0, 8).join(" "), width: new DataView(bytes.buffer).getUint32(16), ground };
  });
}
