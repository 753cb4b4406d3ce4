// Tables, templates and steps with their script, in a real browser.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { open, sharedBrowser } from "./site.mjs";

let site;
let browser;

before(async () => {
  site = await open();
  browser = await sharedBrowser();
});

after(async () => {
  await browser?.close();
  site?.close();
});

/** The first page with the script that holds `mark`, opened; faults of scripts fail the test. */
async function page(mark, options = {}) {
  const holds = (text) => text.includes(mark) && text.includes("assets/blocks.js");
  const route = site.routes.find((route) => route.endsWith(".html") && holds(site.text(route)));
  assert.ok(route, `no page holds ${mark}`);
  const context = await browser.newContext(options);
  const opened = await context.newPage();
  opened.on("pageerror", (error) => assert.fail(error));
  await opened.goto(site.url(route));
  return opened;
}

const column = (figure, at) =>
  figure.locator("tbody tr:not([hidden])").evaluateAll((rows, at) => rows.map((row) => row.cells[at].textContent.trim()), at);

test("a table is sorted by keyboard, announces it, and returns to its original order", async () => {
  const opened = await page("data-sortable");
  const figure = opened.locator("[data-sortable]").first();
  const original = await column(figure, 0);
  const head = figure.locator("thead th").first();
  await head.locator("button").focus();
  await opened.keyboard.press("Enter");
  assert.equal(await head.getAttribute("aria-sort"), "ascending");
  const ascending = await column(figure, 0);
  assert.deepEqual([...ascending].sort(), [...original].sort());
  await opened.keyboard.press("Enter");
  assert.equal(await head.getAttribute("aria-sort"), "descending");
  assert.deepEqual(await column(figure, 0), [...ascending].reverse());
  await opened.waitForFunction((said) => said.textContent !== "", await figure.locator("[data-said]").elementHandle());
  await opened.keyboard.press("Enter");
  assert.equal(await head.getAttribute("aria-sort"), null);
  assert.deepEqual(await column(figure, 0), original);
});

test("a table is filtered by words, and Escape shows all rows again", async () => {
  const opened = await page("data-filterable");
  const figure = opened.locator("[data-filterable]").first();
  const all = await column(figure, 0);
  await figure.locator("[data-filter]").fill("zzzz");
  assert.equal((await column(figure, 0)).length, 0);
  await figure.locator("[data-filter]").fill(all[0].toUpperCase());
  assert.ok((await column(figure, 0)).includes(all[0]));
  await opened.keyboard.press("Escape");
  assert.deepEqual(await column(figure, 0), all);
});

test("a template is copied unchanged", async () => {
  const opened = await page("data-template-text", { permissions: ["clipboard-read", "clipboard-write"] });
  const figure = opened.locator("[data-template]").first();
  await figure.locator("[data-copy-text]").click();
  const copied = await opened.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied.trim(), (await figure.locator("[data-template-text]").textContent()).trim());
});

test("a table is copied as CSV, with its header", async () => {
  const opened = await page("data-sortable", { permissions: ["clipboard-read", "clipboard-write"] });
  const figure = opened.locator("[data-table]").first();
  await figure.locator("[data-copy-csv]").click();
  const copied = await opened.evaluate(() => navigator.clipboard.readText());
  const rows = await figure.locator("tr").count();
  assert.equal(copied.trim().split(/\r?\n/).length, rows);
});

test("steps are ticked off, kept over a reload, and cleared", async () => {
  const opened = await page("data-steps-start");
  const steps = opened.locator("[data-steps]").first();
  await steps.locator("[data-steps-start]").click();
  await steps.locator(".step-tick").first().check();
  assert.equal(await steps.locator("[data-step]").nth(1).getAttribute("aria-current"), "step");
  assert.match(await steps.locator(".steps-note").textContent(), /not a record/);
  await opened.reload();
  assert.equal(await steps.locator(".step-tick").first().isChecked(), true);
  await steps.locator("[data-steps-clear]").click();
  assert.equal(await steps.locator(".step-tick:checked").count(), 0);
  assert.equal(await opened.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("sopress-steps")).length), 0);
});

test("without JavaScript every block can be read and no useless button is shown", async () => {
  const opened = await page("data-sortable", { javaScriptEnabled: false });
  assert.ok((await opened.locator("[data-sortable] tbody tr").count()) > 0);
  for (const tools of await opened.locator("[data-table-tools], [data-steps-tools], [data-copy-text]").all()) {
    assert.equal(await tools.isVisible(), false);
  }
});

/** The words that the live region of a table says after `act`. */
async function said(figure, act) {
  const region = figure.locator("[data-said]");
  const before = await region.textContent();
  await act();
  await figure.page().waitForFunction(
    ([element, before]) => element.textContent !== "" && element.textContent !== before,
    [await region.elementHandle(), before],
  );
  return region.textContent();
}

test("a Markdown table sorts by value where its author asks, and a cell without one stays last", async () => {
  const opened = await page("Day rates and margins");
  const figure = opened.locator("[data-sortable]").filter({ hasText: "Day rates and margins" });
  const head = figure.locator("thead th").nth(2);
  const words = await said(figure, async () => {
    await head.getByRole("button").focus();
    await opened.keyboard.press("Space");
  });
  assert.equal(words, "Sorted by Lowest margin, ascending");
  assert.deepEqual(await column(figure, 2), ["10 %", "38 %", "38 %", "42 %"]);
  await opened.keyboard.press("Space");
  assert.deepEqual(await column(figure, 2), ["42 %", "38 %", "38 %", "10 %"]);
  const arrows = await head.locator("button").evaluate((button) => getComputedStyle(button, "::after").content);
  assert.equal(arrows, "none", "one arrow, not two");
});

test("a filter says how many rows are left", async () => {
  const opened = await page("data-filterable");
  const figure = opened.locator("[data-filterable]").first();
  const all = (await column(figure, 0)).length;
  const words = await said(figure, () => figure.locator("[data-filter]").fill("zzzz"));
  assert.equal(words, `0 of ${all} rows shown`);
  assert.ok(await figure.getByLabel("Filter rows").isVisible());
});

test("a region can be focused by keyboard only where it scrolls", async () => {
  const phone = await page("block-kpi", { viewport: { width: 390, height: 844 } });
  const kpi = phone.locator(".block-kpi .table-scroll").first();
  assert.equal(await kpi.getAttribute("tabindex"), "0");
  assert.equal(await kpi.getAttribute("role"), "region");
  assert.ok((await kpi.getAttribute("aria-labelledby")) ?? (await kpi.getAttribute("aria-label")));
  await kpi.focus();
  await phone.keyboard.press("ArrowRight");
  await phone.waitForFunction((element) => element.scrollLeft > 0, await kpi.elementHandle());
  const wide = await page("Day rates and margins", { viewport: { width: 1280, height: 900 } });
  const rates = wide.locator("[data-sortable] .table-scroll").first();
  assert.equal(await rates.getAttribute("tabindex"), null);
  assert.equal(await rates.getAttribute("role"), null);
});

test("the words of a chart stay legible on a phone, and its first box is in view", async () => {
  const opened = await page("flow-lane", { viewport: { width: 390, height: 844 }, isMobile: true });
  const chart = opened.locator(".chart-scroll").filter({ has: opened.locator(".flow-lane") }).first();
  const { scale, left, right, page: width } = await chart.evaluate((element) => {
    const svg = element.querySelector("svg");
    const box = svg.querySelector(".flow-node").getBoundingClientRect();
    const around = element.getBoundingClientRect();
    return {
      scale: svg.getBoundingClientRect().width / svg.viewBox.baseVal.width,
      left: box.left - around.left,
      right: around.right - box.right,
      page: document.documentElement.scrollWidth,
    };
  });
  assert.ok(scale >= 0.79, `shrunk to ${scale}`);
  assert.ok(left >= 0 && right >= 0, `${left} ${right}`);
  assert.ok(width <= 390, "the page itself does not scroll sideways");
});

test("a chart too large for a page is printed in legible parts, which are not on the screen", async () => {
  const opened = await page("chart-parts", { viewport: { width: 1280, height: 900 } });
  const figure = opened.locator(".in-parts").first();
  assert.equal(await figure.locator(".chart-parts").isVisible(), false);
  await opened.emulateMedia({ media: "print" });
  assert.ok(await figure.locator(".chart-parts").isVisible());
  const { whole, parts } = await figure.evaluate((element) => ({
    whole: element.querySelector(".chart-scroll").getBoundingClientRect().height,
    parts: [...element.querySelectorAll(".chart-parts > svg")].map((svg) => ({
      drawn: svg.querySelector("use").getBoundingClientRect().width > 0,
      // The paper is 269 mm wide within its margins, or 174 mm upright.
      width: svg.viewBox.baseVal.width,
    })),
  }));
  assert.equal(whole, 0, "the whole takes no room");
  const paper = (await figure.getAttribute("class")).includes("is-wide") ? 1016 : 658;
  assert.ok(parts.length > 1);
  for (const part of parts) {
    assert.ok(part.drawn);
    assert.ok((14 * 0.75 * paper) / part.width >= 6.5, `${part.width} px on ${paper}`);
  }
  const pages = (await opened.pdf({ preferCSSPageSize: true })).toString("latin1");
  assert.match(pages, /\/MediaBox \[0 0 84[12][.\d]* 59[45]/, "a page on the long side of A4");
});

test("a matrix of many roles fits beside its tasks and is visible as a whole", async () => {
  const opened = await page("is-upright", { viewport: { width: 1280, height: 900 } });
  const room = await opened.locator(".block-raci .table-scroll").first().evaluate((element) => ({
    across: element.scrollWidth - element.clientWidth,
    down: element.scrollHeight - element.clientHeight,
  }));
  assert.deepEqual(room, { across: 0, down: 0 });
});
