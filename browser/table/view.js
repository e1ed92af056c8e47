// The view: which rows are shown, in which order, and how many have which
// value. Knows what is asked for, and nothing of elements or addresses.
//
// Asked for is { q, sort, is: {column: [values]}, has, min, max: {column:
// text}, hide: [columns] }.

import { compare, digits, folded } from "./text.js";
import { date, plain, values } from "./rows.js";

// Of more different values than this nobody picks one from a list.
const MOST_VALUES = 30;

// What a column's cell is compared by: a number, a day, or a text.
function key(row, column) {
  const cell = row[column.place];
  if (column.type === "n") {
    const number = digits(plain(cell));
    return number === "" ? null : Number(number);
  }
  if (column.type === "d") return date(cell) || plain(cell) || null;
  return plain(cell) || null;
}

function hits(query) {
  const asked = query.toLowerCase().normalize("NFC");
  // Who types accents means them.
  const exact = folded(asked) !== asked;
  const words = (exact ? asked : folded(asked)).split(/\s+/).filter(Boolean);
  return (row) => {
    row.text = row.text || row.map(plain).concat(row.about || "").join(" ").toLowerCase().normalize("NFC");
    if (!exact) row.folded = row.folded || folded(row.text);
    const text = exact ? row.text : row.folded;
    return words.every((word) => text.includes(word));
  };
}

// The conditions that a row has to meet, by column; the search under "".
function conditions(asked, columns) {
  const all = {};
  if (asked.q) all[""] = hits(asked.q);
  columns.forEach((column) => {
    const name = column.name;
    const { [name]: wanted } = asked.is;
    const { [name]: has } = asked.has;
    const { [name]: min } = asked.min;
    const { [name]: max } = asked.max;
    const tests = [];
    if (wanted) tests.push((row) => (values(row[column.place]).length ? values(row[column.place]) : [""]).some((value) => wanted.includes(value)));
    if (has) tests.push(((words) => (row) => folded(plain(row[column.place])).includes(words))(folded(has)));
    const bound = (text) => (column.type === "n" ? Number(text) : text);
    if (min) tests.push((row) => key(row, column) !== null && key(row, column) >= bound(min));
    // A day counts up to its end.
    if (max) tests.push((row) => key(row, column) !== null && key(row, column) <= (column.type === "d" ? `${max}~` : bound(max)));
    if (tests.length) all[name] = (row) => tests.every((test) => test(row));
  });
  return all;
}

export function shown(rows, asked, columns) {
  const tests = Object.values(conditions(asked, columns));
  const found = rows.filter((row) => tests.every((test) => test(row)));
  const descending = asked.sort.startsWith("-");
  const column = columns.find((one) => one.name === asked.sort.replace(/^-/, ""));
  if (!column) return found;
  const keyed = found.map((row) => [key(row, column), row]);
  const order = column.type === "n" ? (a, b) => a - b : column.type === "d" ? (a, b) => (a < b ? -1 : a > b ? 1 : 0) : compare;
  // What is empty stands last in either direction.
  keyed.sort(([a], [b]) => {
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    return descending ? order(b, a) : order(a, b);
  });
  return keyed.map(([, row]) => row);
}

// Whether a column's values can be picked from a list.
export function isFacet(rows, column) {
  if (column.type) return false;
  const known = new Set();
  let cells = 0;
  for (const row of rows) {
    const own = values(row[column.place]);
    cells += own.length || 1;
    (own.length ? own : [""]).forEach((value) => known.add(value));
    if (known.size > MOST_VALUES) return false;
  }
  return known.size > 1 && known.size <= cells / 2;
}

// The values of a column with the number of rows that have them and meet all
// other conditions: [[value, count]].
export function facet(rows, asked, columns, column) {
  const { [column.name]: _, ...others } = conditions(asked, columns);
  const tests = Object.values(others);
  const counts = new Map();
  rows.forEach((row) => {
    const own = values(row[column.place]);
    const counted = tests.every((test) => test(row)) ? 1 : 0;
    new Set(own.length ? own : [""]).forEach((value) => counts.set(value, (counts.get(value) || 0) + counted));
  });
  return [...counts].sort(([a], [b]) => compare(a, b));
}
