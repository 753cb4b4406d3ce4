// The search in a real browser, over HTTP and from a folder, in a site that the program builds of
// the documents in tests/search/library.json. SHOTS names a folder for pictures.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { open, root, sharedBrowser } from "./site.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const shots = process.env.SHOTS;

// A library of Markdown files, as staff would write it.
function written(entries) {
  const folder = mkdtempSync(join(tmpdir(), "search-library-"));
  const put = (path, text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  put("sopress.toml", '[site]\ntitle = "Operations handbook"\nbase_url = "https://example.org/"\n');
  put("glossary.toml", '[[terms]]\nterm = "personal protective equipment"\nabbreviation = "PPE"\ndefinition = "What protects you."\n');
  for (const entry of entries) {
    const kind = { procedure: "sop" }[entry.kind] ?? entry.kind;
    const facts = { id: entry.id, title: entry.title, type: kind, version: entry.version, status: entry.is_withdrawn ? "retired" : "effective", owner: entry.roles[0], department: entry.department, aliases: entry.aliases, audience: entry.roles, tags: entry.tags, effective: "2026-01-05", last_reviewed: "2026-03-01", review_due: entry.review_due };
    const front = Object.entries(facts).filter(([, value]) => value).map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`);
    const body = entry.sections.map(({ anchor, heading, text }) => `${heading ? `## ${heading} {#${anchor}}\n\n` : ""}${text}\n\n`);
    put(`sops/${entry.url.replace(/html$/, "md")}`, `---\n${front.join("")}---\n\n${body.join("")}`);
  }
  put("sops/health-and-safety/shutting-down-the-boiler.md", "---\nid: SOP-HS-090\ntitle: Shutting down the boiler\ntype: sop\nversion: \"1.0\"\nstatus: effective\nowner: technician\neffective: 2026-01-05\nlast_reviewed: 2026-03-01\n---\n\n## Procedure\n\n1. **Technician:** Ring the shift leader.\n2. **Technician:** Switch off the pump at the main valve. {#valve}\n3. **Technician:** Hang the red tag on the door, then stop.\n");
  put("sops/health-and-safety/lighting-candles.md", "---\nid: SOP-HS-091\ntitle: Lighting candles\ntype: sop\nversion: \"1.0\"\nstatus: approved\nowner: technician\neffective: 2026-12-24\nlast_reviewed: 2026-11-01\n---\n\nWith a match.\n");
  return folder;
}

let site, browser;
before(async () => {
  const folder = written(JSON.parse(readFileSync(join(root, "tests/search/library.json"), "utf8")));
  site = await open(folder);
  rmSync(folder, { recursive: true });
  browser = await sharedBrowser();
});
after(async () => {
  await browser?.close();
  site?.close();
});

const DOCUMENT = "laboratory/cleaning-the-autoclave.html";
const places = { http: () => site.base, folder: () => `${pathToFileURL(site.out).href}/` };
for (const [name, base] of Object.entries(places)) {
  const visit = async (path, run, { now, ...options } = {}) => {
    const context = await browser.newContext({ viewport: { width: 1200, height: 850 }, ...options });
    const page = await context.newPage();
    if (now) await page.clock.setFixedTime(new Date(now));
    page.setDefaultTimeout(8000);
    const faults = [], foreign = [];
    page.on("console", (message) => { if (message.type() === "error" && !message.location().url.endsWith("/favicon.ico")) faults.push(message.text()); });
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
  // Results appear while the reader types; those for the whole text come last.
  const says = async (locator, pattern) => {
    let text = "";
    for (const until = Date.now() + 10_000; Date.now() < until && !pattern.test(text);) {
      text = await locator.innerText({ timeout: 10_000 }).catch(() => "");
      if (!pattern.test(text)) await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.match(text, pattern);
  };

  describe(`over ${name}`, { timeout: 300_000 }, () => {
    test("results come as the reader types, from a page below the root", () => visit(DOCUMENT, async (page) => {
      await type(page, "calibr");
      const first = page.locator("[data-search-result]").first();
      await says(first, /Calibration of balances\s+SOP-LAB-001\s*version 2\.1\s*Laboratory\s*not due/);
      assert.equal(await first.locator("mark").first().innerText(), "Calibration");
      assert.match(await page.locator('[role="status"]').first().innerText(), /^\d+ results?\. Use the arrow keys/);
      await page.keyboard.press("ArrowDown");
      await isAccessible(page);
      await shot(page, "box");
    }));

    test("the keyboard is enough", () => visit(DOCUMENT, async (page) => {
      await type(page, "fire ev");
      await page.waitForSelector("[data-search-result]");
      // The list is drawn again when the excerpts of its results have been loaded.
      await page.waitForLoadState("networkidle");
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

    test("a role is found by its name and leads to its page", () => visit(DOCUMENT, async (page) => {
      await type(page, "technician");
      const first = page.locator("[data-search-result]").first();
      await says(first, /^technician\s+Role$/i);
      await page.goto(base() + "search.html?q=technician");
      const article = page.locator("article[data-search-result]").first();
      await article.waitFor();
      const count = Number((await page.locator(".search-summary").innerText()).match(/^\d+/)[0]);
      assert.equal(await page.locator("article").count(), count);
      assert.equal(new Set(await page.locator("article h2 a").evaluateAll((links) => links.map(({ href }) => href))).size, count);
      await article.locator("a").first().click();
      await page.waitForURL(/roles\/technician\.html$/);
    }));

    test("Enter without a choice leads to the search page", () => visit(DOCUMENT, async (page) => {
      await type(page, "capa");
      await Promise.all([page.waitForURL(/search\.html\?q=capa$/), page.keyboard.press("Enter")]);
      await page.waitForSelector("article[data-search-result]");
      assert.match(await page.locator("article").first().innerText(), /Corrective and preventive action/);
      assert.match(await page.locator("article").first().innerText(), /Also known as CAPA/);
      assert.equal(await page.locator("[data-search-fallback]").count(), 0);
    }));

    test("a misspelling is corrected, and the correction shown", () => visit(DOCUMENT, async (page) => {
      await type(page, "calibartion ");
      const note = page.locator(".search-panel .search-note", { hasText: "Showing results for “calibration” instead of “calibartion”." });
      await note.waitFor();
    }));

    test("a letter typed outside the box does nothing", () => visit(DOCUMENT, async (page) => {
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

    for (const [now, state] of [["2026-11-22T12:00:00Z", "not due"], ["2027-02-20T12:00:00Z", "due soon"], ["2027-03-01T12:00:00Z", "due today"], ["2027-03-02T12:00:00Z", "overdue"]]) {
      test(`a review that is due on 1 March is ${state} on ${now.slice(0, 10)}`, () => visit("search.html?q=SOP-LAB-001", async (page) => {
        await page.waitForSelector("article[data-search-result]");
        assert.equal(await page.locator("article .state").first().innerText(), state);
      }, { now }));
    }

    test("a result links to its section", () => visit("search.html?q=red+label+quarantine", async (page) => {
      await page.locator(".search-sections a", { hasText: "Quarantine" }).first().click();
      await page.waitForURL(/receiving-goods\.html#quarantine$/);
    }));

    test("a result links to the step that answers", () => visit(DOCUMENT, async (page) => {
      await type(page, "switch off main valve");
      const first = page.locator("[data-search-result]").first();
      await says(first, /Shutting down the boiler[^]*Procedure, step 2/);
      await page.waitForLoadState("networkidle");
      await page.locator("[data-search-result]").first().click();
      await page.waitForURL(/shutting-down-the-boiler\.html#valve$/);
      assert.equal(await page.locator(":target").count(), 1);
      await page.goto(base() + "search.html?q=switch+off+main+valve");
      await page.locator(".search-sections a", { hasText: "Procedure, step 2" }).click();
      await page.waitForURL(/shutting-down-the-boiler\.html#valve$/);
    }));

    test("no results: a message and help", () => visit("search.html?q=zzqx+qqqq", async (page) => {
      await page.locator(".search-help p").waitFor();
      assert.equal(await page.locator(".search-summary").innerText(), "No results for “zzqx qqqq”.");
      assert.match(await page.locator(".search-help").innerText(), /Try fewer or different words/);
    }));

    test("before a search only one small script of it is loaded", () => visit(DOCUMENT, async (page) => {
      const named = () => page.evaluate(() => [...document.querySelectorAll("script[src], link[href]")].map((element) => element.src || element.href).filter((name) => name.includes("search")));
      assert.deepEqual((await named()).map((path) => path.split("/").pop()), ["search.js"]);
      await type(page, "audit");
      await page.waitForSelector("[data-search-result]");
      assert.deepEqual((await named()).map((path) => path.split("/").pop()), ["search.js", "search.css"]);
    }));

    test("a number that does not exist shows its neighbours", () => visit("search.html?q=SOP-SAL-044", async (page) => {
      await page.waitForSelector(".search-help li");
      assert.match(await page.locator(".search-help").innerText(), /SOP-SAL-003 Renewing contracts/);
    }));

    test("a word unlike any in the library gets suggestions", () => visit("search.html?q=evcautoin", async (page) => {
      await page.locator(".search-suggested button", { hasText: "evacuation" }).click();
      await page.waitForSelector("article[data-search-result]");
      assert.match(page.url(), /\?q=evacuation$/);
    }));

    test("on a phone and in the dark the list stays on the screen", () => visit(DOCUMENT, async (page) => {
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

    for (const width of [1280, 1100, 1000, 900, 800, 700, 600]) test(`in a window of ${width} the list stays in it`, () => visit(DOCUMENT, async (page) => {
      await type(page, "customer");
      await page.waitForSelector("[data-search-result]");
      const box = await page.locator(".search-panel").boundingBox();
      assert.ok(box.x >= 0 && box.x + box.width <= width, JSON.stringify(box));
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
    }, { viewport: { width, height: 800 } }));

    test("what was not found leads on: to the index, to withdrawn documents, to the word that was meant", () => visit(DOCUMENT, async (page) => {
      const leads = (text) => page.locator(".search-panel .search-all", { hasText: text }).getAttribute("href");
      await type(page, "zzqx qqqq");
      assert.match(await leads("A–Z index"), /index-a-z\.html$/);
      await page.locator("header input").fill("thermometers");
      assert.match(await leads("Show 1 withdrawn document"), /search\.html\?q=thermometers&withdrawn=1$/);
      await page.locator("header input").fill("evcautoin ");
      assert.match(await leads("evacuation"), /search\.html\?q=evacuation$/);
    }));

    test("a long query is not repeated at length", () => visit(`search.html?q=${"x".repeat(2000)}`, async (page) => {
      await page.locator(".search-help p").waitFor();
      assert.match(await page.locator(".search-summary").innerText(), /^No results for “x{79}…”\.$/);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 1200);
    }));

    for (const [now, status] of [["2026-11-22T12:00:00Z", "approved"], ["2026-12-24T12:00:00Z", ""]]) {
      test(`a document that takes effect on 24 December is “${status || "in force"}” on ${now.slice(0, 10)}`, () => visit("search.html?q=SOP-HS-091", async (page) => {
        await page.waitForSelector("article[data-search-result]");
        assert.deepEqual(await page.locator("article").first().locator(".search-status").allInnerTexts(), status ? [status] : []);
      }, { now }));
    }

    // The choices of a filter on a day, each with its count.
    const choices = async (page, legend) => {
      await page.waitForLoadState("networkidle");
      const texts = await page.locator("fieldset", { has: page.locator("legend", { hasText: legend }) }).locator(".search-choice").allInnerTexts();
      return Object.fromEntries(texts.map((text) => text.toLowerCase().match(/(.+?)\s+(\d+)$/).slice(1, 3)));
    };

    for (const [now, status] of [["2026-11-22T12:00:00Z", "approved"], ["2026-12-24T12:00:00Z", "in force"]]) {
      test(`the filter by status counts a document that takes effect on 24 December as ${status} on ${now.slice(0, 10)}`, () => visit("search.html?q=candles+boiler", async (page) => {
        await page.locator("article", { hasText: "SOP-HS-091" }).waitFor();
        const all = await page.locator("article").count();
        // Where all have one status, there is nothing to choose.
        assert.deepEqual(await choices(page, "Status"), status === "approved" ? { approved: "1", "in force": String(all - 1) } : {});
        await page.goto(base() + `search.html?q=candles&status=${status.replace(" ", "+")}`);
        await page.locator("article", { hasText: "SOP-HS-091" }).waitFor();
      }, { now }));
    }

    for (const [now, state] of [["2026-11-22T12:00:00Z", "not due"], ["2027-02-20T12:00:00Z", "due soon"], ["2027-03-01T12:00:00Z", "due today"], ["2027-03-02T12:00:00Z", "overdue"]]) {
      test(`the filter by review counts what is ${state} on ${now.slice(0, 10)}`, () => visit(`search.html?q=balances&review=${state === "not due" ? "reviewed" : state.replace(" ", "-")}`, async (page) => {
        await page.locator("article", { hasText: "SOP-LAB-001" }).waitFor();
        const shown = await page.locator("article").count();
        assert.equal((await choices(page, "Review"))[state], String(shown));
        assert.deepEqual(await page.locator("article .state").allInnerTexts(), Array(shown).fill(state));
      }, { now }));
    }

    test("on a phone the filters are loaded when they are opened", () => visit("search.html?q=customer", async (page) => {
      await page.waitForSelector("article[data-search-result]");
      await page.waitForLoadState("networkidle");
      assert.equal(await page.locator("fieldset").count(), 0);
      await page.locator(".search-filters summary").click();
      await page.waitForLoadState("networkidle");
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
      await isAccessible(page);
      await shot(page, "filters-phone");
    }, { viewport: { width: 390, height: 800 } }));

    test("without JavaScript the form leads to the page with the A–Z", () => visit(DOCUMENT, async (page) => {
      await page.locator("header input").fill("audit");
      await Promise.all([page.waitForURL(/search\.html\?q=audit/), page.keyboard.press("Enter")]);
      assert.equal(await page.locator("[data-search-fallback] a").getAttribute("href"), "index-a-z.html");
    }, { javaScriptEnabled: false }));
  });
}
