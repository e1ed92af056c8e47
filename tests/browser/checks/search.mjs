// The search page as people use it: typing, the keyboard, filters, the address,
// the empty page, no script; and five questions, each answered within three
// taps from the home page on a small phone.

import { tabs } from "../lib/visit.mjs";

const PHONE = { width: 360, height: 740 };

// What people ask, which taps they make, and what the page says then. A tap is
// a link or button by its words; what is typed into the head's box is no tap,
// its button is.
const QUESTIONS = [
  { ask: "targets of Bình Định for 2024 on digital signatures, and who is responsible", type: "chu ky so binh dinh", taps: ["Chữ ký số cho mỗi người dân trưởng thành"], says: [/Chữ ký số cho mỗi người dân trưởng thành/, /Sở Thông tin và Truyền thông/, /2024/] },
  { ask: "what is due in quarter II of 2024 at Sở Tài chính", type: "quý II 2024 sở tài chính", taps: ["Ban hành chính sách thuê chuyên gia chuyển đổi số"], says: [/Sở Tài chính/, /Quý (II|2)\/2024|30\/06\/2024|30\/6\/2024/] },
  { ask: "which plans ask for more than Huế on broadband", type: "bang rong", taps: ["Tỷ lệ hộ gia đình có internet băng rộng"], says: [/Bình Định[\s\S]*trên 80%/, /Huế[\s\S]*trên 85%/] },
  { ask: "how much Đồng Nai plans to spend", type: "dong nai kinh phi", taps: ["Tổng kinh phí thực hiện Kế hoạch"], says: [/3 tỷ đồng|3\.000\.000\.000/] },
  { ask: "which cited decree is no longer in force", taps: ["Văn bản"], says: [/Nghị định[^\n]*[\s\S]{0,200}[Hh]ết hiệu lực/] },
];

export default async function (stage) {
  const faults = [], lines = [];
  let answers = 0;
  const demo = stage.sites("demo")[0];
  const address = (path, over) => stage.address(demo, over).then((top) => top + path);

  for (const [name, browser] of [["chromium", await stage.chromium()], ["firefox", await stage.firefox()]]) {
    const visit = await tabs(browser);
    for (const over of ["/", "/a/b/", "file"]) {
      const where = `${name} ${over}`;
      const tab = await visit.open(PHONE);
      const page = tab.tab;
      const fault = (text) => faults.push(`${where}: ${text}`);
      const results = () => page.$$eval("ol.hits a", (links) => links.map((link) => link.textContent));
      const until = (what, ...given) => page.waitForFunction(what, { timeout: 10_000, polling: 50 }, ...given).then(() => true, () => false);

      // From a page's head to answers.
      await tab.go(await address("co-quan/index.html", over));
      await page.type("header input[type=search]", "chữ ký số");
      await Promise.all([page.waitForNavigation({ timeout: 20_000 }).catch(() => null), page.click("header .search button")]);
      if (!(await until(() => document.querySelectorAll("ol.hits a").length > 5))) fault("the box in the head leads to no results");
      else if (!/chữ ký số/i.test((await results())[0])) fault(`the first result is ${(await results())[0]}`);
      answers++;
      const status = await page.$eval("#search-status", (box) => box.textContent);
      if (!/^\d+ kết quả$/.test(status)) fault(`the live region tells ${status}`);
      if (!(await page.$("ol.hits mark"))) fault("no word is marked");

      // Typing goes on without a new page; the address follows.
      await page.$eval("main input[type=search]", (box) => (box.value = ""));
      await page.type("main input[type=search]", "749 qd");
      if (!(await until(() => /749\/QĐ-TTg/.test(document.querySelector("ol.hits a")?.textContent)))) fault("a number while typing is not found");
      if (!(await until(() => new URLSearchParams(location.search).get("q") === "749 qd"))) fault(`the address is ${page.url()}`);
      answers++;

      // The keyboard: down into the results and back.
      await page.focus("main input[type=search]");
      await page.keyboard.press("ArrowDown");
      if (!(await page.evaluate(() => document.activeElement.matches("ol.hits a")))) fault("the arrow does not lead to the first result");
      await page.keyboard.press("Escape");
      if (!(await page.evaluate(() => document.activeElement.type === "search"))) fault("Escape does not lead back");

      // An address of its own, with filters; the counts agree.
      await tab.go(await address("tim-kiem.html?q=chuyen+doi+so&kind=task&plan=hue-bcd-2024", over));
      if (!(await until(() => document.querySelector("#filter-kind")))) fault("there are no filters");
      else {
        const told = await page.evaluate(() => [document.querySelector("#search-status").textContent, document.querySelector("#filter-plan").selectedOptions[0].textContent, document.querySelectorAll("ol.hits li").length]);
        const counts = told.map((text) => Number(String(text).match(/(\d+)\D*$/)[1]));
        if (new Set(counts).size !== 1) fault(`filters and list count differently: ${told.join(" | ")}`);
        const links = await page.$$eval("ol.hits a", (links) => links.map((link) => link.href));
        if (!links.length || !links.every((link) => /nhiem-vu\/hue-bcd-2024\//.test(link))) fault("a filtered list holds other things");
        await page.select("#filter-plan", "");
        if (!(await until((count) => document.querySelectorAll("ol.hits li").length > count, counts[2]))) fault("a filter that is taken away shows no more");
        await page.goBack({ waitUntil: "load" }).catch(() => null);
        if (!(await until(() => new URLSearchParams(location.search).get("plan") === "hue-bcd-2024"))) fault("going back does not bring the filter back");
      }
      answers++;

      // A hit says how it goes; answers to a part of a question are told as that.
      await tab.go(await address("tim-kiem.html?q=h%E1%BB%93+s%C6%A1+s%E1%BB%A9c+kh%E1%BB%8Fe+%C4%91%E1%BB%93ng+nai", over));
      if (!(await until(() => /Không mục nào có đủ các chữ đã gõ; mục đầu tiên thiếu: đồng nai\./.test(document.querySelector("#search-status").textContent)))) fault("that no hit has all words is not told");
      if (!/ · Chưa có số liệu$/.test(await page.$eval("ol.hits .quiet", (line) => line.textContent))) fault("a hit does not say how the target goes");
      answers++;

      // Misspelt, and nothing at all.
      await tab.go(await address("tim-kiem.html?q=s%E1%BB%9F+n%E1%BB%99+v%E1%BB%A5", over));
      if (!(await until(() => /sở nội vụ/.test(document.querySelector(".meant a")?.textContent)))) fault("what was meant is not told");
      await tab.go(await address("tim-kiem.html?q=qqqqwwww", over));
      if (!(await until(() => document.querySelector(".nothing li") && /Không tìm thấy “qqqqwwww”/.test(document.querySelector("#search-status").textContent)))) fault("the empty page does not say what to try");
      // What only the other language has.
      await tab.go(await address("tim-kiem.html?q=smartphones", over));
      if (!(await until(() => document.querySelector("ol.hits .context[lang=en]")))) fault("English words find nothing on a Vietnamese page");
      answers += 3;

      const scroll = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (scroll > 0) fault(`the page is ${scroll} px too wide`);
      for (const met of await tab.faults()) fault(met);
      await tab.close();
    }
    await visit.close();
  }

  // The questions, and the time from the last key to the first result.
  const visit = await tabs(await stage.chromium());
  const tab = await visit.open(PHONE);
  const page = tab.tab;
  for (const { ask, type, taps, says } of QUESTIONS) {
    await tab.go(await address("index.html", "file"));
    let made = 0;
    if (type) {
      await page.type("header input[type=search]", type);
      await Promise.all([page.waitForNavigation(), page.click("header .search button")]);
      made++;
    }
    for (const words of taps) {
      const wanted = (words) => [...document.querySelectorAll("main a, header a")].find((link) => link.textContent.trim() === words);
      const found = await page.waitForFunction(wanted, { timeout: 10_000, polling: 50 }, words).catch(() => null);
      if (!found?.asElement()) {
        faults.push(`“${ask}”: no link “${words}”`);
        break;
      }
      // On a phone the sections stand behind a button.
      if (!(await found.evaluate((link) => link.checkVisibility()))) {
        await page.click(".menu");
        made++;
      }
      await Promise.all([page.waitForNavigation(), found.asElement().click()]);
      made++;
    }
    const text = await page.evaluate(() => document.body.innerText);
    for (const say of says) if (!say.test(text)) faults.push(`“${ask}”: the page does not say ${say}`);
    if (made > 3) faults.push(`“${ask}” takes ${made} taps`);
    lines.push(`${made} taps: ${ask}`);
  }

  const times = [];
  for (const query of ["chuyen doi so", "an toan thong tin", "so tai chinh", "749"]) {
    await tab.go(await address("tim-kiem.html", "file"));
    await page.type("main input[type=search]", query.slice(0, -1));
    await new Promise((done) => setTimeout(done, 400));
    times.push(await page.evaluate((query) => new Promise((done) => {
      const box = document.querySelector("main input[type=search]"), begin = performance.now();
      new MutationObserver((changes, observer) => {
        observer.disconnect();
        done(performance.now() - begin);
      }).observe(document.getElementById("search-results"), { childList: true });
      box.value = query;
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }), query));
  }
  lines.push(`from the last key to the answer: ${times.map((time) => Math.round(time)).join(", ")} ms`);

  // Without script the page leads to the list by letter.
  await tab.set({ scripts: false });
  await tab.go(await address("tim-kiem.html?q=abc", "file"));
  if (!(await page.$("nav.letters a[href^='a-z/']")) || !(await page.$("p.no-script"))) faults.push("without script nothing leads to the list of names");
  await visit.close();
  return { figures: `${answers} answers in two browsers over http, below a path and from the disk; ${QUESTIONS.length} questions`, lines, faults };
}
