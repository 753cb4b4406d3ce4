// Sorts and filters the register. Without this script the table is shown as it is.
(function () {
  "use strict";
  var table = document.querySelector("[data-register]"), form = document.querySelector("[data-filters]");
  if (!table || !form) return;
  var body = table.tBodies[0], rows = Array.from(body.rows), shown = form.querySelector("[data-shown]");
  var language = document.documentElement.lang;
  var order = new Intl.Collator(language, { numeric: true, sensitivity: "base" });
  var plural = new Intl.PluralRules(language), number = new Intl.NumberFormat(language);
  var texts = rows.map(function (row) { return row.textContent.toLowerCase(); });

  function filter() {
    var words = form.words.value.toLowerCase().split(/\s+/).filter(Boolean), count = 0;
    rows.forEach(function (row, at) {
      var mark = row.querySelector(".state"), state = mark && (mark.dataset.state || mark.className.replace(/^.*state-/, ""));
      var fits = words.every(function (word) { return texts[at].includes(word); })
        && (!form.department || !form.department.value || row.cells[5].textContent === form.department.value)
        && (!form.status.value || row.dataset.status === form.status.value)
        && (!form.state.value || state === form.state.value);
      row.hidden = !fits;
      if (fits) count += 1;
    });
    var form_ = plural.select(count) === "one" ? "one" : "other";
    shown.textContent = shown.dataset[form_].replace("{count}", number.format(count));
  }

  Array.from(table.tHead.rows[0].cells).forEach(function (head, column) {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.title = table.dataset.sort;
    head.dataset.name = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", function () {
      var falling = head.getAttribute("aria-sort") === "ascending";
      Array.from(head.parentNode.cells).forEach(function (other) { other.removeAttribute("aria-sort"); });
      head.setAttribute("aria-sort", falling ? "descending" : "ascending");
      var keys = new Map(rows.map(function (row) { return [row, row.cells[column].textContent.trim()]; }));
      body.append.apply(body, rows.slice().sort(function (a, b) {
        var left = keys.get(a), right = keys.get(b);
        if (!left || !right) return left ? -1 : right ? 1 : 0;
        return falling ? order.compare(right, left) : order.compare(left, right);
      }));
    });
  });

  // A row may now have a state that no row had on the day of the build.
  var worse = document.getElementById("page:review-words");
  if (worse) worse.content.querySelectorAll("[data-state]").forEach(function (word) {
    var is = word.dataset.state, isThere = Array.from(form.state.options).some(function (option) { return option.value === is; });
    if (!isThere) form.state.add(new Option(word.dataset.label, is));
  });

  new URLSearchParams(location.search).forEach(function (value, name) { if (form[name] && "value" in form[name]) form[name].value = value; });
  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  // When going back, browsers restore the selected filters only after scripts have run.
  addEventListener("pageshow", filter);
  filter();
})();
