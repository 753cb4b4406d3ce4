// What the site promises, page type by page type, in a real browser.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";

import { HtmlValidate } from "html-validate";
import { open, sharedBrowser } from "./site.mjs";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

let site;
let browser;
let pages;

before(async () => {
  site = await open();
  browser = await sharedBrowser();
  pages = kinds(site);
});

after(async () => {
  await browser?.close();
  site?.close();
});

/** One page of every kind, by its name. */
function kinds({ routes, text }) {
  const html = routes.filter((route) => route.endsWith(".html"));
  const first = (test) => html.find(test);
  const banner = (state) => first((route) => new RegExp(`data-review-banner[^>]*data-state="${state}"`).test(text(route)));
  const found = {
    home: "index.html",
    document: first((route) => route.endsWith("lead-qualification.html")),
    overdue: banner("overdue"),
    neverReviewed: banner("never-reviewed"),
    dueSoon: banner("due-soon"),
    department: first((route) => route.startsWith("departments/")),
    departments: "departments.html",
    roles: "roles.html",
    role: first((route) => /^roles\/[^/]+\.html$/.test(route)),
    handbook: first((route) => route.endsWith("/handbook.html")),
    signOff: first((route) => route.endsWith("/sign-off.html")),
    matrix: first((route) => /^roles\/.*matrix/.test(route)),
    contacts: "contacts.html",
    history: first((route) => /history/.test(route)),
    tags: "tags.html",
    tag: first((route) => route.startsWith("tags/")),
    glossary: "glossary.html",
    index: "index-a-z.html",
    register: "register.html",
    search: "search.html",
    missing: "404.html",
  };
  return Object.fromEntries(
    Object.entries(found).filter(([, route]) => route && routes.includes(route)),
  );
}

/** Visits one page of every kind, three at a time. */
async function everyKind(look) {
  const waiting = Object.entries(pages);
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await look(...next);
  };
  await Promise.all([worker(), worker(), worker()]);
}

/** A page in a context of its own, and every fault in it. */
async function visit(route, options = {}) {
  const { now, ...contextOptions } = options;
  const context = await browser.newContext(contextOptions);
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => {
    const expected =
      message.location().url.endsWith("/favicon.ico") ||
      (route === "404.html" && message.text().includes("404"));
    if (["error", "warning"].includes(message.type()) && !expected) faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("request", (request) => {
    const isOurs = request.url().startsWith(site.origin) || request.url().startsWith("file:");
    if (!isOurs) faults.push(`a request to ${request.url()}`);
  });
  page.on("requestfailed", (request) => faults.push(`no answer: ${request.url()}`));
  if (now) await page.clock.setFixedTime(new Date(now));
  await page.goto(options.address ?? site.url(route), { waitUntil: "load" });
  return { page, faults, close: () => context.close() };
}

test("every page type of the example is there", () => {
  const wanted = ["home", "document", "overdue", "neverReviewed", "department", "tag", "glossary", "index", "register"];
  wanted.push("missing", "search", "roles", "role", "handbook", "signOff");
  for (const kind of wanted) assert.ok(pages[kind], `no page of the kind ${kind}`);
});

const looks = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  phone: { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true },
};

for (const [look, options] of Object.entries(looks)) {
  test(`no accessibility faults and a clean console, ${look}`, async () => {
    const wrong = [];
    await everyKind(async (kind, route) => {
      // The page's own policy would forbid axe.
      const { page, faults, close } = await visit(route, { ...options, bypassCSP: true });
      await page.addScriptTag({ path: axe });
      const { violations } = await page.evaluate(() => globalThis.axe.run(document));
      for (const one of violations) {
        wrong.push(`${kind}: ${one.id}: ${one.nodes.map((node) => node.html).slice(0, 2).join(" ")}`);
      }
      wrong.push(...faults.map((fault) => `${kind}: ${fault}`));
      await close();
    });
    assert.deepEqual(wrong, []);
  });
}

test("no page violates the content security policy or makes a request to another host", async () => {
  const wrong = [];
  await everyKind(async (kind, route) => {
    const { faults, close } = await visit(route);
    wrong.push(...faults.map((fault) => `${kind}: ${fault}`));
    await close();
  });
  assert.deepEqual(wrong, []);
});

test("no page is wider than a phone", async () => {
  await everyKind(async (kind, route) => {
    const { page, close } = await visit(route, looks.phone);
    const [width, room] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    assert.ok(width <= room, `${kind} is ${width} wide on ${room}`);
    await close();
  });
});

test("without JavaScript the content, the navigation and the banner are there", async () => {
  await everyKind(async (kind, route) => {
    const { page, faults, close } = await visit(route, { javaScriptEnabled: false });
    assert.ok(await page.locator("h1").isVisible(), kind);
    assert.ok((await page.locator("main").innerText()).length > 20, kind);
    assert.deepEqual(faults, [], kind);
    await close();
  });
  const { page, close } = await visit(pages.overdue, { javaScriptEnabled: false });
  const banner = page.locator("[data-review-banner][data-state=overdue]");
  assert.ok(await banner.isVisible());
  assert.match(await banner.innerText(), /\d/, "it says since when");
  await close();
});

test("every page works when opened from a folder, with its style sheet and links", async () => {
  await everyKind(async (kind, route) => {
    // Only a server sends the page for missing addresses.
    if (kind === "missing") return;
    const address = pathToFileURL(join(site.out, route)).href;
    const { page, faults, close } = await visit(route, { address });
    assert.deepEqual(faults, [], kind);
    const family = await page.evaluate(() => getComputedStyle(document.body).fontFamily);
    assert.ok(!/^"?Times/.test(family), `${kind}: the style sheet was read: ${family}`);
    const links = await page.evaluate(() => [...document.links].map((link) => link.href));
    assert.ok(links.some((link) => link.endsWith("/index.html")), `${kind}: a link to the home page's file`);
    await close();
  });
});

test("an old address redirects, with and without JavaScript", async () => {
  const old = site.routes.find((route) => route.endsWith(".html") && /http-equiv="?refresh/.test(site.text(route)));
  assert.ok(old, "the example has an old address");
  for (const javaScriptEnabled of [true, false]) {
    const { page, faults, close } = await visit(old, { javaScriptEnabled });
    await page.waitForURL((url) => !decodeURI(url.pathname).endsWith(old), { timeout: 5000 });
    assert.ok(await page.locator("main").isVisible());
    assert.deepEqual(faults.filter((fault) => !fault.startsWith("no answer")), []);
    await close();
  }
});

/** The text of each sheet of a printed page, and what `look` finds in the page. */
async function printed(route, look) {
  const folder = mkdtempSync(join(tmpdir(), "sopress-print-"));
  const file = join(folder, "page.pdf");
  const { page, close } = await visit(route);
  await page.pdf({ path: file, preferCSSPageSize: true });
  const seen = await page.evaluate(look);
  await close();
  const text = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
  rmSync(folder, { recursive: true });
  const bare = (words) => words.replace(/\s+/g, " ").trim();
  return { seen, sheets: text.split("\f").filter((sheet) => sheet.trim()).map(bare), bare };
}

test("a printed page has the number, the version and the warning", async () => {
  const { seen, sheets, bare } = await printed(pages.overdue, () => [
    document.documentElement.dataset.printDocument,
    document.querySelector("[data-review-title]").textContent.trim(),
  ]);
  const [id, banner] = seen;
  assert.match(id, /SOP-.*\d/, "the number and the version");
  for (const sheet of sheets) assert.ok(sheet.includes(bare(id)), `no ${id} on a sheet:\n${sheet}`);
  assert.ok(sheets[0].includes(bare(banner)), `no ${banner} on the first sheet:\n${sheets[0]}`);
});

test("the register on paper has all its columns, their names and the count of sheets on each", async () => {
  const { seen, sheets } = await printed("register.html", () =>
    Array.from(document.querySelectorAll("[data-register] tbody tr:last-child td")).map((cell) => cell.textContent.trim()),
  );
  assert.ok(sheets.length > 1, "more than a sheet");
  sheets.forEach((sheet, at) => {
    assert.ok(sheet.includes(`page ${at + 1} of ${sheets.length}`), sheet);
    assert.ok(/Number Title .*Review/.test(sheet), `no header on sheet ${at + 1}:\n${sheet}`);
    if (at === 0) assert.ok(sheet.includes("not due"), `the last column is cut off:\n${sheet}`);
  });
  assert.equal(seen.length, 9);
});

test("each count of reviews on the home page links to that many documents", async () => {
  const { page, close } = await visit("index.html", { now: "2026-11-22T12:00:00Z" });
  const tallies = await page.locator(".tally a").evaluateAll((links) =>
    links.map((link) => [link.href, Number(link.querySelector("b").textContent)]));
  assert.ok(tallies.length === 4 && tallies.every(([, count]) => count > 0), `${tallies}`);
  for (const [href, count] of tallies) {
    await page.goto(href);
    const group = page.locator("section:has(:target) .entry"), rows = page.locator("[data-register] tbody tr");
    const listed = (href.includes("#") ? group : rows).filter({ visible: true });
    assert.equal(await listed.count(), count, href);
  }
  await close();
});

test("the menu folds on a phone and opens without JavaScript", async () => {
  const { page, close } = await visit(pages.overdue, { ...looks.phone, javaScriptEnabled: false });
  const links = page.locator(".menu a").filter({ visible: true });
  assert.equal(await links.count(), 0);
  await page.locator(".menu summary").click();
  assert.ok((await links.count()) > 3);
  await close();
});

test("a page becomes overdue by itself on its day", async () => {
  const reviewed = site.routes.find(
    (route) => route.endsWith(".html") && /data-review-banner data-state="reviewed"/.test(site.text(route)),
  );
  assert.ok(reviewed, "a document that is not overdue on the day of the build");
  const banner = (page) => page.locator("[data-review-banner][data-state=overdue]");
  const today = await visit(reviewed, { now: "2026-11-22T12:00:00Z" });
  assert.equal(await banner(today.page).filter({ visible: true }).count(), 0);
  await today.close();
  const later = await visit(reviewed, { now: "2036-01-01T12:00:00Z" });
  await banner(later.page).waitFor({ state: "visible", timeout: 5000 });
  const [bottom, text] = await later.page.evaluate(() => [
    document.querySelector("[data-review-banner]").getBoundingClientRect().bottom,
    document.querySelector("main .body").getBoundingClientRect().top,
  ]);
  assert.ok(bottom <= text, `the banner ends at ${bottom}, the first instruction begins at ${text}`);
  await later.close();
});

test("every link within the site has a target, and every anchor too", () => {
  const ids = new Map();
  const idsOf = (route) => {
    if (!ids.has(route)) {
      ids.set(route, new Set([...site.text(route).matchAll(/\sid="?([^"\s>]+)/g)].map((found) => decode(found[1]))));
    }
    return ids.get(route);
  };
  const there = new Set(site.routes);
  const wrong = [];
  for (const route of site.routes.filter((name) => name.endsWith(".html"))) {
    for (const [, , written] of site.text(route).matchAll(/\s(href|src)="([^"]*)"/g)) {
      const target = decode(written);
      if (/^[a-z][a-z0-9+.-]*:/i.test(target)) continue;
      const url = new URL(target, `http://site/handbook/${encodeURI(route)}`);
      let name = decodeURIComponent(url.pathname).replace(/^\/handbook\//, "");
      if (name === "" || name.endsWith("/")) name += "index.html";
      const anchor = decodeURIComponent(url.hash.slice(1));
      if (!there.has(name)) wrong.push(`${route}: ${target}`);
      else if (anchor && name.endsWith(".html") && !idsOf(name).has(anchor)) wrong.push(`${route}: ${target}`);
    }
  }
  assert.deepEqual(wrong, []);
});

function decode(text) {
  return text.replace(/&(amp|quot|lt|gt|#39|#x27);/g, (_, name) => ({ amp: "&", quot: '"', lt: "<", gt: ">" })[name] ?? "'");
}

test("every page is valid HTML with one first heading", async () => {
  const validator = new HtmlValidate({
    extends: ["html-validate:standard"],
    rules: {
      // Matters of taste, not of validity.
      "long-title": "off",
      "no-inline-style": "error",
      "require-sri": "off",
      "tel-non-breaking": "off",
    },
  });
  const wrong = [];
  for (const route of site.routes.filter((name) => name.endsWith(".html"))) {
    const text = site.text(route);
    const report = await validator.validateString(text, route);
    for (const { messages } of report.results) {
      wrong.push(...messages.map((one) => `${route}:${one.line} ${one.ruleId} ${one.message}`));
    }
    const isRedirect = text.includes('http-equiv="refresh"');
    const headings = text.match(/<h1[\s>]/g)?.length ?? 0;
    if (headings !== 1 && !isRedirect) wrong.push(`${route}: ${headings} first headings`);
  }
  assert.deepEqual(wrong.slice(0, 40), []);
});

test("a document with its style and scripts weighs less than 30 kB compressed", () => {
  const text = site.text(pages.document);
  const parts = [...text.matchAll(/<(?:link[^>]*?rel="?stylesheet"?[^>]*?href|script[^>]*?src)="([^"]+)"/g)];
  assert.ok(parts.length > 0, "a style sheet");
  const routes = parts.map(([, target]) =>
    new URL(target, `http://site/${pages.document}`).pathname.slice(1),
  );
  const weight = [pages.document, ...routes].reduce((sum, route) => sum + gzipSync(site.text(route)).length, 0);
  assert.ok(weight < 30 * 1024, `${weight} bytes`);
});
