// Every review state, on the day of the build and as the days pass.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { open, sharedBrowser } from "./site.mjs";

// What each document says about its reviews; the site is built on 22 November 2026.
const given = {
  reviewed: "last_reviewed: 2026-03-01",
  soon: "last_reviewed: 2025-12-01",
  today: "last_reviewed: 2025-11-22",
  overdue: "last_reviewed: 2025-03-01",
  never: "",
  unreadable: "last_reviewed: soonish",
  exempt: 'review: "exempt: reviewed with another"',
  future: "last_reviewed: 2027-11-01",
  changed: 'reviews:\n  - {date: 2026-03-01, by: Ann, outcome: current, fingerprint: "0000000000000000"}',
};
const built = {
  reviewed: null,
  soon: "Review due in 9 days",
  today: "Review due today",
  overdue: "Review overdue by 266 days",
  never: "Never reviewed",
  unreadable: "No review date",
  exempt: "Exempt from review",
  future: "Review dated in the future",
  changed: "Changed since its last review",
};
const late = { soon: "overdue", today: "overdue", overdue: "overdue" };
// The time, and what differs then from the day of the build. Auckland is 13 hours ahead of UTC.
const moments = [
  ["2026-11-01T12:00:00Z", {}],
  ["2026-11-22T00:00:00Z", {}],
  ["2027-01-29T06:00:00Z", late],
  ["2027-01-30T06:00:00Z", { ...late, reviewed: "Review due in 30 days" }],
  ["2027-02-28T10:59:00Z", { ...late, reviewed: "Review due tomorrow" }],
  ["2027-02-28T11:01:00Z", { ...late, reviewed: "Review due today" }],
  ["2027-03-02T06:00:00Z", { ...late, reviewed: "Review overdue by 1 day", changed: "Review overdue by 1 day" }],
];
let folder, site, browser;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "sopress-states-"));
  const settings = '[site]\ntitle = "States"\ntime_zone = "Pacific/Auckland"\n[review]\ncycle = "12 months"\n';
  writeFileSync(join(folder, "sopress.toml"), settings);
  Object.entries(given).forEach(([name, review], at) => {
    const head = `id: SOP-00${at + 1}\ntitle: ${name}\ntype: sop\nstatus: effective\nversion: "1"\nowner: Boss\n${review}`;
    writeFileSync(join(folder, `${name}.md`), `---\n${head}\n---\n\n## Purpose\n\nWhy.\n`);
  });
  site = await open(folder);
  browser = await sharedBrowser();
});

after(async () => {
  await browser?.close();
  site?.close();
  if (folder) rmSync(folder, { recursive: true });
});

/** The title of each document's banner, for a reader in Los Angeles; `null` where none is shown. */
async function banners(now, options = {}) {
  const context = await browser.newContext({ timezoneId: "America/Los_Angeles", ...options });
  const page = await context.newPage();
  if (now) await page.clock.setFixedTime(new Date(now));
  const seen = {};
  for (const name of Object.keys(given)) {
    await page.goto(site.url(`${name}.html`));
    const banner = page.locator("[data-review-banner]");
    seen[name] = (await banner.isVisible()) ? await banner.locator("[data-review-title]").textContent() : null;
  }
  await page.goto(site.url("register.html"));
  const overdue = await page.locator("tbody .state-overdue").count();
  if (now) {
    await page.locator("select[name=state]").selectOption("overdue");
    assert.equal(await page.locator("tbody tr").filter({ visible: true }).count(), overdue);
  }
  await context.close();
  return { seen, overdue };
}

test("without JavaScript each page shows its state on the day of the build", async () => {
  const { seen, overdue } = await banners(null, { javaScriptEnabled: false });
  assert.deepEqual(seen, built);
  assert.equal(overdue, 1);
});

for (const [now, other] of moments) {
  test(`at ${now} each page and the register show the state in the site's time zone`, async () => {
    const { seen, overdue } = await banners(now);
    let count = 0;
    for (const [name, title] of Object.entries(seen)) {
      const is = other[name] ?? built[name];
      if (is === "overdue") assert.match(title, /^Review overdue by \d+ days$/, name);
      else assert.equal(title, is, name);
      if (title?.startsWith("Review overdue")) count += 1;
    }
    assert.equal(overdue, count, "the register counts the same");
  });
}

/** What the page of all reviews says: its day, the titles in each group shown, and Boss's figures. */
async function reviews(now, options = {}) {
  const context = await browser.newContext({ timezoneId: "America/Los_Angeles", ...options });
  const page = await context.newPage();
  if (now) await page.clock.setFixedTime(new Date(now));
  await page.goto(site.url("reviews.html"));
  const groups = {};
  for (const section of await page.locator("[data-group]").filter({ visible: true }).all()) {
    const names = await section.locator(".name").allTextContents();
    groups[await section.getAttribute("data-group")] = names;
    assert.equal(Number(await section.locator("h2 small").textContent()), names.length);
  }
  const figures = (await page.locator("[data-owner=Boss] .num").allTextContents()).map(Number);
  const day = await page.locator("[data-as-of]").textContent();
  await context.close();
  return { day, groups, figures };
}

const undated = ["future", "never", "unreadable"];

test("without JavaScript the groups and figures of the reviews name their day", async () => {
  const { day, groups, figures } = await reviews(null, { javaScriptEnabled: false });
  assert.equal(day, "As of 22 November 2026");
  assert.deepEqual(groups, { overdue: ["overdue"], "needs-date": undated, due: ["today", "soon"], changed: ["changed"] });
  assert.deepEqual(figures, [8, 4, 2, 2]);
  assert.deepEqual(await reviews("2026-11-22T00:00:00Z"), { day, groups, figures });
});

test("the groups and figures of the reviews change with the day", async () => {
  const soon = await reviews("2027-02-10T06:00:00Z");
  assert.equal(soon.day, "As of 10 February 2027");
  const overdue = ["overdue", "today", "soon"];
  assert.deepEqual(soon.groups, { overdue, "needs-date": undated, due: ["reviewed"], changed: ["changed"] });
  assert.deepEqual(soon.figures, [8, 6, 2, 2]);
  const late = await reviews("2027-03-02T06:00:00Z");
  assert.deepEqual([...late.groups.overdue].sort(), [...overdue, "changed", "reviewed"].sort());
  assert.deepEqual(Object.keys(late.groups), ["overdue", "needs-date"]);
  assert.deepEqual(late.figures, [8, 8, 0, 0]);
});
