// A role's reading list: what is new or changed since a day that the reader picks.
// The date is kept in this browser. Without this script, the last 30 and 90 days are marked.
(function () {
  "use strict";
  var section = document.querySelector("[data-reading]");
  if (!section) return;
  var tools = section.querySelector("[data-reading-tools]");
  var input = tools.querySelector("[data-since]");
  var said = tools.querySelector("[data-said]");
  var rows = Array.prototype.slice.call(section.querySelectorAll("tbody tr"));
  var key = "sopress-since";
  tools.hidden = false;

  function show() {
    var since = input.value;
    var count = 0;
    rows.forEach(function (row) {
      var isNew = since !== "" && (row.getAttribute("data-changed") || "") >= since;
      row.classList.toggle("is-new", isNew);
      if (isNew) count += 1;
    });
    section.classList.toggle("has-since", since !== "");
    var words = count === 0 ? "none" : count === 1 ? "one" : "other";
    said.textContent = since === "" ? "" : tools.getAttribute("data-words-" + words).replace("{count}", count);
    try {
      if (since) window.localStorage.setItem(key, since);
      else window.localStorage.removeItem(key);
    } catch (error) { /* Private windows may refuse; the date is then forgotten when the page closes. */ }
  }

  try { input.value = window.localStorage.getItem(key) || ""; } catch (error) { input.value = ""; }
  input.addEventListener("input", show);
  show();
})();
