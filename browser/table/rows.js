// Rows: read from the tables of a page, or from the files that hold a long
// table. A row is a list of cells; a cell is a text or a list of items; an item
// is a text or [text, link, date, language]. Rows of the page keep their
// element.

const items = (cell) => (typeof cell === "string" ? (cell ? [cell] : []) : cell);
const textOf = (item) => (typeof item === "string" ? item : item[0]);

export const values = (cell) => items(cell || "").map(textOf);
export const plain = (cell) => values(cell).join("; ");
// What a cell is sorted by when it is a date.
export const date = (cell) => items(cell || "").map((item) => item[2] || "")[0] || "";

// The words of an element without drawings, marks, and the row's own address.
function words(node) {
  let text = "";
  node.childNodes.forEach((child) => {
    if (child.nodeType === 3) text += child.data;
    else if (child.nodeType === 1 && !child.matches("svg, .mark, code, summary, [href^='#row-']")) text += (child.matches("small") ? " " : "") + words(child);
  });
  return text;
}

const trimmed = (node) => words(node).replace(/\s+/g, " ").trim();

function item(node) {
  const time = node.querySelector("time");
  const text = trimmed(node);
  return time ? [text, "", time.dateTime] : text;
}

function cell(node) {
  const list = node.querySelectorAll("li");
  return list.length ? Array.from(list, item) : [item(node)].filter((one) => textOf(one));
}

// The rows that stand in tables of a page.
export function standing(tables) {
  const rows = [];
  tables.forEach((table, number) => {
    const heading = (table.closest("[data-group]") || table).querySelector("h2, h3, h4");
    const about = heading ? trimmed(heading) : "";
    table.querySelectorAll("tbody > tr").forEach((tr) => {
      const row = Array.from(tr.cells, cell);
      row.tr = tr;
      row.table = number;
      row.about = about;
      rows.push(row);
    });
  });
  return rows;
}

export const head = (th) => trimmed(th);

// The rows of a long table, from files that stand beside the page and call
// `congboRows`: scripts are all that a page from a disk may load.
export function loaded(base, files) {
  const all = {};
  window.congboRows = window.congboRows || {};
  window.congboRows[base.split("/").pop()] = (number, rows) => (all[number] = rows);
  const one = (number) =>
    new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = `${base}${number}.js`;
      script.onload = () => (all[number] ? done() : failed());
      script.onerror = failed;
      document.head.append(script);
    });
  const numbers = Array.from({ length: files }, (_, index) => index + 1);
  return Promise.all(numbers.map(one)).then(() => {
    const rows = [].concat(...numbers.map((number) => all[number]));
    rows.forEach((row, place) => (row.number = place + 1));
    return rows;
  });
}

function drawn(one) {
  const [text, link, day, lang] = typeof one === "string" ? [one] : one;
  const node = document.createElement(link ? "a" : day ? "time" : "span");
  node.textContent = text;
  if (link) node.href = link;
  if (day) node.dateTime = day;
  if (lang) node.lang = lang;
  return node;
}

// A row of a long table as an element, with its own address in its first cell.
export function element(row, columns, { name, address }) {
  const tr = document.createElement("tr");
  tr.id = `row-${row.number}`;
  columns.forEach((column, place) => {
    const node = document.createElement(place ? "td" : "th");
    if (!place) node.scope = "row";
    if (column.type === "n") node.className = "number";
    items(row[place] || "").forEach((one, number) => node.append(number ? "; " : "", drawn(one)));
    tr.append(node);
  });
  tr.cells[0].append(" ", drawn([`${name} ${row.number}`, address(row.number)]));
  return tr;
}
