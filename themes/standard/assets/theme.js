// Dark or light mode, by preference or as the reader chose. Runs before the page is drawn.
(function () {
  "use strict";
  var root = document.documentElement, key = "sopress-theme", chosen = null;
  try { chosen = localStorage.getItem(key); } catch (refused) { /* storage may be turned off */ }
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  var prefersDark = matchMedia("(prefers-color-scheme: dark)");
  function isDark() { return root.dataset.theme ? root.dataset.theme === "dark" : prefersDark.matches; }
  document.addEventListener("DOMContentLoaded", function () {
    var button = document.querySelector("[data-switch]");
    if (!button) return;
    function show() { button.setAttribute("aria-pressed", String(isDark())); }
    button.hidden = false;
    show();
    prefersDark.addEventListener("change", show);
    button.addEventListener("click", function () {
      root.dataset.theme = isDark() ? "light" : "dark";
      try { localStorage.setItem(key, root.dataset.theme); } catch (refused) { /* lasts for this page */ }
      show();
    });
  });
})();
