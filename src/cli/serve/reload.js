// Served by `congbo serve` only, never published: shows every save at once.
(function () {
  "use strict";
  var build = document.currentScript.dataset.build;

  function show() {
    fetch("/__congbo/findings").then(function (answer) { return answer.text(); }).then(function (html) {
      var old = document.getElementById("congbo-findings");
      if (old) old.remove();
      document.body.insertAdjacentHTML("afterbegin", html);
    });
  }

  new EventSource("/__congbo/events").onmessage = function (event) {
    var now = JSON.parse(event.data);
    if (now.build === build) return;
    build = now.build;
    if (now.good) location.reload();
    else show();
  };
})();
