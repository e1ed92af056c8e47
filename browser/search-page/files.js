// Where the page stands, and the files of the index, which are scripts: they
// alone are read from a disk too.

const own = document.currentScript;
export const root = own.getAttribute("data-root");
export const lang = own.getAttribute("data-lang");

// What search.js made.
export const finder = window.congboFinder;

const indexes = {};

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

export function index(lang) {
  return indexes[lang] || (indexes[lang] = new finder.Index(lang, read));
}

export const search = new finder.Search(index(lang));
