// Hits by kind, the best ones first, with a way to the others.

import { element, filled, printed, said } from "./elements.js";
import { listed } from "./hits.js";
import { addressOf, state } from "./state.js";

// Hits of a kind that are shown: of the best kind, of others, of the one that is asked for.
const FIRST = 5, OTHERS = 3, MORE = 20;

export function kindLabel(start, name) {
  return start.kinds.find((kind) => kind[0] === name) || [name, 0, name, name];
}

export function grouped(hits) {
  var groups = [], by = {};
  hits.forEach(function (hit) {
    if (!by[hit.kind]) groups.push((by[hit.kind] = { kind: hit.kind, hits: [] }));
    by[hit.kind].hits.push(hit);
  });
  return groups;
}

export function section(group, place, answer) {
  var words = answer.start.words, count = group.hits.length, label = kindLabel(answer.start, group.kind);
  var most = state.kind ? MORE : place ? OTHERS : FIRST;
  return listed(group.hits.slice(0, most), answer).then(function (list) {
    var id = "kind-" + group.kind;
    var heading = element("h2", { id: id }, [label[3] + " ", element("span", { class: "quiet" }, said(words, "found", count))]);
    var made = element("section", { "aria-labelledby": id }, [heading, list]);
    if (count <= most) return made;
    if (!state.kind) {
      var all = element("a", { href: addressOf(state, { kind: group.kind }) }, filled(words["all-of-kind"], { n: printed(count) }) + " – " + label[3]);
      made.append(element("p", {}, all));
    } else made.append(further(group.hits, most, list, answer));
    return made;
  });
}

function further(hits, from, list, answer) {
  var button = element("button", { type: "button" });
  var name = function () {
    button.textContent = filled(answer.start.words.more, { n: printed(Math.min(MORE, hits.length - from)) });
  };
  button.addEventListener("click", function () {
    listed(hits.slice(from, from + MORE), answer).then(function (more) {
      var first = more.querySelector("a");
      list.append.apply(list, Array.from(more.children));
      from += MORE;
      if (from < hits.length) name();
      else button.remove();
      if (first) first.focus();
    });
  });
  name();
  return button;
}

export function nothing(words) {
  var names = document.querySelector("nav.letters");
  var tips = [words["none-less"], words["none-spelling"], words["none-names"]].map((tip) => element("li", {}, tip));
  var made = element("div", { class: "nothing" }, [element("p", {}, words["none-try"]), element("ul", {}, tips)]);
  if (names) made.append(names.cloneNode(true));
  return made;
}
