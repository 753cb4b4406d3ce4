// The preview's script: shows the findings of this page, and updates the page when it changes, keeping
// the scroll position and what is expanded. If only <main> changed and every script of the page says
// which part it works on (data-part), <main> is replaced; otherwise the page is reloaded.
(() => {
  "use strict";
  const { frame } = document.currentScript.dataset;
  let { page: version } = document.currentScript.dataset;
  const scrollKey = "sopress-scroll:" + location.pathname;
  const expandedKey = "sopress-expanded:" + location.pathname;
  const openKey = "sopress-panel-open";
  const scripts = [...document.querySelectorAll('script[src]:not([src^="/-/"])')];
  let isLeaving = false;
  let asked = 0;

  const store = (key, value) => {
    try {
      sessionStorage.setItem(key, value);
    } catch {
      // Storage may be blocked; the page is reloaded all the same.
    }
  };
  const load = (key, isOnce) => {
    try {
      const value = sessionStorage.getItem(key);
      if (isOnce) sessionStorage.removeItem(key);
      return value;
    } catch {
      return null;
    }
  };

  // Every <details> by its summary and its number among those with the same summary.
  const allDetails = (within) => {
    const seen = new Map();
    return [...within.querySelectorAll("details:not(.sopress-live)")].map((details) => {
      const summary = details.querySelector("summary")?.textContent.trim() ?? "";
      const number = (seen.get(summary) ?? 0) + 1;
      seen.set(summary, number);
      return [number + " " + summary, details];
    });
  };
  const states = (within) => allDetails(within).map(([name, details]) => [name, details.open]);
  const restoreStates = (within, saved) => {
    const before = new Map(saved);
    for (const [name, details] of allDetails(within)) {
      if (before.has(name) && details.open !== before.get(name)) details.open = before.get(name);
    }
  };
  const expanded = load(expandedKey, true);
  if (expanded !== null) restoreStates(document, JSON.parse(expanded));

  const scroll = load(scrollKey, true);
  if (scroll !== null) {
    const [left, top] = scroll.split(",").map(Number);
    const restore = () => scrollTo({ left, top, behavior: "instant" });
    restore();
    addEventListener("load", () => requestAnimationFrame(restore), { once: true });
  }

  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = "/-/live.css";
  document.head.append(style);

  const make = (name, className, text) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  };
  const count = (number, word) => number + " " + word + (number === 1 ? "" : "s");
  const counts = (by) =>
    ["error", "warning", "hint"]
      .filter((severity) => by[severity] > 0)
      .map((severity) => count(by[severity], severity))
      .join(", ");

  const item = (finding) => {
    const entry = make("li", "sopress-live-" + finding.severity);
    const title = make("p", "sopress-live-title");
    title.append(make("strong", "", finding.severity), " ", finding.message);
    entry.append(title, make("p", "sopress-live-place", finding.place + " · " + finding.code));
    if (finding.snippet) entry.append(make("pre", "", finding.snippet));
    if (finding.help) entry.append(make("p", "sopress-live-help", finding.help));
    return entry;
  };

  const readingTitle = "How sopress reads this page";
  let panel = null;
  let shown = "";
  const show = (state) => {
    const text = JSON.stringify([state.problem, state.notice, state.reading, state.findings, state.more, state.elsewhere]);
    if (text === shown) return;
    shown = text;
    const old = panel;
    panel = null;
    const elsewhere = counts(state.elsewhere);
    // The error page shows the problem itself.
    const isErrorPage = document.body.classList.contains("sopress-live-page");
    if (isErrorPage) return;
    if (state.problem || state.notice || state.reading || state.findings.length > 0) {
      panel = make("details", "sopress-live");
      panel.open = Boolean(state.problem) || load(openKey) === "yes";
      const by = { error: 0, warning: 0, hint: 0 };
      for (const finding of state.findings) by[finding.severity] += 1;
      const found = state.findings.length > 0 && counts(by) + " on this page";
      const summary = state.problem
        ? "This page is out of date"
        : [found, state.notice].filter(Boolean).join("; ") || readingTitle;
      panel.append(make("summary", state.problem || by.error ? "sopress-live-bad" : "", summary));
      const inside = make("div", "sopress-live-inside");
      if (state.problem) {
        inside.append(make("p", "", "The last good version is shown until this is fixed:"));
        inside.append(make("pre", "sopress-live-problem", state.problem));
      }
      const list = make("ul");
      list.append(...state.findings.map(item));
      if (state.findings.length > 0) inside.append(list);
      if (state.more > 0) inside.append(make("p", "", "and " + state.more + " more"));
      if (elsewhere) inside.append(make("p", "", elsewhere + " elsewhere in the library"));
      if (state.reading) {
        const reading = make("details", "sopress-live-reading");
        reading.open = !found && !state.problem;
        reading.append(make("summary", "", readingTitle), make("pre", "", state.reading));
        inside.append(reading);
      }
      panel.append(inside);
      panel.setAttribute("role", "region");
      panel.setAttribute("aria-label", "Preview");
      panel.addEventListener("toggle", (event) => {
        if (!state.problem && event.target === panel) store(openKey, panel.open ? "yes" : "no");
      });
    }
    if (old) old.remove();
    if (panel) document.body.append(panel);
  };

  const replaceMain = (text) => {
    const old = document.querySelector("main");
    const made = new DOMParser().parseFromString(text, "text/html").querySelector("main");
    if (!old || !made || scripts.some((script) => !script.dataset.part)) return false;
    const [left, top, focused] = [scrollX, scrollY, old.contains(document.activeElement)];
    const id = focused && document.activeElement.id;
    restoreStates(made, states(old));
    old.replaceWith(made);
    if (id) document.getElementById(id)?.focus({ preventScroll: true });
    scrollTo({ left, top, behavior: "instant" });
    scripts.forEach((script, at) => {
      if (script.dataset.part !== "main") return;
      const again = document.createElement("script");
      for (const { name, value } of script.attributes) again.setAttribute(name, value);
      again.async = false;
      script.replaceWith(again);
      scripts[at] = again;
    });
    return true;
  };

  const ask = async () => {
    const request = ++asked;
    try {
      const query = new URLSearchParams({ page: location.pathname, version, frame });
      const response = await fetch("/-/state?" + query);
      const state = await response.json();
      if (request !== asked || isLeaving) return;
      if (state.version && state.version !== version) {
        if (state.main === null || !replaceMain(state.main)) {
          isLeaving = true;
          store(scrollKey, scrollX + "," + scrollY);
          store(expandedKey, JSON.stringify(states(document)));
          location.reload();
          return;
        }
        version = state.version;
      }
      show(state);
    } catch {
      // The preview has ended or restarts; its next event brings the state.
    }
  };

  const listen = () => {
    if (typeof SharedWorker === "function") {
      const worker = new SharedWorker("/-/worker.js");
      worker.port.onmessage = ask;
      worker.port.start();
      addEventListener("pagehide", () => worker.port.postMessage("gone"));
    } else {
      const source = new EventSource("/-/events");
      source.onmessage = ask;
      // Once closed, it does not reconnect by itself.
      source.onerror = () => {
        if (source.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
      };
    }
  };
  listen();
  // After a return from the back-forward cache, the port is closed and the page may be out of date.
  addEventListener("pageshow", (event) => {
    if (event.persisted) {
      listen();
      ask();
    }
  });
  ask();
})();
