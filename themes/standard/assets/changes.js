// Filters the changes page. Without this script the whole month is shown.
(function () {
  "use strict";
  var list = document.querySelector("[data-changes]"), form = document.querySelector("[data-filters]");
  if (!list || !form || !form.querySelector("select")) return;
  var rows = Array.from(list.children), shown = form.querySelector("[data-shown]");
  var language = document.documentElement.lang;
  var plural = new Intl.PluralRules(language), number = new Intl.NumberFormat(language);

  function filter() {
    var count = 0;
    rows.forEach(function (row) {
      row.hidden = !["department", "owner", "kind"].every(function (name) {
        return !form[name] || !form[name].value || row.dataset[name] === form[name].value;
      });
      if (!row.hidden) count += 1;
    });
    shown.textContent = shown.dataset[plural.select(count) === "one" ? "one" : "other"].replace("{count}", number.format(count));
  }

  new URLSearchParams(location.search).forEach(function (value, name) { if (form[name] && "value" in form[name]) form[name].value = value; });
  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  // When going back, browsers restore the selected filters only after scripts have run.
  addEventListener("pageshow", filter);
  filter();
})();
