// The pages of a role, as its holder uses them, in a real browser.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { open, sharedBrowser } from "./site.mjs";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const role = "roles/partnership-manager.html";
const pages = [
  role,
  "roles.html",
  "roles/partnership-manager/handbook.html",
  "roles/partnership-manager/sign-off.html",
  "departments/partnerships-raci.html",
];
let site, browser;

before(async () => {
  site = await open();
  browser = await sharedBrowser();
});

after(async () => {
  await browser?.close();
  site?.close();
});

async function visit(route, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(site.url(route));
  return { page, context };
}

for (const route of pages) {
  test(`${route} is accessible in light and dark, wide and on a phone`, async () => {
    const looks = [
      { colorScheme: "light" },
      { colorScheme: "dark" },
      { colorScheme: "light", viewport: { width: 390, height: 800 } },
    ];
    for (const look of looks) {
      const { page, context } = await visit(route, { ...look, bypassCSP: true });
      for (const details of await page.locator("main details").all()) {
        await details.evaluate((element) => { element.open = true; });
      }
      await page.addScriptTag({ path: axe });
      const found = await page.evaluate(() => axe.run(document, { preload: false }));
      assert.deepEqual(found.violations.map((each) => `${each.id}: ${each.nodes[0].html}`), []);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(over <= 0, `${over} pixels too wide`);
      await context.close();
    }
  });
}

const marked = (page) =>
  page.locator("[data-reading] tr.is-new").evaluateAll((rows) => rows.map((row) => row.dataset.changed));

test("changes since the day that the reader chooses are marked, and the day is remembered", async () => {
  const { page, context } = await visit(role);
  const since = page.locator("[data-since]");
  assert.ok(await since.isVisible());
  assert.deepEqual(await marked(page), []);
  await since.fill("2026-06-18");
  const days = await page
    .locator("[data-reading] tr[data-changed]")
    .evaluateAll((rows) => rows.map((row) => row.dataset.changed));
  const newer = days.filter((day) => day >= "2026-06-18");
  assert.ok(newer.length > 0 && newer.length < days.length);
  assert.deepEqual(await marked(page), newer);
  const said = page.locator("[data-reading] [role=status]");
  assert.match(await said.innerText(), new RegExp(`^${newer.length} documents`));
  const row = page.locator("tr.is-new th").first();
  const sign = await row.evaluate((cell) => getComputedStyle(cell, "::before").content);
  assert.match(sign, /●/, "a sign and not colour alone");

  const again = await context.newPage();
  await again.goto(site.url("roles/sales-manager.html"));
  assert.equal(await again.locator("[data-since]").inputValue(), "2026-06-18", "on every role's page");
  await again.locator("[data-since]").fill("");
  await page.reload();
  assert.equal(await since.inputValue(), "", "forgotten when it is emptied");
  assert.deepEqual(await marked(page), []);
  await since.fill("2026-11-22");
  assert.match(await said.innerText(), /^Nothing/);
  await context.close();
});

test("the day can be chosen in a page opened from a folder too", async () => {
  const { page, context } = await visit(role);
  await page.goto(pathToFileURL(join(site.out, role)).href);
  await page.locator("[data-since]").fill("2026-06-18");
  assert.ok((await marked(page)).length > 0);
  await context.close();
});

test("without JavaScript the last 30 and 90 days are marked, and there is no choice of a day", async () => {
  const { page, context } = await visit(role, { javaScriptEnabled: false });
  assert.ok(await page.locator("[data-since]").isHidden());
  const marks = await page.locator("[data-reading] tr").evaluateAll((rows) =>
    rows.filter((row) => row.querySelector(".fresh")).map((row) => [row.dataset.changed, row.querySelector(".fresh").innerText]));
  assert.ok(marks.some(([day, text]) => day > "2026-10-23" && /30 days/.test(text)), String(marks));
  assert.ok(marks.some(([day, text]) => day < "2026-10-23" && /90 days/.test(text)), String(marks));
  for (const [day] of marks) assert.ok(day >= "2026-08-24", `${day} is not within 90 days`);
  await context.close();
});

test("a step of another document can be reached by keyboard from the top of a role's page", async () => {
  const { page, context } = await visit(role);
  const jump = page.locator(".jumps a", { hasText: "Handovers" });
  await jump.focus();
  await page.keyboard.press("Enter");
  assert.match(page.url(), /#handovers$/);
  const region = page.locator(".chart-scroll[role=region]");
  await page.keyboard.press("Tab");
  assert.ok(await region.evaluate((element) => element === document.activeElement), "the picture can be scrolled");
  await page.keyboard.press("Tab");
  const inside = await page.evaluate(() => Boolean(document.activeElement.closest("svg a, a")));
  assert.ok(inside, "its roles are links");
  const step = page.locator(".handover-steps a").first();
  await step.focus();
  const outline = await step.evaluate((link) => getComputedStyle(link).outlineStyle);
  assert.notEqual(outline, "none", "where the focus is can be seen");
  await page.keyboard.press("Enter");
  await page.waitForURL((address) => address.hash !== "#handovers");
  const target = new URL(page.url()).hash.slice(1);
  assert.ok(await page.locator(`[id="${target}"]`).isVisible());
  await context.close();
});

test("the tree of roles is a nested list, and its chart links to the same pages", async () => {
  const { page, context } = await visit("roles.html");
  const depth = await page
    .locator(".tree a", { hasText: "Partnership Coordinator" })
    .evaluate((link) => {
      let depth = 0;
      for (let at = link.closest("ul"); at; at = at.parentElement.closest("ul")) depth += 1;
      return depth;
    });
  assert.equal(depth, 4, "director, director, manager, coordinator");
  await page.locator(".organisation summary").click();
  const link = page.locator(".organisation svg a", { hasText: "Partnership Coordinator" });
  await link.focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/roles\/partnership-coordinator\.html$/);
  await context.close();
});

test("the organisation chart opens at its first box", async () => {
  const { page, context } = await visit("roles.html", { viewport: { width: 390, height: 800 } });
  await page.locator(".organisation summary").click();
  await page.waitForFunction(() => {
    const box = document.querySelector(".organisation .flow-node").getBoundingClientRect();
    return box.width > 0 && box.left >= 0 && box.right <= innerWidth;
  });
  await context.close();
});

test("a wide matrix shows that there is more to scroll to", async () => {
  const { page, context } = await visit("departments/partnerships-raci.html", { viewport: { width: 390, height: 800 } });
  const region = page.locator(".table-scroll");
  assert.ok(await region.evaluate((element) => element.scrollWidth > element.clientWidth));
  const shades = await region.evaluate((element) => getComputedStyle(element).backgroundAttachment.split(", "));
  assert.deepEqual(shades, ["local", "local", "scroll", "scroll"]);
  await region.focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => document.querySelector(".table-scroll").scrollLeft > 0);
  await context.close();
});

test("on paper the heads and marks of a matrix are no larger than its rows", async () => {
  const { page, context } = await visit("departments/sales-raci.html");
  await page.emulateMedia({ media: "print" });
  const sizes = (selector) => page.locator(selector).evaluateAll((all) => all.map((one) => Number.parseFloat(getComputedStyle(one).fontSize)));
  const [row] = await sizes("tbody th");
  const marks = [...await sizes("thead th"), ...await sizes("tbody .status")];
  assert.ok(marks.length > 3 && marks.every((size) => size <= row), `${marks} beside ${row}`);
  await context.close();
});

test("on paper a handbook begins each document on a page and a sign-off sheet leaves room to sign", async () => {
  const { page, context } = await visit("roles/partnership-manager/handbook.html");
  await page.emulateMedia({ media: "print" });
  const chapters = page.locator(".chapter");
  assert.ok((await chapters.count()) > 5);
  assert.equal(await chapters.nth(1).evaluate((element) => getComputedStyle(element).breakBefore), "page");
  assert.ok(await page.locator(".top").isHidden());
  const head = await page.evaluate(() => document.documentElement.dataset.printDocument);
  assert.match(head, /Handbook: Partnership Manager/);
  await page.goto(site.url("roles/partnership-manager/sign-off.html"));
  const room = await page.locator(".blank-wide").first().boundingBox();
  assert.ok(room.height > 35 && room.width > 150, `${room.width} by ${room.height}`);
  assert.equal(await page.locator(".blank-wide").first().innerText(), "");
  await context.close();
});
