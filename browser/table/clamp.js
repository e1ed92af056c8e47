// Rows of published tables are as high as their longest cell, which is often
// out of sight: long cells show their first lines, and a button in the first
// cell shows all of the row. The style sheet says how many lines, and cuts
// nothing on phones and on paper; phones are not even asked to measure.

import { button, make } from "./controls.js";

// No column is so narrow that less text takes more lines than are shown.
const LONG = 30;

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
  if (!matchMedia("(min-width: 40rem)").matches) return;
  const rows = [...table.tBodies[0].rows];
  rows.forEach((tr) =>
    [...tr.cells].slice(1).forEach((cell) => {
      if (cell.textContent.length > LONG && !cell.querySelector(".clamp")) cell.append(make("div", { className: "clamp" }, ...cell.childNodes));
    })
  );
  // First all is measured, then all is changed: one layout for both.
  const isLong = (box) => box.scrollHeight > box.clientHeight + 1;
  const long = rows.map((tr) => tr.matches(".whole") || [...tr.querySelectorAll(".clamp")].some(isLong));
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
