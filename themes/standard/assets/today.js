// Updates the review states on the page to today's date. A state can only get worse: it stays as built
// unless a date has passed since. All words come from the page.
(function () {
  "use strict";
  var root = document.documentElement, built = root.dataset.built;
  var rank = { "reviewed": 0, "due-soon": 1, "due-today": 2, "changed-since-review": 2, "overdue": 3 };
  var words = {}, holder = document.getElementById("page:review-words");
  if (!built) return;
  if (holder) holder.content.querySelectorAll("[data-state]").forEach(function (word) { words[word.dataset.state] = word.dataset; });

  // Today's date in the site's time zone, but never before the day of the build.
  function today() {
    var now = new Date(), day = now.toISOString().slice(0, 10);
    try {
      var parts = {};
      new Intl.DateTimeFormat("en", { timeZone: root.dataset.timeZone, calendar: "gregory", numberingSystem: "latn", year: "numeric", month: "2-digit", day: "2-digit" })
        .formatToParts(now).forEach(function (part) { parts[part.type] = part.value; });
      day = parts.year + "-" + parts.month + "-" + parts.day;
    } catch (unknownZone) { /* use the date in UTC */ }
    return day > built ? day : built;
  }
  function daysBetween(from, to) { return Math.round((Date.parse(to) - Date.parse(from)) / 864e5); }
  function phrase(data, name, count) {
    var form = new Intl.PluralRules(root.lang).select(count);
    form = form.charAt(0).toUpperCase() + form.slice(1);
    var text = data[name + form] || data[name + "Other"] || "";
    return text.replace("{count}", new Intl.NumberFormat(root.lang).format(count));
  }
  var now = today(), notice = Number(root.dataset.notice) || 0;
  // For scripts of other pages.
  root.dataset.today = now;

  document.querySelectorAll("[data-review-due]").forEach(function (mark) {
    var left = daysBetween(now, mark.dataset.reviewDue), was = mark.dataset.state, is = was;
    if (left < 0) is = "overdue";
    else if (left === 0) is = "due-today";
    else if (left <= notice) is = "due-soon";
    if (!(is in words) || rank[is] < rank[was] || (rank[is] === rank[was] && is !== was)) return;
    var banner = mark.hasAttribute("data-review-banner"), prefix = banner ? "banner-" : "state-";
    mark.dataset.state = is;
    mark.classList.remove(prefix + was);
    mark.classList.add(prefix + is);
    if (banner) {
      mark.querySelector("[data-review-title]").textContent = phrase(words[is], "title", Math.abs(left));
      mark.querySelector("[data-review-advice]").textContent = words[is].advice;
      mark.hidden = false;
    } else {
      mark.textContent = phrase(words[is], "label", Math.abs(left));
    }
  });

  document.querySelectorAll("[data-status-banner][data-effective]").forEach(function (banner) {
    if (now < banner.dataset.effective) return;
    banner.querySelector("[data-status-title]").textContent = banner.dataset.titleThen;
    banner.querySelector("[data-status-advice]").textContent = banner.dataset.adviceThen || "";
    banner.querySelectorAll("[data-status-until]").forEach(function (line) { line.hidden = true; });
    banner.classList.remove("banner-stop", "banner-note");
    banner.classList.add("banner-" + banner.dataset.weightThen);
  });
  document.querySelectorAll(".status[data-effective]").forEach(function (chip) {
    if (now < chip.dataset.effective) return;
    chip.textContent = chip.dataset.labelThen;
    chip.className = "status status-" + (chip.dataset.then || "effective");
  });
  // The date of printing, for the footer of each printed page.
  if (root.dataset.printDate) {
    root.dataset.printed = root.dataset.printDate.replace("{date}", new Intl.DateTimeFormat(root.lang, { dateStyle: "long" }).format(new Date()));
  }
  document.querySelectorAll("[data-stale-after]").forEach(function (line) { line.hidden = now <= line.dataset.staleAfter; });
})();
