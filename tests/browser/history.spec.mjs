// The history of a document, its former versions, the changes and the reviews, in a real browser.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { open, root, sharedBrowser } from "./site.mjs";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const pages = [
  "sales/discovery-call.history.html",
  "sales/discovery-call.history/1.10.html",
  "sales/discovery-call.history/2.0.html",
  "changes.html",
  "reviews.html",
];
let folder, site, browser;

function git(...options) {
  const person = { NAME: "Ann Lee", EMAIL: "ann@example.org", DATE: "2026-09-15T12:00:00Z" };
  const env = { ...process.env, GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: "/dev/null" };
  for (const [name, value] of Object.entries(person)) {
    env[`GIT_AUTHOR_${name}`] = value;
    env[`GIT_COMMITTER_${name}`] = value;
  }
  execFileSync("git", ["-C", folder, "-c", "commit.gpgsign=false", ...options], { env, stdio: "pipe" });
}

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "sopress-history-"));
  cpSync(join(root, "example-library"), folder, { recursive: true });
  git("init", "--quiet", "--initial-branch=main", ".");
  git("add", "--all");
  git("commit", "--quiet", "-m", "As it stands");
  const file = join(folder, "sops/sales/discovery-call.md");
  const text = readFileSync(file, "utf8").replace(/1\.10/, "2.0").replace("In 45 minutes", "In 50 minutes").replaceAll(" the client ", " your client ");
  writeFileSync(file, text);
  git("commit", "--quiet", "--all", "-m", "Calls take longer");
  site = await open(folder);
  browser = await sharedBrowser();
});

after(async () => {
  await browser?.close();
  site?.close();
  if (folder) rmSync(folder, { recursive: true });
});

for (const route of pages) {
  test(`${route} is accessible and fits a phone`, async () => {
    for (const colorScheme of ["light", "dark"]) {
      const context = await browser.newContext({ viewport: { width: 390, height: 800 }, colorScheme, bypassCSP: true });
      const page = await context.newPage();
      await page.goto(site.url(route));
      await page.addScriptTag({ path: axe });
      const tags = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
      const found = await page.evaluate((tags) => axe.run(document, { runOnly: tags, preload: false }), tags);
      assert.deepEqual(found.violations.map((each) => each.id), []);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(over <= 0, `${over} pixels too wide`);
      await context.close();
    }
  });
}

test("a former version says first that it is not in force, without JavaScript too", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(site.url(pages[1]));
  assert.ok(await page.locator("[data-not-in-force]").isVisible());
  await page.goto(site.url(pages[2]));
  assert.equal(await page.locator("[data-not-in-force]").count(), 0);
  await context.close();
});

test("additions and removals are told apart by signs, not by colour alone", async () => {
  const page = await browser.newPage();
  await page.goto(site.url(pages[2]));
  const sign = (selector) =>
    page.locator(selector).first().evaluate((element) => getComputedStyle(element, "::before").content.charAt(1));
  assert.equal(await sign(".diff-section ins"), "+");
  assert.equal(await sign(".diff-section del"), "−");
  await page.close();
});

const shown = (page) => page.locator("[data-changes] > li").filter({ visible: true });

test("the sign of an addition or removal is on the same line as its word, at any width", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(site.url("sales/discovery-call.history/2.0.html"));
  const alone = [];
  for (let width = 320; width <= 900; width += 5) {
    await page.setViewportSize({ width, height: 800 });
    alone.push(...await page.locator(".diff :is(ins, del)").evaluateAll((marked, width) => marked.flatMap((mark) => {
      const text = document.createTreeWalker(mark, NodeFilter.SHOW_TEXT).nextNode(), first = document.createRange();
      first.setStart(text, 0);
      first.setEnd(text, 1);
      const [line] = mark.getClientRects(), word = first.getBoundingClientRect();
      return word.top >= line.bottom ? [`${mark.textContent} at ${width}`] : [];
    }), width));
  }
  assert.deepEqual(alone, []);
  await context.close();
});

test("the changes of a month are filtered, and still are when the reader comes back", async () => {
  const page = await browser.newPage();
  await page.goto(site.url("changes/2026-10.html"));
  const all = await shown(page).count();
  await page.getByLabel("Kind").selectOption("major");
  const left = await shown(page).count();
  assert.ok(left > 0 && left < all, `${left} of ${all}`);
  assert.equal(await shown(page).filter({ hasText: "major" }).count(), left);
  assert.match(await page.locator("[data-shown]").textContent(), new RegExp(`^${left} `));
  await shown(page).locator(".event-title").first().click();
  await page.goBack();
  const kind = await page.getByLabel("Kind").inputValue();
  assert.equal(await shown(page).count(), kind === "major" ? left : all, `the choice is "${kind}"`);
  await page.close();
});

test("without JavaScript a month is shown in full, and no useless filter is shown", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(site.url("changes/2026-10.html"));
  assert.equal(await shown(page).count(), await page.locator("[data-changes] > li").count());
  assert.equal(await page.locator("[data-filters]").isVisible(), false);
  await page.getByRole("link", { name: /^September 2026/ }).click();
  await page.waitForURL(/changes\/2026-09\.html$/);
  await context.close();
});

test("on paper the columns of the reviews do not overlap", async () => {
  // The width of A4 between its margins.
  const page = await browser.newPage({ viewport: { width: 658, height: 900 } });
  await page.emulateMedia({ media: "print" });
  await page.goto(site.url("reviews.html"));
  const faults = await page.evaluate(() => {
    const inked = (element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      return range.getBoundingClientRect();
    };
    return Array.from(document.querySelectorAll(".review-row")).flatMap((row) => {
      const edge = row.getBoundingClientRect().right + 1;
      const boxes = Array.from(row.children, inked);
      const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
      const isTorn = boxes.some((box, at) => box.right > edge || boxes.slice(at + 1).some((other) => meets(box, other)));
      return isTorn ? [row.textContent.trim()] : [];
    });
  });
  assert.deepEqual(faults, []);
  assert.ok((await page.locator(".review-row").count()) > 3);
  await page.close();
});
