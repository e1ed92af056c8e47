// Rows of published tables are as high as their longest cell, which is often
// out of sight, and as a record on a phone as high as all of their cells: long
// cells show their first lines, a record its first columns, and a button in the
// first cell shows all of the row. The style sheet says how many lines and which
// cells, and cuts nothing on paper; phones are not even asked to measure.

import { button, make } from "./controls.js";

// No column is so narrow that less text takes more lines than are shown.
const LONG = 30;
// On a phone cells are as wide as the screen.
const LONG_ON_PHONES = 120;

// Cuts a table, and looks again whenever its rows, its columns, the screen or
// the reader's size of text change: all of that changes its size.
export function clamp(table, words) {
  let waits;
  let isFirst = true;
  const again = () => {
    clearTimeout(waits);
    // An observer begins by telling the size that has just been measured.
    if (!isFirst) waits = setTimeout(() => cut(table, words));
    isFirst = false;
  };
  cut(table, words);
  new ResizeObserver(again).observe(table);
}

function cut(table, words) {
  const wide = matchMedia("(min-width: 40rem)").matches;
  const rows = [...table.tBodies[0].rows];
  rows.forEach((tr) =>
    [...tr.cells].slice(1).forEach((cell) => {
      if (cell.textContent.length > (wide ? LONG : LONG_ON_PHONES) && !cell.querySelector(".clamp")) cell.append(make("div", { className: "clamp" }, ...cell.childNodes));
    })
  );
  // First all is measured, then all is changed: one layout for both.
  const isLong = (box) => (wide ? box.scrollHeight > box.clientHeight + 1 : box.textContent.length > LONG_ON_PHONES);
  const waits = (cell) => !wide && cell.matches("[data-more]:not(:empty)");
  const long = rows.map((tr) => tr.matches(".whole") || [...tr.cells].some(waits) || [...tr.querySelectorAll(".clamp")].some(isLong));
  rows.forEach((tr, at) => {
    const more = tr.querySelector(".more");
    if (long[at] && !more) tr.cells[0].append(turn(tr, words));
    else if (!long[at] && more) more.remove();
  });
}

function turn(tr, words) {
  const name = tr.cells[0].textContent.trim();
  const node = button("", () => say(tr.classList.toggle("whole") ? words.less : words.more));
  const say = (text) => {
    node.textContent = text;
    node.setAttribute("aria-label", `${text}: ${name}`);
  };
  node.className = "more";
  say(words.more);
  return node;
}
