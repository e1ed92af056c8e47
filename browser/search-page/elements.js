// Elements, and messages with their places filled.

import { lang } from "./files.js";

export function element(name, attributes, children) {
  var made = document.createElement(name);
  Object.keys(attributes || {}).forEach(function (key) {
    if (attributes[key] !== "") made.setAttribute(key, attributes[key]);
  });
  [].concat(children === undefined ? [] : children).forEach(function (child) {
    made.append(child);
  });
  return made;
}

export function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (place, name) => name in values ? values[name] : place);
}

export function printed(number) {
  return number.toLocaleString(lang);
}

export function said(words, key, number, values) {
  var text = words[key + (number === 1 ? ".one" : ".other")];
  return filled(text, Object.assign({ n: printed(number) }, values));
}
