// Sorting, filtering and taking along the tables of a page. Without this script
// all rows stand there, in the order of the document.
//
// A sheet is an element with `data-sheet`, its name in the address, around one
// or more tables with the same columns; an element with `data-group`, what it
// is one of, holds a table below its heading. Heads may say `data-k`, a name that
// stays, and `data-t`: `n` for numbers, `d` for days. A long table names the
// files that hold all of its rows: `data-files` (how their addresses begin) and
// `data-count`; and where rows stand without this script: `data-each` of them on
// a page, on `data-pages` pages, whose addresses from the second on `data-page`
// says. Those that no page has are at home on the first, where this script draws
// them for whoever asks for `#row-12345`.

import { filled, printed } from "./text.js";
import { element, head, loaded, standing } from "./rows.js";
import { facet, isFacet, shown } from "./view.js";
import { nothing, read, write } from "./address.js";
import { boxes, button, fields, make, opening, renew, search, sorting } from "./controls.js";
import { copy, csv } from "./take.js";
import { clamp } from "./clamp.js";
import { unfold } from "../folds/unfold.js";

// Fewer rows are seen at a glance.
const FEWEST = 6;
// So many rows of a long table are drawn at once.
const PAGE = 200;

function start(sheet, words) {
  const name = sheet.dataset.sheet;
  const tables = [...sheet.querySelectorAll("table")];
  const files = Number(sheet.dataset.count || 0);
  let rows = standing(tables);
  if (rows.length < FEWEST && !files) return;
  const heads = tables.map((table) => [...table.querySelectorAll("thead th")]);
  const columns = heads[0].map((th, place) => ({
    place,
    title: head(th),
    name: th.dataset.k || String(place + 1),
    type: th.dataset.t || "",
    lesser: "more" in th.dataset,
  }));
  const groups = tables.map((table) => table.closest("[data-group]") || table);
  // Phones show each table behind a fold that says how many rows it has.
  const folds = tables.map((table) => table.closest("details")?.querySelector("summary"));
  const counted = folds.map((fold) => fold?.textContent);
  // What the groups are: plans, pillars.
  const by = groups[0].dataset.group;
  const total = Number(sheet.dataset.rows || rows.length);
  // A very long table: only its first rows stand in files.
  const of = Number(sheet.dataset.of || total);
  // Where a row stands without this script: on this page or on another.
  const { each, pages: last, page: further } = sheet.dataset;
  const standsOn = (number) => Math.ceil(number / each);
  const here = rows[0] && standsOn(rows[0].tr.id.replace("row-", ""));
  const address = (number) => {
    const on = standsOn(number) <= last ? standsOn(number) : 1;
    return `${on === here ? "" : further.replace(".p{n}", on > 1 ? `.p${on}` : "")}#row-${number}`;
  };
  // What is taken along says where it is from: `binhdinh-2024-tasks`.
  const [folder, own] = location.pathname.replace(/(\.p\d+)?(\.html)?$/, "").split("/").slice(-2);
  const from = sheet.dataset.file ? [folder, own] : [own && own !== "index" ? own : folder, name];
  const fileName = from.filter(Boolean).join("-");
  let asked = read(name);
  let found = rows;
  let page = 0;
  let pending = files ? null : Promise.resolve();
  let all = !files;

  // All rows of a long table, once somebody asks.
  function complete() {
    if (!pending) {
      note.textContent = filled(words.loading, { n: printed(total) });
      pending = loaded(sheet.dataset.files, files).then(
        (loadedRows) => {
          rows = loadedRows;
          all = true;
          sheet.classList.add("all");
        },
        () => {
          pending = null;
          throw new Error(words.failed);
        }
      );
    }
    return pending;
  }

  function set(change) {
    change(asked);
    page = 0;
    show();
  }

  function show() {
    const plain = JSON.stringify({ ...asked, hide: [] }) === JSON.stringify(nothing());
    write(name, asked);
    if (!all && plain) return draw();
    complete().then(
      () => {
        found = shown(rows, asked, columns);
        draw();
      },
      (error) => (note.textContent = error.message)
    );
  }

  // The row that the address asks for, where this page does not show it.
  function seek() {
    const number = Number(/^#row-(\d+)$/.exec(location.hash)?.[1]);
    if (!files || !(number > 0 && number <= total) || document.getElementById(`row-${number}`)) return;
    asked = nothing();
    complete().then(
      () => {
        found = rows;
        page = Math.floor((number - 1) / PAGE);
        draw();
        // Only now is there something to scroll to.
        location.replace(location.hash);
      },
      (error) => (note.textContent = error.message)
    );
  }

  function draw() {
    if (files && all) {
      const part = found.slice(page * PAGE, (page + 1) * PAGE);
      tables[0].tBodies[0].replaceChildren(...part.map((row) => element(row, columns, { name: words.row, address })));
      pager.replaceChildren(...pages());
    } else if (all) {
      const visible = new Set(found);
      rows.forEach((row) => (row.tr.hidden = !visible.has(row)));
      found.forEach((row) => row.tr.parentNode.append(row.tr));
      groups.forEach((group, number) => (group.hidden = !found.some((row) => row.table === number)));
    }
    label();
    columns.forEach((column) => {
      const hidden = asked.hide.includes(column.name);
      const direction = asked.sort === column.name ? "ascending" : asked.sort === `-${column.name}` ? "descending" : "";
      tables.forEach((table, number) => {
        const th = heads[number][column.place];
        direction ? th.setAttribute("aria-sort", direction) : th.removeAttribute("aria-sort");
        if (hidden || table.dataset.cut) [...table.rows].forEach((tr) => tr.cells[column.place] && (tr.cells[column.place].hidden = hidden));
      });
    });
    tables.forEach((table) => (table.dataset.cut = asked.hide.length ? "1" : ""));
    const count = all ? found.length : total;
    const told = total < of ? words.first : words.found;
    clear.hidden = JSON.stringify(asked) === JSON.stringify(nothing());
    // What was found is seen, and counted.
    folds.forEach((fold, number) => {
      if (!fold) return;
      const own = (all) => all.filter((row) => row.table === number).length;
      fold.textContent = own(found) < own(rows) ? `${printed(own(found))} / ${counted[number]}` : counted[number];
      if (!clear.hidden) fold.parentNode.open = true;
    });
    // That all rows stand there goes without saying.
    if (clear.hidden && !files) note.textContent = "";
    else note.textContent = count ? filled(told, { n: printed(count), total: printed(total), of: printed(of) }) : words.none;
    find.show(asked.q);
    order.show(asked.sort);
    filters.refresh();
    choice.refresh();
  }

  // On a phone every cell says what it is, and whether it waits until the record
  // is opened; what rows are sorted by is seen.
  function label() {
    if (!tables[0].matches(".rows")) return;
    tables[0].classList.add("cards");
    [...tables[0].tBodies[0].rows].forEach((tr) =>
      [...tr.cells].forEach((cell, place) => {
        const column = columns[place];
        if (!column) return;
        cell.dataset.label = column.title;
        cell.toggleAttribute("data-more", column.lesser && asked.sort.replace(/^-/, "") !== column.name);
      })
    );
  }

  function pages() {
    const last = Math.ceil(found.length / PAGE);
    if (last < 2) return [];
    const turn = (text, by) => {
      const node = button(text, () => {
        page += by;
        draw();
        sheet.scrollIntoView();
        pager.querySelector("button").focus({ preventScroll: true });
      });
      node.disabled = page + by < 0 || page + by >= last;
      return node;
    };
    const where = filled(words.page, { n: printed(page + 1), total: printed(last) });
    return [turn(words.previous, -1), make("span", {}, where), turn(words.next, 1)];
  }

  function fill(place) {
    const late = !all;
    complete().then(() => {
      if (late) return show();
      const toggled = (column) => (value, checked) =>
        set(({ is }) => {
          const left = (is[column.name] || []).filter((one) => one !== value);
          if (checked) left.push(value);
          if (left.length) is[column.name] = left;
          else delete is[column.name];
        });
      const typed = (kind, column) => (value) =>
        set((wanted) => {
          if (value) wanted[kind][column.name] = value;
          else delete wanted[kind][column.name];
        });
      const parts = columns.map((column) => {
        column.facet = column.facet === undefined ? isFacet(rows, column) : column.facet;
        let part;
        if (column.facet) {
          const wanted = asked.is[column.name] || [];
          const entries = facet(rows, asked, columns, column);
          part = boxes(column.title, entries.map(([value, count]) => [value, `${value || words.empty} (${printed(count)})`, wanted.includes(value)]), toggled(column));
        } else if (column.type) {
          const type = column.type === "n" ? "number" : "date";
          const bound = (kind) => [words[kind], type, asked[kind][column.name], typed(kind, column), kind];
          part = fields(column.title, [bound("min"), bound("max")]);
        } else part = fields(column.title, [[words.has, "text", asked.has[column.name], typed("has", column), "has"]]);
        part.dataset.name = column.name;
        return part;
      });
      renew(place, parts);
    }, () => (note.textContent = words.failed));
  }

  const find = search(words.find, (value) => set((wanted) => (wanted.q = value)));
  const order = sorting(words, columns, (value) => set((wanted) => (wanted.sort = value)));
  const filters = opening(words.filters, fill);
  const choice = opening(words.columns, (place) => {
    const toggled = (value, checked) => set((wanted) => (wanted.hide = checked ? wanted.hide.filter((one) => one !== value) : wanted.hide.concat(value)));
    const list = boxes(words.columns, columns.slice(1).map((column) => [column.name, column.title, !asked.hide.includes(column.name)]), toggled);
    renew(place, [list]);
  });
  const note = make("span", { role: "status" });
  const clear = button(words.clear, () => {
    set(() => (asked = nothing()));
    find.node.querySelector("input").focus();
  });
  const kept = () => columns.filter((column) => !asked.hide.includes(column.name));
  // What is taken along is all that was found, not the page that is drawn.
  const copies = button(words.copy, () =>
    complete().then(() => {
      found = shown(rows, asked, columns);
      return copy(found, kept(), by);
    }).then(() => (note.textContent = words.copied), () => (note.textContent = words.failed))
  );
  const saves = button(words.csv, () =>
    complete().then(() => {
      found = shown(rows, asked, columns);
      csv(found, kept(), by, fileName);
    }, () => (note.textContent = words.failed))
  );
  const pager = make("div", { className: "pager" });
  const line = make("p", { className: "found" }, note, " ", clear);
  const bar = make("div", { className: "bar" }, find.node, order.node, filters.node, choice.node, copies, saves);
  // On a phone they would fill the screen before the first row.
  const fold = make("details", {}, make("summary", {}, words.tools), bar);
  const phone = matchMedia("(max-width: 39.999rem)");
  phone.onchange = () => (fold.open = fold.open || !phone.matches);
  phone.onchange();
  sheet.prepend(make("div", { className: "tools" }, fold, line));
  if (files) sheet.append(pager);

  heads.forEach((list) =>
    list.forEach((th, place) => {
      const column = columns[place];
      const sort = button("", () => {
        const now = asked.sort;
        set((wanted) => (wanted.sort = now === column.name ? `-${column.name}` : now === `-${column.name}` ? "" : column.name));
      });
      sort.append(...th.childNodes);
      th.append(sort);
    })
  );
  addEventListener("hashchange", () => {
    if (location.hash.includes("=")) {
      asked = read(name);
      show();
    } else seek();
  });
  show();
  // Only what has been drawn says which cells wait.
  if (tables[0].matches(".rows")) (all ? complete() : Promise.resolve()).then(() => clamp(tables[0], words));
  seek();
}

if (!window.congboTables) {
  window.congboTables = true;
  unfold();
  const words = JSON.parse(document.currentScript.dataset.words);
  document.querySelectorAll("[data-sheet]").forEach((sheet) => start(sheet, words));
}
