// Tooltips of charts: by pointer, by touch, and by keyboard. Without this
// script every mark still has its title and every chart its description. And
// the picture of a chart in dots, for programs that take no SVG.
(function () {
  "use strict";
  if (window.congboCharts) return;
  window.congboCharts = true;
  var tip = document.createElement("div");
  tip.className = "tooltip";
  tip.setAttribute("aria-hidden", "true");
  tip.hidden = true;

  // The browser's own tooltip would stand beside ours: words move to a label.
  function prepare(chart) {
    var data = chart.querySelectorAll("g.datum");
    if (!data.length) return;
    chart.setAttribute("role", "group");
    data.forEach(function (datum, number) {
      var title = datum.querySelector("title");
      datum.setAttribute("role", "img");
      datum.setAttribute("aria-label", title ? title.textContent : "");
      datum.setAttribute("tabindex", number ? "-1" : "0");
      if (title) title.remove();
    });
  }

  var shown = null;

  function show(datum) {
    shown = datum;
    var box = datum.getBoundingClientRect();
    tip.textContent = datum.getAttribute("aria-label");
    tip.hidden = false;
    var left = box.left + box.width / 2 - tip.offsetWidth / 2;
    var most = document.documentElement.clientWidth - tip.offsetWidth - 8;
    var top = box.top - tip.offsetHeight - 8;
    if (top < 0) top = box.bottom + 8;
    tip.style.left = Math.max(8, Math.min(left, most)) + window.scrollX + "px";
    tip.style.top = top + window.scrollY + "px";
  }

  function hide() {
    shown = null;
    tip.hidden = true;
  }

  function datumOf(event) {
    return event.target.closest ? event.target.closest("svg.chart g.datum") : null;
  }

  // One stop of the tab key for a chart; arrows go from mark to mark.
  function step(event) {
    if (event.key === "Escape") return hide();
    var datum = datumOf(event);
    var by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
    if (!datum || !by) return;
    var data = Array.prototype.slice.call(datum.closest("svg").querySelectorAll("g.datum"));
    var next = data[Math.max(0, Math.min(data.indexOf(datum) + by, data.length - 1))];
    event.preventDefault();
    datum.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  }

  // So many dots of the picture to one of the drawing.
  var DENSE = 2;

  function painted(link) {
    var picture = new Image();
    picture.onload = function () {
      var canvas = document.createElement("canvas");
      canvas.width = picture.naturalWidth * DENSE;
      canvas.height = picture.naturalHeight * DENSE;
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(function (blob) {
        var file = document.createElement("a");
        file.href = URL.createObjectURL(blob);
        file.download = link.href.split("/").pop().replace(/svg$/, "png");
        file.click();
        setTimeout(function () { URL.revokeObjectURL(file.href); }, 9999);
      });
    };
    // Pictures go into reports: they are light in a dark scheme too.
    picture.src = link.href + "#light";
  }

  // From a disk, browsers do not hand out what they painted.
  if (/^http/.test(location.protocol)) document.querySelectorAll("a[data-png]").forEach(function (link) {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = link.dataset.png;
    button.onclick = function () { painted(link); };
    link.after(" ", button);
  });

  document.querySelectorAll("figure.chart svg.chart").forEach(prepare);
  document.body.appendChild(tip);
  document.addEventListener("keydown", step);
  document.addEventListener("focusin", function (event) {
    var datum = datumOf(event);
    if (datum) show(datum);
    else hide();
  });
  document.addEventListener("focusout", hide);
  document.addEventListener("pointerover", function (event) {
    var datum = datumOf(event);
    if (datum) show(datum);
    else hide();
  });
  document.addEventListener("pointerdown", function (event) {
    var datum = datumOf(event);
    if (datum) show(datum);
    else hide();
  });
  // A step to a mark out of sight scrolls there: what it tells comes along.
  window.addEventListener("scroll", function () {
    if (shown && shown === document.activeElement) show(shown);
    else hide();
  }, { passive: true });
})();
