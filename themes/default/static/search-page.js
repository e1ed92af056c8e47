// The search page: answers while one types. What is asked for stands in the
// address and nowhere else. Needs search.js, which knows how to find.
(function () {
  "use strict";
  var own = document.currentScript, root = own.getAttribute("data-root"), lang = own.getAttribute("data-lang");
  var form = document.querySelector("main form.search"), box = form.elements.q;
  var status = document.getElementById("search-status"), results = document.getElementById("search-results"), begin = document.getElementById("search-start");
  var FILTERS = ["kind", "plan", "agency", "pillar", "year"];
  var FIRST = 5, OTHERS = 3, MORE = 20, CONTEXT = 240;
  var finder = window.congboFinder, indexes = {}, state = {}, turn = 0, timer = 0;

  /* Files. ---------------------------------------------------------------- */

  window.congboSearch = function (kind, lang, version, number, content) {
    indexes[lang].receive(kind, version, number, content);
  };

  function read(path) {
    return new Promise(function (done, failed) {
      var script = document.createElement("script");
      script.onload = function () {
        script.remove();
        done();
      };
      script.onerror = function () {
        script.remove();
        failed(new Error(path));
      };
      script.src = root + path;
      document.head.appendChild(script);
    });
  }

  function index(lang) {
    return indexes[lang] || (indexes[lang] = new finder.Index(lang, read));
  }

  var search = new finder.Search(index(lang));

  /* State: the address. ---------------------------------------------------- */

  function stateOf(address) {
    var params = new URLSearchParams(address), state = { q: params.get("q") || "" };
    FILTERS.forEach(function (name) {
      state[name] = params.get(name) || "";
    });
    return state;
  }

  function addressOf(state, changed) {
    var params = new URLSearchParams();
    ["q"].concat(FILTERS).forEach(function (name) {
      var value = changed && name in changed ? changed[name] : state[name];
      if (value) params.set(name, value);
    });
    return "?" + params.toString();
  }

  // From a disk some browsers keep the address as it is: then it stays.
  function keep(how) {
    try {
      history[how](null, "", addressOf(state));
    } catch (error) {
      return;
    }
    document.querySelectorAll(".languages a").forEach(function (link) {
      link.search = addressOf(state);
    });
  }

  /* Pieces of the page. ----------------------------------------------------- */

  function element(name, attributes, children) {
    var made = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) {
      if (attributes[key] !== "") made.setAttribute(key, attributes[key]);
    });
    [].concat(children === undefined ? [] : children).forEach(function (child) {
      made.append(child);
    });
    return made;
  }

  function filled(text, values) {
    return text.replace(/\{(\w+)\}/g, function (place, name) {
      return name in values ? values[name] : place;
    });
  }

  function printed(number) {
    return number.toLocaleString(lang);
  }

  function said(words, key, number, values) {
    var text = words[key + (number === 1 ? ".one" : ".other")];
    return filled(text, Object.assign({ n: printed(number) }, values));
  }

  function marks(text, slots, lang, most) {
    var pieces = finder.marked(text, slots, lang);
    return (most ? finder.excerpt(pieces, most) : pieces).map(function (piece) {
      return piece[1] ? element("mark", {}, piece[0]) : piece[0];
    });
  }

  function item(told, answer, other) {
    var link = element("a", { href: root + told.address, lang: told.lang }, marks(told.title, answer.slots, told.lang || lang));
    var entry = element("li", {}, element("p", { class: "entry" }, link));
    if (told.place) entry.append(element("p", { class: "quiet" }, told.place));
    var context = element("p", { class: "context", lang: other || "" });
    var source = other ? index(other) : search.index;
    var texts = other ? source.titles([told.entry]).then(function (titles) {
      return titles[0].title;
    }) : source.text(told.entry);
    texts.then(function (text) {
      if (text) {
        context.append.apply(context, marks(text, answer.slots, other || lang, CONTEXT));
        entry.append(context);
      }
    }).catch(function () {});
    return entry;
  }

  /* Results. ---------------------------------------------------------------- */

  function kindLabel(start, name) {
    return start.kinds.find(function (kind) {
      return kind[0] === name;
    }) || [name, 0, name, name];
  }

  function grouped(hits) {
    var groups = [], by = {};
    hits.forEach(function (hit) {
      if (!by[hit.kind]) groups.push((by[hit.kind] = { kind: hit.kind, hits: [] }));
      by[hit.kind].hits.push(hit);
    });
    return groups;
  }

  function listed(hits, answer) {
    return search.index.titles(hits.map(function (hit) {
      return hit.entry;
    })).then(function (told) {
      return element("ol", { class: "hits" }, told.map(function (hit) {
        return item(hit, answer);
      }));
    });
  }

  function section(group, place, answer) {
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

  function nothing(words) {
    var names = document.querySelector("nav.letters");
    var tips = [words["none-less"], words["none-spelling"], words["none-names"]].map(function (tip) {
      return element("li", {}, tip);
    });
    var made = element("div", { class: "nothing" }, [element("p", {}, words["none-try"]), element("ul", {}, tips)]);
    if (names) made.append(names.cloneNode(true));
    return made;
  }

  // Entries have one number in all languages, but for terms, the last ones.
  function numbering(start) {
    return start.kinds.map(function (kind) {
      return kind[0] + kind[1];
    }).join().replace(/,?term.*/, "");
  }

  // Entries that only the text in another language has.
  function elsewhere(answer) {
    if (answer.hits.length > 9 && answer.hits[9].share > 0.9) return Promise.resolve([]);
    var known = new Set(answer.hits.filter(function (hit) {
      return hit.share > 0.9;
    }).map(function (hit) {
      return hit.entry;
    }));
    return Promise.all(answer.start.others.map(function (other) {
      var there = new finder.Search(index(other[0]));
      return there.ask(state.q, false).then(function (found) {
        if (numbering(found.start) !== numbering(answer.start)) return null;
        var hits = found.hits.filter(function (hit) {
          return hit.share > 0.9 && hit.kind !== "term" && !known.has(hit.entry) && !found.slots.some(function (slot) {
            return slot.mended;
          });
        }).slice(0, 10);
        if (!hits.length) return null;
        return search.index.titles(hits.map(function (hit) {
          return hit.entry;
        })).then(function (told) {
          var list = element("ol", { class: "hits" }, told.map(function (hit) {
            return item(hit, found, other[0]);
          }));
          return { hits: hits, made: element("section", {}, [element("h2", {}, filled(answer.start.words["other-language"], { language: other[1] })), list]) };
        });
      });
    })).then(function (all) {
      return all.filter(Boolean);
    });
  }

  /* Filters. ----------------------------------------------------------------- */

  // The filters' lists, and the hits that pass all but one of them.
  function passing(hits, facets, without) {
    return hits.filter(function (hit) {
      return FILTERS.every(function (name) {
        if (name === without || !state[name]) return true;
        if (name === "kind") return hit.kind === state.kind;
        var member = facets[name].find(function (one) {
          return one[0] === state[name];
        });
        if (!member) return false;
        member.known = member.known || search.index.members(member[2]);
        return member.known.has(hit.entry);
      });
    });
  }

  function choices(name, hits, facets, start) {
    var left = passing(hits, facets, name);
    if (name === "kind") {
      return grouped(left).map(function (group) {
        return [group.kind, kindLabel(start, group.kind)[3], group.hits.length];
      });
    }
    return facets[name].map(function (member) {
      member.known = member.known || search.index.members(member[2]);
      var count = left.filter(function (hit) {
        return member.known.has(hit.entry);
      }).length;
      return [member[0], member[1], count];
    }).filter(function (choice) {
      return choice[2] || choice[0] === state[name];
    });
  }

  function filters(hits, facets, answer) {
    var words = answer.start.words, active = FILTERS.some(function (name) {
      return state[name];
    });
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
        answerNow(false, select.id);
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

  var wasOpen = window.matchMedia("(min-width: 60rem)").matches;

  /* Answers. ------------------------------------------------------------------ */

  function none() {
    status.replaceChildren();
    results.replaceChildren();
    begin.hidden = false;
  }

  // `open`: whether the last word may go on. `focus`: what has the focus after.
  function answerNow(open, focus) {
    var mine = ++turn;
    if (!state.q.trim()) return none();
    var isLate = function () {
      return mine !== turn;
    };
    search.ask(state.q, open).then(function (answer) {
      if (isLate()) return null;
      var filtered = FILTERS.slice(1).some(function (name) {
        return state[name];
      });
      var facets = search.index.files.facets || filtered ? search.index.get("facets") : Promise.resolve({});
      return Promise.all([facets, search.meant(answer)]).then(function (got) {
        var hits = passing(answer.hits, got[0], "");
        return Promise.all(grouped(hits).map(function (group, place) {
          return section(group, place, answer);
        })).then(function (sections) {
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
    status.replaceChildren(element("p", { class: "count" }, count));
    var late = element("div");
    var around = element("div");
    results.replaceChildren.apply(results, told.concat([around], sections, [late]));
    results.setAttribute("aria-busy", "false");
    if (answer.hits.length) {
      search.index.get("facets").then(function (facets) {
        if (isLate()) return;
        around.append(filters(answer.hits, facets, answer));
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
        status.replaceChildren(element("p", { class: "count" }, said(words, "found", others.reduce(function (sum, other) {
          return sum + other.hits.length;
        }, 0))));
      } else if (!hits.length) late.append(nothing(words));
    }).catch(function () {});
  }

  /* Typing. -------------------------------------------------------------------- */

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
    state = stateOf(address);
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
})();
