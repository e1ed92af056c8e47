// The search page: answers while one types. What is asked for stands in the
// address and nowhere else. Needs search.js, which knows how to find.

import { elsewhere } from "./elsewhere.js";
import { element, filled, said } from "./elements.js";
import { search } from "./files.js";
import { filters, passing } from "./filters.js";
import { grouped, kindLabel, nothing, section } from "./sections.js";
import { FILTERS, addressOf, become, keep, state } from "./state.js";

const form = document.querySelector("main form.search");
const box = form.elements.q;
const status = document.getElementById("search-status");
const results = document.getElementById("search-results");
const begin = document.getElementById("search-start");

// The number of the newest answer, because a late one is not shown, and what
// waits until typing pauses.
let turn = 0, timer = 0;

function none() {
  status.replaceChildren();
  results.replaceChildren();
  begin.hidden = false;
}

// `open`: whether the last word may go on. `focus`: what has the focus after.
function answerNow(open, focus) {
  var mine = ++turn;
  if (!state.q.trim()) return none();
  var isLate = () => mine !== turn;
  search.ask(state.q, open).then(function (answer) {
    if (isLate()) return null;
    var filtered = FILTERS.slice(1).some((name) => state[name]);
    var facets = search.index.files.facets || filtered ? search.index.get("facets") : Promise.resolve({});
    return Promise.all([facets, search.meant(answer)]).then(function (got) {
      var hits = passing(answer.hits, got[0], "");
      return Promise.all(grouped(hits).map((group, place) => section(group, place, answer))).then(function (sections) {
        if (!isLate()) show(answer, hits, sections, got[1], focus, isLate);
      });
    });
  }).catch(function (error) {
    if (isLate()) return;
    var words = search.index.files.start ? search.index.files.start.content.words : null;
    status.replaceChildren(element("p", {}, words ? words.failed : error.message));
    begin.hidden = false;
  });
}

// The words that the first hit does not have, where none has all: answers to a
// part of a question are told as that.
function lacking(answer, hits) {
  if (!hits.length || answer.hits.some((hit) => hit.share > 0.999)) return "";
  return hits[0].slots.filter((slot) => !slot.found.has(hits[0].entry)).map((slot) => slot.word).join(" ");
}

function show(answer, hits, sections, meant, focus, isLate) {
  var words = answer.start.words, told = [];
  var count = hits.length ? said(words, "found", hits.length) : filled(words.none, { q: state.q });
  if (state.kind && hits.length) count = said(words, "found-in", hits.length, { kind: kindLabel(answer.start, state.kind)[3] });
  if (meant) {
    var link = element("a", { href: addressOf(state, { q: meant }) }, meant);
    told.push(element("p", { class: "meant" }, [words["did-you-mean"] + " ", link]));
  }
  if (state.kind) told.push(element("p", {}, element("a", { href: addressOf(state, { kind: "" }) }, words.fewer)));
  begin.hidden = true;
  var lacks = lacking(answer, hits);
  status.replaceChildren(element("p", { class: "count" }, lacks ? [count + ". ", filled(words.lacks, { words: lacks })] : count));
  var late = element("div");
  var around = element("div");
  results.replaceChildren.apply(results, told.concat([around], sections, [late]));
  results.setAttribute("aria-busy", "false");
  if (answer.hits.length) {
    search.index.get("facets").then(function (facets) {
      if (isLate()) return;
      around.append(filters(answer.hits, facets, answer, (focus) => answerNow(false, focus)));
      var wanted = focus && document.getElementById(focus);
      if (wanted) wanted.focus();
    }).catch(function () {});
  }
  elsewhere(answer).then(function (others) {
    if (isLate()) return;
    others.forEach(function (other) {
      late.append(other.made);
    });
    if (!hits.length && others.length) {
      status.replaceChildren(element("p", { class: "count" }, said(words, "found", others.reduce((sum, other) => sum + other.hits.length, 0))));
    } else if (!hits.length) late.append(nothing(words));
  }).catch(function () {});
}

box.addEventListener("input", function () {
  state.q = box.value;
  clearTimeout(timer);
  timer = setTimeout(function () {
    keep("replaceState");
    answerNow(!/\s$/.test(state.q));
  }, 30);
});

form.addEventListener("submit", function (event) {
  event.preventDefault();
  clearTimeout(timer);
  state.q = box.value;
  keep("pushState");
  answerNow(false);
});

// Links that only change what is asked for need no new page.
document.addEventListener("click", function (event) {
  var link = event.target.closest && event.target.closest("a[href^='?']");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  go(link.getAttribute("href"));
  keep("pushState");
  box.focus();
  window.scrollTo(0, 0);
});

// From the box down into the results and back.
document.addEventListener("keydown", function (event) {
  var links = Array.from(results.querySelectorAll("ol.hits a")), at = links.indexOf(document.activeElement);
  if (event.key === "ArrowDown" && (at >= 0 || document.activeElement === box) && links[at + 1]) links[at + 1].focus();
  else if (event.key === "ArrowUp" && at >= 0) (links[at - 1] || box).focus();
  else if (event.key === "Escape" && at >= 0) box.focus();
  else return;
  event.preventDefault();
});

function go(address) {
  become(address);
  box.value = state.q;
  answerNow(false);
}

window.addEventListener("popstate", function () {
  go(location.search);
});

// Who opens this page is about to ask.
search.index.start().catch(function () {});
go(location.search);
keep("replaceState");
