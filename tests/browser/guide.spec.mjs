// The guide, built by sopress itself, in a real browser: every page, its links and its search.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { open, root, sharedBrowser } from "./site.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let guide, browser;
before(async () => {
  guide = await open(join(root, "docs/guide"));
  browser = await sharedBrowser();
});
after(async () => {
  await browser?.close();
  guide?.close();
});

async function visit(run) {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const faults = [];
  page.on("console", (message) => { if (message.type() === "error" && !message.location().url.endsWith("/favicon.ico")) faults.push(message.text()); });
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("request", (request) => { if (!request.url().startsWith(guide.origin)) faults.push(request.url()); });
  try {
    await run(page);
    assert.deepEqual(faults, []);
  } finally {
    await context.close();
  }
}

test("every part of the guide is a page", () => {
  for (const part of ["index", "writing", "reviewing", "publishing", "theming", "editors", ...["mkdocs", "mdbook", "docusaurus", "tech-docs-template", "word"].map((from) => `moving/${from}`)]) {
    assert.ok(guide.routes.includes(`${part}.html`), part);
  }
});

test("its pages are accessible and run without errors", { timeout: 180_000 }, () => visit(async (page) => {
  for (const route of guide.routes.filter((route) => route.endsWith(".html") && route !== "404.html")) {
    await page.goto(guide.url(route));
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => axe.run({ preload: false }));
    assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]), [], route);
  }
}));

test("its links lead somewhere", { timeout: 120_000 }, () => visit(async (page) => {
  const ids = new Map();
  const idsOf = (route) => {
    if (!ids.has(route)) ids.set(route, new Set([...guide.text(route).matchAll(/ id="?([^"\s>]+)/g)].map((match) => match[1])));
    return ids.get(route);
  };
  for (const route of guide.routes.filter((route) => route.endsWith(".html") && route !== "404.html")) {
    await page.goto(guide.url(route));
    const links = await page.evaluate(() => [...document.querySelectorAll("a[href]")].map((link) => link.href));
    for (const link of links.filter((link) => link.startsWith(guide.base))) {
      const [path, anchor] = decodeURIComponent(link.slice(guide.base.length)).split("?")[0].split("#");
      const target = path === "" || path.endsWith("/") ? `${path}index.html` : path;
      assert.ok(guide.routes.includes(target), `${route}: ${link}`);
      if (anchor && target.endsWith(".html")) assert.ok(idsOf(target).has(anchor), `${route}: ${link}`);
    }
  }
}));

test("its search finds the page that answers", () => visit(async (page) => {
  for (const [query, route] of [["review cycle", "reviewing.html"], ["github pages", "publishing.html"], ["mkdocs", "moving/mkdocs.html"], ["decision yes no step", "writing.html"]]) {
    await page.goto(guide.url(`search.html`) + `?q=${encodeURIComponent(query)}`);
    await page.waitForSelector("article[data-search-result]");
    const found = await page.locator("article h2 a").evaluateAll((links) => links.slice(0, 3).map((link) => link.href));
    assert.ok(found.includes(guide.url(route)), `${query}: ${found}`);
  }
}));
