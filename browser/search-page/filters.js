// Filters: which hits pass them, and how many each choice would leave.

import { element, printed } from "./elements.js";
import { search } from "./files.js";
import { grouped, kindLabel } from "./sections.js";
import { FILTERS, addressOf, keep, state } from "./state.js";

// Whether the filters stood open last.
let wasOpen = window.matchMedia("(min-width: 60rem)").matches;

// The filters' lists, and the hits that pass all but one of them.
export function passing(hits, facets, without) {
  return hits.filter(function (hit) {
    return FILTERS.every(function (name) {
      if (name === without || !state[name]) return true;
      if (name === "kind") return hit.kind === state.kind;
      var member = facets[name].find((one) => one[0] === state[name]);
      if (!member) return false;
      member.known = member.known || search.index.members(member[2]);
      return member.known.has(hit.entry);
    });
  });
}

function choices(name, hits, facets, start) {
  var left = passing(hits, facets, name);
  if (name === "kind") {
    return grouped(left).map((group) => [group.kind, kindLabel(start, group.kind)[3], group.hits.length]);
  }
  return facets[name].map(function (member) {
    member.known = member.known || search.index.members(member[2]);
    var count = left.filter((hit) => member.known.has(hit.entry)).length;
    return [member[0], member[1], count];
  }).filter((choice) => choice[2] || choice[0] === state[name]);
}

// `again` answers once more, and then puts the focus back where it was.
export function filters(hits, facets, answer, again) {
  var words = answer.start.words, active = FILTERS.some((name) => state[name]);
  var fields = FILTERS.map(function (name) {
    var all = choices(name, hits, facets, answer.start);
    if (all.length < 2 && !state[name]) return "";
    var every = element("option", {}, words.any);
    every.value = "";
    var select = element("select", { id: "filter-" + name, name: name }, [every].concat(all.map(function (choice) {
      var option = element("option", { value: choice[0] }, choice[1] + " (" + printed(choice[2]) + ")");
      option.selected = choice[0] === state[name];
      return option;
    })));
    select.addEventListener("change", function () {
      state[name] = select.value;
      keep("pushState");
      again(select.id);
    });
    return element("p", {}, [element("label", { for: "filter-" + name }, words["filter-" + name]), select]);
  });
  var made = element("details", { class: "filters" }, [element("summary", {}, words.filter), element("div", { class: "fields" }, fields)]);
  if (active) {
    made.setAttribute("open", "");
    var none = {};
    FILTERS.forEach(function (name) {
      none[name] = "";
    });
    made.append(element("p", {}, element("a", { href: addressOf(state, none) }, words.clear)));
  }
  made.open = made.open || wasOpen;
  made.addEventListener("toggle", function () {
    wasOpen = made.open;
  });
  return made;
}
