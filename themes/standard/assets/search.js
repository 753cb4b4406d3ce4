// The search box on every page, until it is used. The page contains:
//   <form role="search" action="{root}search.html">
//     <input type="search" name="q" aria-label="…" autocomplete="off"> <button>…</button>
//   </form>
//   <script src="{root}assets/search.js" defer data-root="{root}"></script>
// `data-root` is the relative path to the root of the site, "" or "../". Without this script the
// form leads to search.html, which links to the A–Z index.
//
// Everything else is loaded when a box gets the focus: search.css, the list and the engine
// (search-all.js, the other scripts of the search in one file), the words of the interface
// (search-catalogue.js) and search/current.js.
(() => {
  "use strict";
  const script = document.currentScript;
  const root = new URL(script.dataset.root || "./", document.baseURI);
  const NAMES = ["search-all.js", "search-catalogue.js"];

  const added = (element) => new Promise((resolve, reject) => {
    element.onload = resolve;
    element.onerror = () => reject(new Error(`could not load ${element.src || element.href}`));
    document.head.append(element);
  });
  // In the order in which they are loaded.
  const loadFrom = (src) => {
    const element = Object.assign(document.createElement("script"), { src, async: false });
    return added(element).then(() => element.remove());
  };
  const load = (path) => loadFrom(new URL(path, root));
  const style = () => document.querySelector('link[href$="/search.css"], link[href="assets/search.css"]')
    || added(Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL("search.css", script.src) }));

  let started;
  const start = () => started ||= Promise.all([style(), ...NAMES.map((name) => loadFrom(new URL(name, script.src))), load("search/current.js")])
    .catch((error) => { started = null; throw error; });

  window.sopressSearch = { root, load, start };
  const wake = () => start().catch((error) => console.error(error));
  for (const input of document.querySelectorAll('form[role="search"] input[type="search"]')) {
    input.addEventListener("focus", wake);
    if (document.activeElement === input) wake();
  }
})();
