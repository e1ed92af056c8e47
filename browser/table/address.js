// What is asked for, kept in the address behind `#`: that part is never sent
// to a server, and works for pages from a disk.
//
// `#targets.q=dân&targets.is.status=Đạt&targets.sort=-goal`: the sheet, what is
// asked, the column. Anchors have no `=` and are left alone.

const KINDS = ["is", "has", "min", "max"];

export const nothing = () => ({ q: "", sort: "", is: {}, has: {}, min: {}, max: {}, hide: [] });

const isState = (hash) => hash.includes("=");

export function read(sheet) {
  const asked = nothing();
  const hash = location.hash.slice(1);
  if (!isState(hash)) return asked;
  new URLSearchParams(hash).forEach((value, name) => {
    if (!name.startsWith(`${sheet}.`)) return;
    const [kind, ...column] = name.slice(sheet.length + 1).split(".");
    const of = column.join(".");
    if (kind === "q" || kind === "sort") asked[kind] = value;
    else if (kind === "hide") asked.hide.push(value);
    else if (kind === "is") (asked.is[of] = asked.is[of] || []).push(value);
    else if (KINDS.includes(kind)) asked[kind][of] = value;
  });
  return asked;
}

export function write(sheet, asked) {
  const hash = location.hash.slice(1);
  const all = new URLSearchParams(isState(hash) ? hash : "");
  [...all.keys()].filter((name) => name.startsWith(`${sheet}.`)).forEach((name) => all.delete(name));
  const set = (name, value) => value && all.append(`${sheet}.${name}`, value);
  set("q", asked.q);
  KINDS.forEach((kind) => Object.keys(asked[kind]).forEach((column) => [].concat(asked[kind][column]).forEach((value) => all.append(`${sheet}.${kind}.${column}`, value))));
  set("sort", asked.sort);
  asked.hide.forEach((column) => set("hide", column));
  const text = all.toString();
  if (text !== hash && (text || isState(hash))) history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
}
