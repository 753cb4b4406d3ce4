// The search in a real browser, over HTTP and from a folder. Builds a small site of its own: the
// theme's search scripts, the index of tests/search/library.json, a page below the root and the
// search page. Needs playwright-core and axe-core (NODE_PATH or node_modules) and a Chromium (CHROMIUM).
import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { built } from "../search/reader.mjs";

const require = createRequire(process.env.NODE_PATH ? join(process.env.NODE_PATH, "x.js") : import.meta.url);
const { chromium } = require("playwright-core");
const axe = require("axe-core").source;
const root = fileURLToPath(new URL("../../", import.meta.url));
const shots = process.env.SHOTS;
const POLICY = "default-src 'self'";

const library = JSON.parse(readFileSync(join(root, "tests/search/library.json"), "utf8"));
const site = built(library, { synonyms: [["PPE", "personal protective equipment"]] });
cpSync(join(root, "themes/standard/assets"), join(site, "assets"), { recursive: true });
const catalogue = readFileSync(join(root, "tests/search/catalogue.json"), "utf8");
writeFileSync(join(site, "assets/search-catalogue.js"), `sopressSearch.catalogue(${catalogue})`);
writeFileSync(join(site, "assets/page.css"), `
:root { color-scheme: light dark; --ink: #1c1f23; --paper: #fff; --line: #dcdee2; --accent: #1d5fa8; --muted: #5b6068; --surface: #f3f5f7; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --paper: #15181c; --line: #33383f; --accent: #8ab8ef; --muted: #a2a8b1; --surface: #20252b; --overdue: #f0958c; --due: #e0b36a; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.6 system-ui, sans-serif; }
header, main { padding: 0.8rem clamp(1rem, 4vw, 3rem); } header { border-bottom: 1px solid var(--line); display: flex; flex-wrap: wrap; gap: .5rem 2rem; align-items: center; }
header form { flex: 1 1 20rem; max-width: 32rem; } .hidden { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }`);
const page = (way, body, extra = "") => `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}"><title>Search test</title>
<link rel="stylesheet" href="${way}assets/page.css"><link rel="stylesheet" href="${way}assets/search.css"></head>
<body><header><strong>Operations handbook</strong>
<form role="search" aria-label="All pages" action="${way}search.html"><label class="hidden" for="q">Search the procedures</label><input type="search" id="q" name="q" placeholder="Search"></form></header>
${body}<script src="${way}assets/search.js" defer data-root="${way}"></script>${extra}</body></html>`;
const plain = page("../", `<main><h1>Cleaning the autoclave</h1><p>The autoclave is cleaned each week.</p><p><a href="#end">On</a></p></main>`);
for (const { url } of [...library, { url: "docs/page.html" }]) {
  mkdirSync(join(site, url, ".."), { recursive: true });
  writeFileSync(join(site, url), url.includes("/") ? plain : plain.replaceAll('"../', '"'));
}
writeFileSync(join(site, "search.html"), page("", `<main data-search-page><h1>Search</h1>
<form role="search" action="search.html"><label for="query">Words or a document number</label><input type="search" id="query" name="q"></form>
<p data-search-fallback>The search needs JavaScript. <a href="a-z.html">All documents from A to Z</a></p></main>`, `<script src="assets/search-page.js" defer></script>`));

const TYPES = { html: "text/html", js: "text/javascript", css: "text/css" };
const server = createServer((request, response) => {
  const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
  if (path === "/favicon.ico") return response.writeHead(204).end();
  try {
    const bytes = readFileSync(join(site, path));
    response.writeHead(200, { "Content-Type": TYPES[path.split(".").pop()], "Content-Security-Policy": POLICY }).end(bytes);
  } catch {
    response.writeHead(404).end();
  }
});
let browser;
before(async () => {
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"] });
});
after(async () => {
  await browser?.close();
  server.close();
});

const places = { http: () => `http://127.0.0.1:${server.address().port}/`, folder: () => `${pathToFileURL(site).href}/` };
for (const [name, base] of Object.entries(places)) {
  const visit = async (path, run, options = {}) => {
    const context = await browser.newContext({ viewport: { width: 1200, height: 850 }, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(8000);
    const faults = [], foreign = [];
    page.on("console", (message) => { if (message.type() === "error") faults.push(message.text()); });
    page.on("pageerror", (error) => faults.push(String(error)));
    page.on("request", (request) => { if (!request.url().startsWith(base().replace(/\/$/, ""))) foreign.push(request.url()); });
    try {
      await page.goto(base() + path);
      await run(page);
      assert.deepEqual(faults, []);
      assert.deepEqual(foreign, []);
    } finally {
      await context.close();
    }
  };
  const shot = (page, what) => shots && name === "http" ? page.screenshot({ path: join(shots, `${what}.png`) }) : null;
  const isAccessible = async (page) => {
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => axe.run({ preload: false }));
    assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]), []);
  };
  const type = async (page, text) => {
    await page.locator("header input").click();
    await page.keyboard.type(text);
  };

  describe(`over ${name}`, { timeout: 120_000 }, () => {
    test("results come as the reader types, from a page below the root", () => visit("docs/page.html", async (page) => {
      await type(page, "calibr");
      await page.waitForSelector("[data-search-result]");
      const first = page.locator("[data-search-result]").first();
      assert.match(await first.innerText(), /Calibration of balances\s+SOP-LAB-001\s*version 2\.1\s*Laboratory\s*reviewed/);
      assert.equal(await first.locator("mark").first().innerText(), "Calibration");
      assert.match(await page.locator('[role="status"]').first().innerText(), /^\d+ results?\. Use the arrow keys/);
      await page.keyboard.press("ArrowDown");
      await isAccessible(page);
      await shot(page, "box");
    }));

    test("the keyboard is enough", () => visit("docs/page.html", async (page) => {
      await type(page, "fire ev");
      await page.waitForSelector("[data-search-result]");
      const input = page.locator("header input");
      assert.equal(await input.getAttribute("aria-expanded"), "true");
      await page.keyboard.press("ArrowDown");
      const active = await input.getAttribute("aria-activedescendant");
      assert.equal(await page.locator(`#${active}`).getAttribute("aria-selected"), "true");
      await page.keyboard.press("ArrowUp");
      assert.equal(await input.getAttribute("aria-activedescendant"), null);
      await page.keyboard.press("Escape");
      assert.equal(await page.locator(".search-panel").isVisible(), false);
      assert.equal(await input.inputValue(), "fire ev");
      await page.keyboard.press("ArrowDown");
      await page.waitForSelector("[data-search-result]");
      await page.keyboard.press("ArrowDown");
      await Promise.all([page.waitForURL(/fire-evacuation\.html/), page.keyboard.press("Enter")]);
    }));

    test("Enter without a choice leads to the search page", () => visit("docs/page.html", async (page) => {
      await type(page, "capa");
      await Promise.all([page.waitForURL(/search\.html\?q=capa$/), page.keyboard.press("Enter")]);
      await page.waitForSelector("article[data-search-result]");
      assert.match(await page.locator("article").first().innerText(), /Corrective and preventive action/);
      assert.match(await page.locator("article").first().innerText(), /Also called CAPA/);
      assert.equal(await page.locator("[data-search-fallback]").count(), 0);
    }));

    test("a misspelling is understood and said", () => visit("docs/page.html", async (page) => {
      await type(page, "calibartion ");
      await page.waitForSelector("[data-search-result]");
      assert.equal(await page.locator(".search-panel .search-note").innerText(), "Results for “calibration” instead of “calibartion”.");
    }));

    test("a letter typed outside of the box does nothing", () => visit("docs/page.html", async (page) => {
      await page.keyboard.press("/");
      await page.keyboard.press("s");
      assert.equal(await page.evaluate(() => document.activeElement.tagName), "BODY");
    }));

    test("filters narrow, count, and stand in the address", () => visit("search.html?q=equipment", async (page) => {
      await page.waitForSelector("article[data-search-result]");
      const all = await page.locator("article").count();
      await isAccessible(page);
      await shot(page, "page");
      const safety = page.locator('label.search-choice:has-text("Health and safety")');
      const count = Number(await safety.locator(".search-count").innerText());
      await safety.locator("input").check();
      await page.waitForFunction((count) => document.querySelectorAll("article").length === count, count);
      assert.ok(count > 0 && count < all);
      assert.match(page.url(), /\?q=equipment&department=Health\+and\+safety$/);
      assert.equal(await page.evaluate(() => document.activeElement.value), "Health and safety");
      await page.reload();
      await page.waitForFunction((count) => document.querySelectorAll("article").length === count, count);
      await shot(page, "filtered");
    }));

    test("withdrawn documents are shown when asked for", () => visit("search.html?q=thermometers", async (page) => {
      await page.waitForSelector(".search-help p");
      assert.match(await page.locator(".search-help").innerText(), /1 withdrawn document matches/);
      await shot(page, "none");
      await page.locator(".search-help button").click();
      await page.waitForSelector("article[data-search-result]");
      assert.match(await page.locator("article").innerText(), /retired/);
      assert.match(page.url(), /withdrawn=1/);
    }));

    test("a review that ran out since the build is overdue", () => visit("search.html?q=internal+audit", async (page) => {
      await page.waitForSelector("article[data-search-result]");
      assert.equal(await page.locator("article .state-overdue").first().innerText(), "review overdue");
    }));

    test("a number that does not exist shows its neighbours", () => visit("search.html?q=SOP-SAL-044", async (page) => {
      await page.waitForSelector(".search-help li");
      assert.match(await page.locator(".search-help").innerText(), /SOP-SAL-003 Renewing contracts/);
    }));

    test("a word too far from any is met with suggestions", () => visit("search.html?q=evcautoin", async (page) => {
      await page.locator(".search-suggested button", { hasText: "evacuation" }).click();
      await page.waitForSelector("article[data-search-result]");
      assert.match(page.url(), /\?q=evacuation$/);
    }));

    test("on a phone and in the dark the list stays on the screen", () => visit("docs/page.html", async (page) => {
      await type(page, "customer");
      await page.waitForSelector("[data-search-result]");
      const box = await page.locator(".search-panel").boundingBox();
      const input = await page.locator("header input").boundingBox();
      assert.ok(box.x >= 0 && box.x + box.width <= 390 && box.y >= input.y + input.height, JSON.stringify(box));
      await isAccessible(page);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
      await shot(page, "box-phone-dark");
      await page.goto(base() + "search.html?q=customer");
      await page.waitForSelector("article[data-search-result]");
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
      await isAccessible(page);
      await shot(page, "page-phone-dark");
    }, { viewport: { width: 390, height: 800 }, colorScheme: "dark", hasTouch: true }));

    test("without JavaScript the form leads to the page with the A–Z", () => visit("docs/page.html", async (page) => {
      await page.locator("header input").fill("audit");
      await Promise.all([page.waitForURL(/search\.html\?q=audit/), page.keyboard.press("Enter")]);
      assert.equal(await page.locator("[data-search-fallback] a").getAttribute("href"), "a-z.html");
    }, { javaScriptEnabled: false }));
  });
}
