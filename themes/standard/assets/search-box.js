// The list below a search box: results while typing, for mouse, touch and keyboard; and what it
// shares with the search page. Loaded by search.js when a box gets the focus. A form inside an
// element with `data-search-page` is left to search-page.js. There are no keyboard shortcuts
// outside the box.
(() => {
  "use strict";
  const { root, start } = sopressSearch;
  const LISTED = 5;
  const PATIENCE = 120;

  let texts = {};
  const plural = new Intl.PluralRules(document.documentElement.lang || "en");
  // The text for `key`, with `{name}` filled in; by `count` one of `key.one`, `key.other`, ...
  const say = (key, values = {}) => {
    const chosen = "count" in values ? texts[`${key}.${plural.select(values.count)}`] ?? texts[`${key}.other`] : texts[key];
    return (chosen ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  };

  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== false) made.setAttribute(key, value === true ? "" : value);
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  }

  const marked = (parts) => parts.map(([text, isMarked]) => (isMarked ? element("mark", {}, text) : text));
  const address = (url) => new URL(url, root).href;

  // Today in the site's time zone, never before the day on which the site was built, and how many
  // days before the due date a review is due soon.
  function clock() {
    const { timeZone, built = "", notice = 0 } = document.documentElement.dataset;
    let day = new Date().toISOString().slice(0, 10);
    try {
      const parts = new Intl.DateTimeFormat("en", { timeZone, calendar: "gregory", numberingSystem: "latn", year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(new Date());
      const part = (name) => parts.find(({ type }) => type === name).value;
      day = `${part("year")}-${part("month")}-${part("day")}`;
    } catch { /* use the date in UTC */ }
    return { today: day > built ? day : built, notice: Number(notice) };
  }

  // The secondary line: id, version, department, review state, and the status if it matters.
  function facts(card) {
    const { statusOn, reviewOn } = sopressSearch.cards, now = clock();
    const state = reviewOn(now, card.state, card.reviewDue);
    const status = statusOn(now, card.status, ...(card.statusThen ?? []));
    const isPlain = ["", say("status.effective")].includes(status);
    const items = [
      card.isPage && element("span", {}, card.kind),
      card.id && element("span", { class: "search-id" }, card.id),
      card.version && element("span", {}, say("version", { version: card.version })),
      card.department && element("span", {}, card.department),
      isPlain ? null : element("span", { class: "search-status" }, status),
      state && state !== "none" && element("span", { class: `state state-${state}` }, say(`state.${state}`)),
    ].filter(Boolean);
    return element("span", { class: "search-facts" }, ...items);
  }

  // The name of a place in a document: its heading, its step, or both.
  function placeName({ heading, step }) {
    const number = step === null ? [] : [say("step", { number: step })];
    return heading.length && number.length ? [...marked(heading), ", ", ...number] : [...marked(heading), ...number];
  }

  // A query as it is quoted in a message.
  const repeated = (query) => (query.trim().length > 80 ? `${query.trim().slice(0, 79)}…` : query.trim());

  // How the query was interpreted, in words; null if it was taken as typed.
  function interpretation({ corrections, unknown, total, suggestions, near }) {
    const told = [];
    const all = (side) => corrections.map((one) => one[side]).join(" ");
    if (corrections.length) told.push(say("corrected", { typed: all("from"), meant: all("to") }));
    if (total && !near.length) told.push(...unknown.map((word) => say("unknown", { word })));
    if (suggestions.length) told.push(say("suggested", { words: suggestions.map((word) => `“${word}”`).join(", ") }));
    return told.length ? told.join(" ") : null;
  }

  // The name of the place that an excerpt is from, to be shown before it.
  const where = ({ place }) => (place && placeName(place).length ? [element("span", { class: "search-place" }, ...placeName(place)), " "] : []);

  let boxes = 0;
  function box(form) {
    const input = form.querySelector('input[type="search"]');
    if (!input) return;
    const id = `search-list-${++boxes}`;
    const list = element("div", { class: "search-list", role: "listbox", id });
    const note = element("p", { class: "search-note" });
    const panel = element("div", { class: "search-panel", hidden: true }, note, list);
    const status = element("div", { class: "search-status-line", role: "status", "aria-live": "polite" });
    form.append(panel, status);
    form.classList.add("has-search");
    for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list", autocomplete: "off" })) input.setAttribute(name, value);

    let asked = 0, active = -1, timer;
    const options = () => [...list.querySelectorAll('[role="option"]')];
    const open = (isOpen) => {
      panel.hidden = !isOpen;
      panel.classList.remove("from-end");
      const { left, right } = panel.getBoundingClientRect();
      panel.classList.toggle("from-end", left < 0 || right > document.documentElement.clientWidth);
      input.setAttribute("aria-expanded", String(isOpen));
      if (!isOpen) choose(-1);
    };
    const choose = (place) => {
      const all = options();
      active = place;
      all.forEach((option, i) => option.setAttribute("aria-selected", String(i === active)));
      if (active < 0) return input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-activedescendant", all[active].id);
      all[active].scrollIntoView({ block: "nearest" });
    };

    function fill(found, shown, near) {
      const option = (card, i, isResult) => element("a", { class: "search-option", role: "option", id: `${id}-${i}`, href: address(isResult && !card.isNamed && card.place ? card.place.url : card.url), "data-search-result": isResult, "aria-selected": "false" },
        element("span", { class: "search-title" }, ...(isResult ? marked(card.title) : [card.title])),
        facts(card),
        isResult && card.aliases.length ? element("span", { class: "search-alias" }, say("alias"), " ", ...marked(card.aliases[0])) : null,
        isResult && card.excerpt.length ? element("span", { class: "search-excerpt" }, ...where(card), ...marked(card.excerpt)) : null);
      const others = shown.filter(({ url }) => !near.some((card) => card.url === url));
      const parts = [...near.map((card, i) => option(card, i, false)), ...others.map((card, i) => option(card, near.length + i, true))];
      const all = new URL(form.action, document.baseURI);
      all.searchParams.set("q", input.value.trim());
      const further = (href, text) => parts.push(element("a", { class: "search-option search-all", role: "option", id: `${id}-${parts.length}`, href, "aria-selected": "false" }, text));
      const asking = (name, value) => {
        const other = new URL(all);
        other.searchParams.set(name, value);
        return other.href;
      };
      if (found.total) further(all.href, say("all", { count: found.total }));
      else {
        for (const word of found.suggestions) further(asking("q", word), word);
        if (found.hidden) further(asking("withdrawn", "1"), say("withdrawn-all", { count: found.hidden }));
        if (!near.length && !found.hidden) further(address("index-a-z.html"), say("none-index"));
      }
      list.replaceChildren(...parts);
      list.setAttribute("aria-label", say("results", { count: found.total }));
      const told = interpretation(found) ?? "";
      const none = near.length ? `${say("no-number")} ${say("nearest")}` : found.total ? "" : say(found.hidden ? "none-hidden" : "none", { query: repeated(input.value) });
      note.textContent = [none, told].filter(Boolean).join(" ");
      note.hidden = !note.textContent;
      choose(-1);
      open(true);
      status.textContent = [found.total ? say("announce", { count: found.total }) : none, told].filter(Boolean).join(" ");
    }

    async function update() {
      const query = input.value, turn = ++asked;
      clearTimeout(timer);
      if (!query.trim()) return open(false);
      try {
        await start();
        const found = await sopressSearch.search(query);
        if (turn !== asked) return;
        await new Promise((resolve) => { timer = setTimeout(resolve, PATIENCE); });
        if (turn !== asked) return;
        const shown = (await sopressSearch.show(found, LISTED)).slice(0, LISTED);
        const near = await sopressSearch.documents(found.near);
        if (turn === asked && document.activeElement === input) fill(found, shown, near);
      } catch (error) {
        if (turn === asked) open(false);
        console.error(error);
      }
    }

    input.addEventListener("input", update);
    input.addEventListener("keydown", (event) => {
      const isOpen = !panel.hidden;
      if (event.isComposing) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (!isOpen) return void update();
        const last = options().length - 1;
        choose(event.key === "ArrowDown" ? (active >= last ? -1 : active + 1) : active < 0 ? last : active === 0 ? -1 : active - 1);
      } else if (event.key === "Enter" && isOpen && active >= 0) {
        event.preventDefault();
        options()[active].click();
      } else if (event.key === "Escape" && isOpen) {
        event.preventDefault();
        asked++;
        open(false);
      }
    });
    form.addEventListener("focusout", (event) => { if (!form.contains(event.relatedTarget)) { asked++; open(false); } });
    panel.addEventListener("mousedown", (event) => { if (event.button === 0 && !event.target.closest("a")) event.preventDefault(); });
    // Handles what was typed while this script was loading.
    if (document.activeElement === input && input.value.trim()) update();
  }

  window.sopressSearch = Object.assign(window.sopressSearch || {}, {
    say, element, marked, address, clock, facts, placeName, interpretation, repeated,
    catalogue(given) { texts = given; },
  });
  for (const form of document.querySelectorAll('form[role="search"]')) if (!form.closest("[data-search-page]")) box(form);
})();
