// The controls above a sheet, made by the script because nothing works without
// it. They say what is asked for and call back; they know no rows.

export function make(tag, attributes, ...children) {
  const node = document.createElement(tag);
  Object.entries(attributes || {}).forEach(([name, value]) => (name in node && name !== "list" ? (node[name] = value) : node.setAttribute(name, value)));
  node.append(...children);
  return node;
}

export const button = (text, onclick) => make("button", { type: "button", onclick }, text);

function labelled(text, field) {
  return make("label", {}, make("span", {}, text), field);
}

function slowly(act) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, 150);
  };
}

export function search(text, oninput) {
  const field = make("input", { type: "search", autocomplete: "off", spellcheck: false });
  field.oninput = slowly(() => oninput(field.value.trim()));
  const label = labelled(text, field);
  label.className = "find";
  return { node: label, show: (value) => field.value.trim() !== value && (field.value = value) };
}

export function sorting(words, columns, onchange) {
  const choices = [make("option", { value: "" }, words.unsorted)];
  columns.forEach((column) =>
    ["", "-"].forEach((sign) => choices.push(make("option", { value: sign + column.name }, `${column.title} ${sign ? "↓" : "↑"}`)))
  );
  const field = make("select", { onchange: () => onchange(field.value) }, ...choices);
  const label = labelled(words.sort, field);
  label.className = "sorting";
  return { node: label, show: (value) => (field.value = value) };
}

// A part that opens: its content is made when it does, and again whenever what
// is asked for changes meanwhile.
export function opening(title, fill) {
  const content = make("div", { className: "choices" });
  const node = make("details", {}, make("summary", {}, title), content);
  const refresh = () => node.open && fill(content);
  node.ontoggle = refresh;
  return { node, refresh };
}

export function boxes(title, entries, onchange) {
  const list = entries.map(([value, label, checked]) => {
    const box = make("input", { type: "checkbox", checked });
    box.onchange = () => onchange(value, box.checked);
    box.dataset.value = value;
    return make("label", {}, box, " ", label);
  });
  return make("fieldset", {}, make("legend", {}, title), ...list);
}

export function fields(title, entries) {
  const list = entries.map(([label, type, value, oninput, id]) => {
    const field = make("input", { type, value: value || "" });
    if (type === "number") field.step = "any";
    field.dataset.value = id;
    field.oninput = slowly(() => oninput(field.value.trim()));
    return labelled(label, field);
  });
  return make("fieldset", {}, make("legend", {}, title), ...list);
}

// Puts new content in place of old, and the focus back where it was.
export function renew(place, nodes) {
  const active = place.contains(document.activeElement) ? document.activeElement : null;
  const legend = active && active.closest("fieldset") && active.closest("fieldset").dataset.name;
  const value = active && active.dataset.value;
  place.replaceChildren(...nodes);
  if (!active) return;
  const back = [...place.querySelectorAll("input")].find((field) => field.dataset.value === value && field.closest("fieldset").dataset.name === legend);
  if (back) back.focus();
}
