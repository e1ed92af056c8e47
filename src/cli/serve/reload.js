// Served by `congbo serve` only, never published: shows every save at once.
(function () {
  "use strict";
  var build = document.currentScript.dataset.build;
  var source = null;

  function show() {
    fetch("/__congbo/findings").then(function (answer) { return answer.text(); }).then(function (html) {
      var old = document.getElementById("congbo-findings");
      if (old) old.remove();
      document.body.insertAdjacentHTML("afterbegin", html);
    });
  }

  // A browser keeps few connections to one server: only the tab that is seen
  // holds one. On coming back it is told at once what it missed.
  function listen() {
    if (source) source.close();
    source = null;
    if (document.hidden) return;
    source = new EventSource("/__congbo/events");
    source.onmessage = function (event) {
      var now = JSON.parse(event.data);
      if (now.build === build) return;
      build = now.build;
      if (now.good) location.reload();
      else show();
    };
  }

  document.addEventListener("visibilitychange", listen);
  listen();
})();
