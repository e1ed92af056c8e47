// Taking the view along: as text for a sheet of a spreadsheet program, or as a
// CSV file. Numbers and days are written as machines write them in the file.

import { digits } from "./text.js";
import { date, plain } from "./rows.js";

const NUMBER = /^[-−]?[\d.,\u00a0\u202f]+$/;

function machine(row, column) {
  const cell = row[column.place];
  const text = plain(cell);
  if (column.type === "d" && date(cell)) return date(cell);
  if (column.type === "n" && NUMBER.test(text)) return digits(text);
  return harmless(text);
}

// A spreadsheet program would run what begins like a formula.
const harmless = (text) => (/^[=+\-@\t]/.test(text) && !NUMBER.test(text) ? `'${text}` : text);

const quoted = (text) => (/[",\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);

// What stands above groups of rows goes along as the first column, `by`.
function lines(rows, columns, by, cell) {
  const first = (text) => (by ? [text] : []);
  return [first(by).concat(columns.map((column) => column.title))].concat(rows.map((row) => first(harmless(row.about || "")).concat(columns.map((column) => cell(row, column)))));
}

export function csv(rows, columns, by, name) {
  const text = lines(rows, columns, by, machine).map((line) => line.map(quoted).join(",")).join("\r\n");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(["\ufeff", text, "\r\n"], { type: "text/csv" }));
  link.download = `${name}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 9999);
}

export function copy(rows, columns, by) {
  const plainly = (row, column) => harmless(plain(row[column.place]).replace(/\s+/g, " "));
  const text = lines(rows, columns, by, plainly).map((line) => line.join("\t")).join("\n");
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done ? Promise.resolve() : Promise.reject();
}
