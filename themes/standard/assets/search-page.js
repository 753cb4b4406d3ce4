// The search page: results with sections and excerpts, filters with live counts, and an address
// that can be shared. Only search.html loads it, after search.js:
//   <div data-search-page>
//     <form role="search" action="search.html">… <input type="search" name="q"> …</form>
//     <p data-search-fallback>… <a href="index-a-z.html">…</a></p>   taken away once the search works
//   </div>
(async () => {
  "use strict";
  const page = document.querySelector("[data-search-page]");
  const form = page?.querySelector('form[role="search"]');
  const input = form?.querySelector('input[type="search"]');
  if (!input) return;
  await sopressSearch.start();
  const { start, say, element, marked, address, facts, placeName, interpretation, repeated } = sopressSearch;
  const PAGE = 10, FEW = 7;
  // In the order in which staff think of them, with the name in the address.
  const FILTERS = [["role", "role"], ["department", "department"], ["kind", "type"], ["status", "status"], ["review", "review"], ["tag", "tag"]];
  // The most urgent first.
  const URGENT = ["overdue", "due-today", "due-soon", "changed-since-review", "never-reviewed", "no-review-date", "reviewed", "exempt"];
  const called = (name, value) => (name === "review" ? say(`state.${value}`) : value);

  let filters = {}, withWithdrawn = false, asked = 0, timer, unfolded = new Set();
  const status = element("p", { class: "search-summary", role: "status", "aria-live": "polite" });
  const help = element("div", { class: "search-help" });
  const results = element("ol", { class: "search-results" });
  const more = element("button", { type: "button", class: "search-more", hidden: true });
  const choices = element("div", { class: "search-choices" });
  const withdrawnBox = element("input", { type: "checkbox", id: "search-withdrawn" });
  const summary = element("summary", {});
  const aside = element("details", { class: "search-filters" }, summary, choices);

  const readAddress = () => {
    const given = new URLSearchParams(location.search);
    input.value = given.get("q") ?? "";
    filters = Object.fromEntries(FILTERS.map(([name, parameter]) => [name, given.getAll(parameter)]));
    withWithdrawn = withdrawnBox.checked = given.get("withdrawn") === "1";
  };
  const writeAddress = () => {
    const given = new URLSearchParams();
    if (input.value.trim()) given.set("q", input.value.trim());
    for (const [name, parameter] of FILTERS) for (const value of filters[name]) given.append(parameter, value);
    if (withWithdrawn) given.set("withdrawn", "1");
    const address = new URL(location.href);
    address.search = given.toString();
    try {
      history.replaceState(null, "", address);
    } catch { /* some browsers refuse this for files; the results still show */ }
  };

  function result(card) {
    const places = card.sections.filter((place) => placeName(place).length);
    return element("li", {},
      element("article", { class: "search-result", "data-search-result": true },
        element("h2", { class: "search-title" }, element("a", { href: address(card.url) }, ...marked(card.title))),
        facts(card),
        card.aliases.length ? element("p", { class: "search-alias" }, say("alias"), " ", ...marked(card.aliases[0])) : null,
        card.excerpt.length ? element("p", { class: "search-excerpt" }, ...marked(card.excerpt)) : null,
        places.length ? element("ul", { class: "search-sections", "aria-label": say("sections") },
          ...places.map((place) => element("li", {}, element("a", { href: address(place.url) }, ...placeName(place))))) : null));
  }

  async function listMore(found, turn) {
    const from = Math.max(0, results.children.length - found.named.length);
    const shown = await sopressSearch.show(found, PAGE, from);
    if (turn !== asked) return;
    results.append(...shown.map(result));
    const left = found.total - results.children.length;
    more.hidden = left <= 0;
    more.textContent = say("more", { count: Math.min(left, PAGE) });
    more.onclick = async () => {
      const next = results.children.length;
      await listMore(found, turn);
      results.children[next]?.querySelector("a").focus();
    };
  }

  async function helpFor(found) {
    const parts = [];
    const query = input.value.trim();
    const near = await sopressSearch.documents(found.near);
    if (near.length) {
      parts.push(element("p", {}, say("nearest")), element("ul", {}, ...near.map((card) => element("li", {}, element("a", { href: address(card.url) }, card.id ? `${card.id} ${card.title}` : card.title)))));
    }
    if (found.suggestions.length) {
      parts.push(element("p", { class: "search-suggested" }, say("suggest"), ...found.suggestions.map((word) => {
        const take = element("button", { type: "button", class: "search-clear" }, word);
        take.onclick = () => { input.value = word; input.focus(); update(); };
        return take;
      })));
    }
    if (!found.total && query) {
      const isFiltered = Object.values(filters).some((values) => values.length);
      if (isFiltered) {
        const clear = element("button", { type: "button", class: "search-clear" }, say("filters-clear"));
        clear.onclick = () => { filters = Object.fromEntries(FILTERS.map(([name]) => [name, []])); update(); };
        parts.push(element("p", {}, say("none-filters"), " ", clear));
      } else if (!near.length && !found.hidden) {
        parts.push(element("p", {}, ...(found.suggestions.length ? [] : [say("none-help"), " "]), element("a", { href: address("index-a-z.html") }, say("none-index")), "."));
      }
    }
    if (found.hidden) {
      const ask = element("button", { type: "button", class: "search-clear" }, say("withdrawn-show"));
      ask.onclick = () => { withdrawnBox.checked = true; withdrawnBox.dispatchEvent(new Event("change")); withdrawnBox.focus(); };
      parts.push(element("p", {}, say("hidden", { count: found.hidden }), " ", ask));
    }
    help.replaceChildren(...parts);
  }

  function facet({ name, values }) {
    const chosen = filters[name];
    const listed = values.filter(({ value, count }) => count || chosen.includes(value))
      .sort((a, b) => chosen.includes(b.value) - chosen.includes(a.value) || (name === "review" ? URGENT.indexOf(a.value) - URGENT.indexOf(b.value) : 0) || b.count - a.count || called(name, a.value).localeCompare(called(name, b.value)));
    if (listed.length < 2 && !chosen.length) return null;
    const isWhole = unfolded.has(name) || listed.length <= FEW + 1;
    const rows = listed.slice(0, isWhole ? undefined : FEW).map(({ value, count }) => {
      const check = element("input", { type: "checkbox", name, value });
      check.checked = chosen.includes(value);
      check.onchange = () => {
        filters[name] = check.checked ? [...chosen, value] : chosen.filter((one) => one !== value);
        update({ name, value });
      };
      return element("label", { class: "search-choice" }, check, element("span", { class: "search-value" }, called(name, value)), element("span", { class: "search-count" }, String(count)));
    });
    if (!isWhole) {
      const rest = element("button", { type: "button", class: "search-clear" }, say("filters-more", { count: listed.length - FEW }));
      rest.onclick = () => {
        unfolded.add(name);
        const made = facet({ name, values });
        rest.closest("fieldset").replaceWith(made);
        made.querySelectorAll("input")[FEW].focus();
      };
      rows.push(rest);
    }
    return element("fieldset", {}, element("legend", {}, say(`filter.${name}`)), ...rows);
  }

  // Its files are loaded only if the filters are visible.
  async function listFilters(found, turn, keep) {
    const chosen = Object.values(filters).flat().length;
    summary.textContent = chosen ? say("filters-chosen", { count: chosen }) : say("filters");
    aside.ontoggle = () => { if (aside.open && turn === asked) listFilters(found, turn, keep); };
    if (!aside.open) return;
    aside.ontoggle = null;
    const counts = await sopressSearch.counts(found);
    if (turn !== asked) return;
    const order = (one) => FILTERS.findIndex(([name]) => name === one.name);
    choices.replaceChildren(...counts.sort((a, b) => order(a) - order(b)).map(facet).filter(Boolean));
    aside.hidden = !choices.children.length;
    const kept = keep && [...choices.querySelectorAll("input")].find(({ name, value }) => name === keep.name && value === keep.value);
    kept?.focus();
  }

  async function update(keep) {
    const turn = ++asked;
    writeAddress();
    const query = input.value;
    const isFiltered = Object.values(filters).some((values) => values.length);
    await start();
    const found = await sopressSearch.search(query, { filters, withWithdrawn });
    if (turn !== asked) return;
    if (!query.trim() && !isFiltered) {
      results.replaceChildren();
      help.replaceChildren();
      more.hidden = true;
      status.textContent = say("ask");
    } else {
      const old = results.children;
      const shown = [...old];
      results.replaceChildren();
      await listMore(found, turn);
      if (turn !== asked) return void (results.children.length || results.append(...shown));
      const told = interpretation({ ...found, suggestions: [] });
      const typed = repeated(query);
      const summed = found.total ? say(found.corrections.length ? "counted" : typed ? "found" : "listed", { count: found.total, query: typed }) : say(found.hidden ? "none-hidden" : "none", { query: typed });
      status.replaceChildren(...(found.near.length ? [say("no-number"), " "] : []), summed, ...(told ? [" ", element("span", { class: "search-note" }, told)] : []));
      await helpFor(found);
    }
    await listFilters(found, turn, keep);
  }

  const soon = () => {
    clearTimeout(timer);
    sopressSearch.start().then(() => sopressSearch.search(input.value)).catch(() => {});
    timer = setTimeout(update, 120);
  };

  async function open() {
    await start();
    page.querySelector("[data-search-fallback]")?.remove();
    const withdrawn = element("label", { class: "search-withdrawn", for: withdrawnBox.id }, withdrawnBox, say("withdrawn"));
    aside.open = matchMedia("(min-width: 60rem)").matches;
    summary.textContent = say("filters");
    page.append(element("div", { class: "search-columns" }, element("div", { class: "search-side" }, aside, withdrawn), element("div", { class: "search-main" }, status, help, results, more)));
    const typed = input.value;
    readAddress();
    if (typed) input.value = typed;
    await update();
  }
  input.addEventListener("input", soon);
  form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(timer); update(); });
  withdrawnBox.addEventListener("change", () => { withWithdrawn = withdrawnBox.checked; update(); });
  window.addEventListener("popstate", () => { readAddress(); update(); });
  await open();
})().catch((error) => console.error(error));
