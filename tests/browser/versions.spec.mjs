// An approved version that is not yet effective, beside the one in force: what the pages say before its
// effective date and after, without a new build.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { open, sharedBrowser } from "./site.mjs";

let folder, site, browser;
const document = (version, status, effective, text) => `---
id: SOP-001
title: Cleaning
version: "${version}"
status: ${status}
effective: ${effective}
department: Sales
owner: Rep
review_cycle: 1 year
last_reviewed: 2026-06-01
---

## Procedure

1. **Rep:** ${text}
`;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "sopress-versions-"));
  mkdirSync(join(folder, "sops"));
  writeFileSync(join(folder, "sopress.toml"), '[site]\ntime_zone = "Asia/Tokyo"\nbase_url = ""\n');
  writeFileSync(join(folder, "sops/old.md"), document("1.0", "effective", "2026-01-01", "Wipe."));
  writeFileSync(join(folder, "sops/new.md"), document("2.0", "approved", "2026-12-01", "Rinse."));
  site = await open(folder);
  browser = await sharedBrowser();
});

after(async () => {
  await browser?.close();
  site?.close();
  if (folder) rmSync(folder, { recursive: true });
});

async function visit(route, now, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  if (now) await page.clock.setFixedTime(new Date(now));
  await page.goto(site.url(route));
  return { page, context };
}

// In Tokyo the first of December begins on the last of November, 15:00 UTC.
const eve = "2026-11-30T14:59:00Z";
const day = "2026-11-30T15:01:00Z";

async function banner(route, now, options) {
  const { page, context } = await visit(route, now, options);
  const found = page.locator("[data-status-banner]");
  const text = await found.locator("[data-status-title]").innerText();
  const [isVisible, names] = [await found.isVisible(), await found.getAttribute("class")];
  const chip = await page.locator("dl.control .status").innerText();
  await context.close();
  assert.ok(isVisible, "the banner is there");
  return { text, names, chip: chip.toLowerCase() };
}

test("until its effective date the new version is not to be followed and the present one is", async () => {
  const next = await banner("new.html", eve);
  assert.match(next.text, /Takes effect on 1 December 2026/);
  assert.match(next.names, /banner-stop/);
  assert.equal(next.chip, "approved");
  const present = await banner("old.html", eve);
  assert.match(present.text, /Version 2\.0 takes effect on 1 December 2026/);
  assert.match(present.names, /banner-note/);
  assert.equal(present.chip, "in force");
});

test("on the effective date both pages change by themselves, in the site's time zone", async () => {
  const next = await banner("new.html", day);
  assert.match(next.text, /1 December 2026/);
  assert.ok(!/Takes/.test(next.text), next.text);
  assert.match(next.names, /banner-note/);
  assert.equal(next.chip, "in force");
  const former = await banner("old.html", day);
  assert.match(former.names, /banner-stop/);
  assert.equal(former.chip, "superseded");
});

test("without JavaScript both pages name the date", async () => {
  const options = { javaScriptEnabled: false };
  for (const route of ["new.html", "old.html"]) {
    assert.match((await banner(route, null, options)).text, /1 December 2026/, route);
  }
  const { page, context } = await visit("old.html", null, options);
  assert.equal(await page.locator("[data-status-banner] a", { hasText: "Version 2.0" }).getAttribute("href"), "new.html");
  await context.close();
});

test("lists change on the same date", async () => {
  const lists = ["register.html", "departments/sales.html", "roles/rep.html", "roles/rep/handbook.html"];
  for (const route of lists) {
    for (const [now, wanted] of [[eve, ["approved"]], [day, ["in force", "superseded"]]]) {
      const { page, context } = await visit(route, now);
      const chips = await page.locator(".status").allInnerTexts();
      for (const text of wanted) {
        assert.ok(chips.some((chip) => chip.toLowerCase() === text), `${route} at ${now}: ${chips}`);
      }
      assert.ok(now === eve || !chips.some((chip) => chip.toLowerCase() === "approved"), `${route}: ${chips}`);
      await context.close();
    }
  }
});

test("the search distinguishes the new version from the one in force", async () => {
  const { page, context } = await visit("search.html", eve);
  await page.goto(`${site.base}search.html?q=cleaning`);
  const cards = page.locator(".search-facts");
  await cards.first().waitFor();
  const texts = (await cards.allInnerTexts()).map((text) => text.toLowerCase());
  assert.ok(texts.some((text) => /2\.0/.test(text) && /approved/.test(text)), texts.join("; "));
  assert.ok(texts.some((text) => /1\.0/.test(text) && !/approved/.test(text)), texts.join("; "));
  await context.close();
});

test("the version that applies until then is named until then and not after", async () => {
  for (const [now, isShown] of [[eve, true], [day, false]]) {
    const { page, context } = await visit("new.html", now);
    const line = page.locator("[data-status-until]");
    assert.equal(await line.isVisible(), isShown, now);
    assert.equal(await line.locator("a").getAttribute("href"), "old.html");
    await context.close();
  }
});
