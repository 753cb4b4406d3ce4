// Moves the rows of the reviews page to the groups they belong to today, and updates the counts. Runs
// after today.js, which updates the state of every row.
(function () {
  "use strict";
  var root = document.documentElement, now = root.dataset.today;
  if (!now || now === root.dataset.built) return;
  var groupOf = { "overdue": "overdue", "due-soon": "due", "due-today": "due" };
  function stateOf(row) {
    var mark = row.querySelector(".state");
    return mark.dataset.state || (/state-(\S+)/.exec(mark.className) || [])[1];
  }
  function dueOf(row) {
    var time = row.querySelector("time");
    return time ? time.dateTime : "";
  }
  function listOf(name) { return document.querySelector("[data-group='" + name + "'] ul"); }
  function insert(list, row) {
    var later = Array.from(list.children).find(function (other) { return dueOf(other) > dueOf(row); });
    list.insertBefore(row, later || null);
  }

  var known = new Map();
  document.querySelectorAll("[data-group] .review-row").forEach(function (row) {
    known.set(row.querySelector("a").href, row);
    var group = groupOf[stateOf(row)], list = group && listOf(group);
    if (list && row.parentNode !== list) insert(list, row);
  });
  document.querySelectorAll(".outlook .review-row").forEach(function (row) {
    var address = row.querySelector("a").href, group = groupOf[stateOf(row)];
    if (known.has(address)) return;
    known.set(address, row);
    if (group) insert(listOf(group), row.cloneNode(true));
  });

  var shown = 0;
  document.querySelectorAll("[data-group]").forEach(function (section) {
    var count = section.querySelectorAll(".review-row").length;
    section.querySelector("h2 small").textContent = count;
    section.hidden = count === 0;
    shown += count;
  });
  var nothing = document.querySelector("[data-nothing-due]");
  if (nothing) nothing.hidden = shown > 0;

  document.querySelectorAll("[data-owner]").forEach(function (line) {
    var late = 0, soon = 0, later = 0;
    known.forEach(function (row) {
      if (row.querySelector(".review-owner").textContent !== line.dataset.owner) return;
      var state = stateOf(row), left = dueOf(row) ? Math.round((Date.parse(dueOf(row)) - Date.parse(now)) / 864e5) : -1;
      if (state === "overdue" || state === "never-reviewed" || state === "no-review-date") late += 1;
      if (left >= 0 && left <= 30) soon += 1;
      if (left >= 0 && left <= 90) later += 1;
    });
    var cell = line.querySelector("[data-late]");
    cell.textContent = late;
    cell.classList.toggle("late", late > 0);
    line.querySelector("[data-soon]").textContent = soon;
    line.querySelector("[data-later]").textContent = later;
  });

  var line = document.querySelector("[data-as-of]");
  if (line) {
    var parts = now.split("-").map(Number);
    var date = line.dataset.date.replace("{day}", parts[2]).replace("{month}", line.dataset.months.split("|")[parts[1] - 1]).replace("{year}", parts[0]);
    line.textContent = line.dataset.asOf.replace("{date}", date);
  }
})();
