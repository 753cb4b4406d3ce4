// Tables that sort, filter and copy; templates that copy; steps that can be ticked off.
//
// Markup (made by templates/blocks/*.html; without this script all of it stays readable):
//   <figure data-table data-sortable data-filterable>  a table; its tools are in [data-table-tools] (hidden)
//     th[scope=col][data-type=text|number|date]          a column; td[data-value] is what it sorts by
//     [data-filter] [data-copy-csv] [data-said]           input, button, live region
//   <figure data-template>  [data-copy-text] [data-said] and the text in [data-template-text]
//   <section data-steps data-key="…">  li[data-step]; the tools are in [data-steps-tools] (hidden)
// Words come from data attributes on the tools, because the catalogue belongs to the theme.
(function () {
  "use strict";

  function each(root, selector, act) {
    Array.prototype.forEach.call(root.querySelectorAll(selector), act);
  }

  function fill(words, values) {
    return words.replace(/\{(\w+)\}/g, function (all, name) {
      return name in values ? values[name] : all;
    });
  }

  function say(region, words) {
    if (!region) return;
    region.textContent = "";
    // Screen readers announce only changes, so the same words need to be changed twice.
    window.setTimeout(function () { region.textContent = words; }, 50);
  }

  // Copying ------------------------------------------------------------------

  function copy(text, region, words) {
    function done() { say(region, words.copied); }
    function byHand() {
      var area = document.createElement("textarea");
      area.value = text;
      area.setAttribute("readonly", "");
      area.className = "visually-hidden";
      document.body.appendChild(area);
      area.select();
      var worked = false;
      try { worked = document.execCommand("copy"); } catch (error) { worked = false; }
      document.body.removeChild(area);
      say(region, worked ? words.copied : words.failed);
    }
    // In some browsers, pages opened from a folder have no clipboard API.
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text).then(done, byHand);
    } else {
      byHand();
    }
  }

  // Turns a cell that a spreadsheet would read as a formula into text.
  function csvCell(text) {
    var safe = /^[=+@]/.test(text) || /^-(?![\d.,]+$)/.test(text) ? "'" + text : text;
    return /[",\n\r;]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
  }

  function csvOf(table) {
    var lines = [];
    each(table, "tr", function (row) {
      if (row.hidden) return;
      lines.push(Array.prototype.map.call(row.cells, function (cell) {
        return csvCell(cell.textContent.replace(/\s+/g, " ").trim());
      }).join(","));
    });
    return lines.join("\r\n") + "\r\n";
  }

  // Tables -------------------------------------------------------------------

  function compare(type, language) {
    var collator = new Intl.Collator(language, { numeric: true, sensitivity: "base" });
    return function (a, b) {
      if (a === b) return 0;
      if (a === "") return 1;
      if (b === "") return -1;
      if (type === "number") return parseFloat(a) - parseFloat(b);
      return collator.compare(a, b);
    };
  }

  // Empty if the cell has no value of the column's type, such as a dash: those stay last.
  function valueOf(row, column, type) {
    var cell = row.cells[column];
    if (!cell) return "";
    var value = cell.hasAttribute("data-value") ? cell.getAttribute("data-value") : cell.textContent.trim();
    if (type === "number" && isNaN(parseFloat(value))) return "";
    if (type === "date" && !/^\d{4}-/.test(value)) return "";
    return value;
  }

  function sortable(figure, table, tools, said) {
    var body = table.tBodies[0];
    var original = Array.prototype.slice.call(body.rows);
    var heads = table.tHead.rows[0].cells;
    Array.prototype.forEach.call(heads, function (head, column) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      while (head.firstChild) button.appendChild(head.firstChild);
      var sign = document.createElement("span");
      sign.className = "sort-sign";
      sign.setAttribute("aria-hidden", "true");
      button.appendChild(sign);
      head.appendChild(button);
      button.addEventListener("click", function () {
        var was = head.getAttribute("aria-sort");
        var next = was === "ascending" ? "descending" : was === "descending" ? null : "ascending";
        Array.prototype.forEach.call(heads, function (other) { other.removeAttribute("aria-sort"); });
        var rows = original.slice();
        if (next) {
          head.setAttribute("aria-sort", next);
          var type = head.getAttribute("data-type");
          var order = compare(type, document.documentElement.lang || undefined);
          var direction = next === "ascending" ? 1 : -1;
          rows = rows
            .map(function (row, at) { return { row: row, value: valueOf(row, column, type), at: at }; })
            .sort(function (a, b) {
              // Empty cells stay last in either direction.
              var isEmpty = a.value === "" || b.value === "";
              return order(a.value, b.value) * (isEmpty ? 1 : direction) || a.at - b.at;
            })
            .map(function (entry) { return entry.row; });
        }
        rows.forEach(function (row) { body.appendChild(row); });
        var words = next ? tools.getAttribute("data-words-" + next) : tools.getAttribute("data-words-unsorted");
        say(said, fill(words, { column: button.textContent.trim() }));
      });
    });
  }

  function fold(text) {
    var decomposed = text.normalize ? text.normalize("NFD").replace(/[\u0300-\u036f]/g, "") : text;
    return decomposed.toLowerCase();
  }

  function filterable(figure, table, tools, said) {
    var input = figure.querySelector("[data-filter]");
    if (!input) return;
    var rows = Array.prototype.slice.call(table.tBodies[0].rows);
    function apply() {
      var words = fold(input.value).split(/\s+/).filter(Boolean);
      var shown = 0;
      rows.forEach(function (row) {
        var text = fold(row.textContent);
        row.hidden = !words.every(function (word) { return text.indexOf(word) >= 0; });
        if (!row.hidden) shown += 1;
      });
      say(said, fill(tools.getAttribute("data-words-shown"), { shown: shown, all: rows.length }));
    }
    input.addEventListener("input", apply);
    input.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && input.value) {
        input.value = "";
        apply();
        event.preventDefault();
      }
    });
  }

  each(document, "[data-table]", function (figure) {
    var table = figure.querySelector("table");
    var tools = figure.querySelector("[data-table-tools]");
    if (!table || !table.tHead || !table.tBodies[0] || !tools) return;
    var said = figure.querySelector("[data-said]");
    tools.hidden = false;
    if (figure.hasAttribute("data-sortable")) sortable(figure, table, tools, said);
    if (figure.hasAttribute("data-filterable")) filterable(figure, table, tools, said);
    var button = figure.querySelector("[data-copy-csv]");
    if (button) {
      button.addEventListener("click", function () {
        copy(csvOf(table), said, { copied: tools.getAttribute("data-words-copied"), failed: tools.getAttribute("data-words-failed") });
      });
    }
  });

  // Regions that scroll ------------------------------------------------------
  // A region that does not need to scroll is not a keyboard stop or a landmark.

  function region(element) {
    var name = element.getAttribute("aria-label");
    var namedBy = element.getAttribute("aria-labelledby");
    function put(attribute, value) {
      if (value === null) element.removeAttribute(attribute);
      else element.setAttribute(attribute, value);
    }
    function settle() {
      var scrolls = element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
      put("role", scrolls ? "region" : null);
      put("tabindex", scrolls ? "0" : null);
      put("aria-label", scrolls ? name : null);
      put("aria-labelledby", scrolls ? namedBy : null);
    }
    settle();
    if ("ResizeObserver" in window) new ResizeObserver(settle).observe(element);
  }

  each(document, ".table-scroll, .chart-scroll", region);

  // Scroll a wide chart to the start of its flow.
  function begin(element) {
    var first = element.querySelector(".flow-node");
    if (!first || element.scrollLeft || element.scrollWidth <= element.clientWidth) return;
    var box = first.getBoundingClientRect();
    var middle = box.left + box.width / 2 - element.getBoundingClientRect().left;
    if (middle + box.width / 2 > element.clientWidth) element.scrollLeft += middle - element.clientWidth / 2;
  }
  each(document, ".chart-scroll", function (element) {
    begin(element);
    var folded = element.closest("details:not([open])");
    if (folded) folded.addEventListener("toggle", function () { begin(element); });
  });

  // Templates ----------------------------------------------------------------

  each(document, "[data-template]", function (figure) {
    var button = figure.querySelector("[data-copy-text]");
    var text = figure.querySelector("[data-template-text]");
    if (!button || !text) return;
    button.hidden = false;
    button.addEventListener("click", function () {
      copy(text.textContent, figure.querySelector("[data-said]"), {
        copied: button.getAttribute("data-words-copied"),
        failed: button.getAttribute("data-words-failed")
      });
    });
  });

  // Steps --------------------------------------------------------------------
  // Ticks are a reader's bookmark in this browser, never a record: nothing leaves the page.

  function store(key) {
    return {
      read: function () {
        try { return JSON.parse(window.localStorage.getItem(key)) || []; } catch (error) { return []; }
      },
      write: function (ticked) {
        try {
          if (ticked.length) window.localStorage.setItem(key, JSON.stringify(ticked));
          else window.localStorage.removeItem(key);
        } catch (error) { /* Private windows may refuse; the ticks are then lost when the page closes. */ }
      }
    };
  }

  each(document, "[data-steps]", function (section) {
    var tools = section.querySelector("[data-steps-tools]");
    var steps = Array.prototype.slice.call(section.querySelectorAll("[data-step]"));
    if (!tools || !steps.length) return;
    var kept = store("sopress-steps:" + section.getAttribute("data-key"));
    var start = tools.querySelector("[data-steps-start]");
    var clear = tools.querySelector("[data-steps-clear]");
    var said = tools.querySelector("[data-said]");
    var boxes = [];
    var isOn = false;
    tools.hidden = false;

    function current() {
      for (var at = 0; at < boxes.length; at += 1) if (!boxes[at].checked) return at;
      return -1;
    }

    function show(move) {
      var at = current();
      var ticked = [];
      boxes.forEach(function (box, index) {
        steps[index].classList.toggle("is-done", box.checked);
        if (index === at) steps[index].setAttribute("aria-current", "step");
        else steps[index].removeAttribute("aria-current");
        if (box.checked) ticked.push(steps[index].id);
      });
      kept.write(ticked);
      say(said, fill(tools.getAttribute("data-words-progress"), { done: ticked.length, all: boxes.length }));
      if (move && at >= 0) {
        var calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
        steps[at].scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
      }
    }

    function begin(ticked) {
      isOn = true;
      section.classList.add("is-ticking");
      start.setAttribute("aria-pressed", "true");
      clear.hidden = false;
      if (!boxes.length) {
        steps.forEach(function (step) {
          var box = document.createElement("input");
          box.type = "checkbox";
          box.className = "step-tick";
          var number = step.getAttribute("data-step");
          box.setAttribute("aria-label", fill(tools.getAttribute("data-words-tick"), { step: number }));
          box.addEventListener("change", function () { show(true); });
          step.insertBefore(box, step.firstChild);
          boxes.push(box);
        });
      }
      boxes.forEach(function (box, at) { box.checked = ticked.indexOf(steps[at].id) >= 0; });
      show(false);
    }

    function end() {
      isOn = false;
      section.classList.remove("is-ticking");
      start.setAttribute("aria-pressed", "false");
      clear.hidden = true;
      boxes.forEach(function (box, at) {
        steps[at].removeChild(box);
        steps[at].classList.remove("is-done");
        steps[at].removeAttribute("aria-current");
      });
      boxes = [];
      say(said, "");
    }

    start.addEventListener("click", function () {
      if (isOn) end();
      else begin(kept.read());
    });
    clear.addEventListener("click", function () {
      boxes.forEach(function (box) { box.checked = false; });
      show(true);
      start.focus();
    });
    if (kept.read().length) begin(kept.read());
  });
})();
