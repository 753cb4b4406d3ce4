// The preview in a real browser: what an author sees while writing.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";

import { binary, day, launch } from "./site.mjs";

const paragraphs = Array.from({ length: 120 }, (_, at) => `Paragraph ${at}.`).join("\n\n");
const document = (text) => `---\nid: SOP-001\ntitle: First\n---\n\n${text}\n\n${paragraphs}\n`;

let browser;
let folder;
let server;
let address;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "sopress-preview-"));
  put("sopress.toml", '[site]\ntitle = "Ours"\n');
  put("sops/first.md", document("Before."));
  put("sops/second.md", "# Second\n\nSee [first](first.md).\n");
  server = spawn(binary, ["serve", folder, "--port", "0", "--date", day], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  address = await new Promise((found, failed) => {
    let said = "";
    server.stderr.on("data", (part) => {
      said += part;
      const at = /serving (http:\/\/\S+)/.exec(said);
      if (at) found(at[1]);
    });
    server.on("exit", () => failed(new Error(said)));
  });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  server?.kill();
  rmSync(folder, { recursive: true, force: true });
});

function put(path, text) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** A page in its own browser session, and all that went wrong in it. */
async function open(path, context) {
  const own = context ?? (await browser.newContext({ viewport: { width: 1100, height: 700 } }));
  const page = await own.newPage();
  const faults = [];
  page.on("console", (message) => {
    // A browser asks every server for an icon.
    const isIcon = message.location().url.endsWith("/favicon.ico");
    if (message.type() === "error" && !isIcon) faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(String(error)));
  const foreign = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(address)) foreign.push(request.url());
  });
  await page.goto(address + path);
  return { page, faults, foreign, context: own };
}

const shows = (page, text) => page.getByText(text, { exact: false }).first().waitFor();

test("an edit appears by itself, at the place where the reader was", async () => {
  const { page, faults, foreign, context } = await open("first.html");
  await shows(page, "Before.");
  await page.evaluate(() => scrollTo({ top: 1234, behavior: "instant" }));
  put("sops/first.md", document("After."));
  await shows(page, "After.");
  await page.waitForFunction(() => scrollY === 1234);
  const swap = join(folder, "sops/first.md.tmp");
  writeFileSync(swap, document("Swapped."));
  renameSync(swap, join(folder, "sops/first.md"));
  await shows(page, "Swapped.");
  await page.waitForFunction(() => scrollY === 1234);
  assert.deepEqual(faults, []);
  assert.deepEqual(foreign, []);
  await context.close();
});

test("what was unfolded stays so, and what lies below it in its place", async () => {
  const fold = (words) => `<details><summary>${words}</summary>\n\n${paragraphs}\n\n</details>\n\n`;
  put("sops/folds.md", `# Folds\n\n${fold("More")}${fold("More")}${fold("Less")}Before.\n\n${paragraphs}\n`);
  const { page, faults, context } = await open("first.html");
  await page.goto(address + "folds.html");
  const second = page.locator(".body details").nth(1);
  await second.locator("summary").click();
  const below = page.getByText("Before.");
  await below.scrollIntoViewIfNeeded();
  const at = await page.evaluate(() => scrollY);
  put("sops/folds.md", `# Folds\n\n${fold("More")}${fold("More")}${fold("Less")}After.\n\n${paragraphs}\n`);
  await shows(page, "After.");
  const isOpen = () => page.locator(".body details").evaluateAll((all) => all.map((it) => it.open));
  assert.deepEqual(await isOpen(), [false, true, false]);
  await page.waitForFunction((before) => scrollY === before, at);
  assert.deepEqual(faults, []);
  rmSync(join(folder, "sops/folds.md"));
  await context.close();
});

test("an edit of the text leaves what the reader did on the page", async () => {
  const table = "| Part | Price |\n| --- | --- |\n| Bolt | 3 |\n| Axle | 9 |\n| Cog | 5 |\n{: .sortable}\n";
  const text = (words) => document(`## One\n\n${words}\n\n## Two\n\n${table}\n\n## Three\n\nEnd.`);
  put("sops/first.md", text("Before the edit."));
  const { page, faults, context } = await open("first.html");
  await shows(page, "Before the edit.");
  await page.evaluate(() => (window.isUntouched = true));
  await page.locator('header input[type="search"]').evaluate((it) => (it.value = "cog"));
  const contents = page.locator("[data-contents]");
  await contents.evaluate((it) => (it.open = true));
  put("sops/first.md", text("After the edit."));
  await shows(page, "After the edit.");
  assert.equal(await page.evaluate(() => window.isUntouched), true, "it was not loaded anew");
  assert.equal(await page.locator('header input[type="search"]').inputValue(), "cog");
  assert.equal(await contents.evaluate((it) => it.open), true);
  const sort = page.locator("th button");
  await page.waitForFunction(() => document.querySelectorAll("th button").length > 0);
  assert.equal(await sort.count(), 2, "the scripts of the page ran once for the new table");
  await sort.first().click();
  assert.deepEqual(await page.locator("tbody td:first-child").allInnerTexts(), ["Axle", "Bolt", "Cog"]);
  put("sops/first.md", text("After the edit.").replace("title: First", "title: Foremost"));
  await page.getByRole("heading", { name: "Foremost" }).waitFor();
  await page.waitForFunction(() => document.title.includes("Foremost"));
  assert.equal(await page.evaluate(() => window.isUntouched), undefined);
  assert.deepEqual(faults, []);
  put("sops/first.md", document("Before."));
  await context.close();
});

test("a page whose bytes stay the same is not loaded anew", async () => {
  const { page, context } = await open("first.html");
  await page.evaluate(() => (window.isUntouched = true));
  put("sops/second.md", "# Second\n\nChanged. See [first](first.md).\n");
  const other = await open("second.html");
  await shows(other.page, "Changed.");
  await new Promise((done) => setTimeout(done, 300));
  assert.equal(await page.evaluate(() => window.isUntouched), true);
  await context.close();
  await other.context.close();
});

test("the findings stand on the page until they are fixed", async () => {
  const { page, faults, context } = await open("first.html");
  put("sops/first.md", document("See [it](nowhere.md)."));
  const panel = page.locator(".sopress-live");
  await panel.waitFor();
  await panel.locator("summary").click();
  await shows(page, "sops/first.md:6:5");
  await shows(page, "See [it](nowhere.md).");
  assert.match(await panel.innerText(), /link-unknown/);
  put("sops/first.md", "---\ntitle: [First\n---\n\nText\n");
  await shows(page, "front-matter-invalid");
  assert.equal(await panel.evaluate((it) => it.open), true, "it stays open");
  put("sops/first.md", document("Fixed."));
  await shows(page, "Fixed.");
  assert.deepEqual(faults, []);
  await context.close();
});

test("the findings of a data file stand on the page that draws it", async () => {
  const { page, context } = await open("first.html");
  put("data/prices.csv", "Name,Price\nOne,1\nTwo\n");
  put("sops/first.md", document('```table src="data/prices.csv"\n```'));
  const panel = page.locator(".sopress-live");
  await panel.getByText("table-row-ragged").waitFor({ state: "attached" });
  assert.match(await panel.textContent(), /data\/prices\.csv:3:1/);
  put("data/prices.csv", "Name,Price\nOne,1\nTwo,2\n");
  await panel.getByText("table-row-ragged").waitFor({ state: "detached" });
  put("sops/first.md", document("Fixed."));
  await shows(page, "Fixed.");
  await context.close();
});

test("broken settings are told over the last good page, which comes back by itself", async () => {
  const { page, context } = await open("first.html");
  put("sopress.toml", "[site\n");
  await page.locator(".sopress-live-problem", { hasText: "sopress.toml" }).waitFor();
  await shows(page, "Paragraph 1.");
  put("sopress.toml", '[site]\ntitle = "Theirs"\n');
  await shows(page, "Theirs");
  await page.locator(".sopress-live-problem").waitFor({ state: "detached" });
  await context.close();
});

test("a page that does not exist yet appears when it is written", async () => {
  const { page, context } = await open("third.html");
  put("sops/third.md", "# The third\n");
  await page.getByRole("heading", { name: "The third" }).waitFor();
  rmSync(join(folder, "sops/third.md"));
  await page.getByRole("heading", { name: "The third" }).waitFor({ state: "detached" });
  await context.close();
});

test("a stylesheet of the theme is seen at once", async () => {
  const { page, context } = await open("first.html");
  put("theme/assets/site-own.css", "");
  put("theme/assets/standard.css", "body { background: rgb(1, 2, 3) }");
  await page.waitForFunction(
    () => getComputedStyle(document.body).backgroundColor === "rgb(1, 2, 3)",
  );
  rmSync(join(folder, "theme"), { recursive: true });
  await page.waitForFunction(
    () => getComputedStyle(document.body).backgroundColor !== "rgb(1, 2, 3)",
  );
  await context.close();
});

test("two browsers at one preview both follow, and their open pages are two", async () => {
  const other = await launch();
  const [here, there] = [await open("first.html"), await open("second.html", await other.newContext())];
  const third = await open("first.html", there.context);
  for (const words of ["To both.", "Again to both."]) {
    put("sops/first.md", document(words));
    await Promise.all([shows(here.page, words), shows(third.page, words)]);
  }
  put("sops/second.md", "# Second\n\nOnly here.\n");
  await shows(there.page, "Only here.");
  await shows(here.page, "Again to both.");
  assert.deepEqual([here, there, third].flatMap(({ faults }) => faults), []);
  await other.close();
  await here.context.close();
});

test("the panel has the colours that the reader chose", async () => {
  const { page, context } = await open("first.html");
  put("sops/first.md", document("See [it](nowhere.md)."));
  const panel = page.locator(".sopress-live");
  await panel.waitFor();
  const paper = () => panel.evaluate((element) => getComputedStyle(element).backgroundColor);
  const [light, dark] = ["rgb(255, 255, 255)", "rgb(30, 33, 37)"];
  const chosen = (theme) => page.evaluate((theme) => {
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
  }, theme);
  for (const [colorScheme, theme, expected] of [
    ["light", "", light], ["dark", "", dark], ["light", "dark", dark], ["dark", "light", light],
  ]) {
    await page.emulateMedia({ colorScheme });
    await chosen(theme);
    assert.equal(await paper(), expected, `${colorScheme} and ${theme}`);
  }
  put("sops/first.md", document("Fixed."));
  await context.close();
});

test("twenty loads in a row leave no request without a response", async () => {
  const { page, faults, context } = await open("first.html");
  const pending = new Set();
  page.on("request", (request) => pending.add(request));
  for (const name of ["requestfinished", "requestfailed"]) {
    page.on(name, (request) => pending.delete(request));
  }
  for (let at = 0; at < 20; at += 1) {
    await page.goto(`${address}${at % 2 ? "first" : "second"}.html`, { waitUntil: "load" });
  }
  // Events do not end, and a shared worker's script is never reported as finished: that both arrived
  // is seen by the edit below.
  const isOfWorker = (url) => url.endsWith("/-/events") || url.endsWith("/-/worker.js");
  const hanging = () => [...pending].map((request) => request.url()).filter((url) => !isOfWorker(url));
  for (let tries = 0; tries < 100 && hanging().length > 0; tries += 1) await page.waitForTimeout(100);
  assert.deepEqual(hanging(), []);
  put("sops/first.md", document("After twenty loads."));
  await shows(page, "After twenty loads.");
  assert.deepEqual(faults, []);
  await context.close();
});

test("a page of another site can run no script of the preview and read nothing of it", async () => {
  const html = `<title>Other</title><script src="${address}-/live.js" onload="window.hasRun = true"
    onerror="window.isRefused = true"></script><iframe src="${address}first.html"></iframe>`;
  const other = createServer((_, response) => {
    response.setHeader("content-type", "text/html");
    response.end(html);
  });
  await new Promise((done) => other.listen(0, "127.0.0.1", done));
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${other.address().port}/`);
  await page.waitForFunction(() => window.isRefused || window.hasRun);
  assert.equal(await page.evaluate(() => window.hasRun), undefined);
  for (const mode of ["cors", "no-cors"]) {
    const isRefused = await page.evaluate(
      ([url, mode]) => fetch(url, { mode }).then(() => false, () => true),
      [`${address}first.html`, mode],
    );
    assert.equal(isRefused, true, mode);
  }
  assert.ok(!page.frames().some((frame) => frame.url().startsWith(address)), "it is not framed");
  await context.close();
  other.close();
});

test("a draft is marked on its page and in the panel", async () => {
  put("sops/draft.md", "---\nid: SOP-009\ntitle: Planned\nstatus: draft\n---\n\nText.\n");
  const { page, faults, context } = await open("first.html");
  await page.goto(`${address}draft.html`);
  await page.getByRole("heading", { name: "Planned" }).waitFor();
  const panel = page.locator(".sopress-live");
  await panel.waitFor();
  const mark = "draft: not in the published site";
  assert.match(await panel.locator("summary").innerText(), new RegExp(mark));
  assert.equal(await page.locator("main .status", { hasText: mark }).count(), 1);
  assert.deepEqual(faults, []);
  rmSync(join(folder, "sops/draft.md"));
  await page.locator(".sopress-live", { hasText: mark }).waitFor({ state: "detached" });
  await context.close();
});

test("ten tabs of one browser all follow", async () => {
  const context = await browser.newContext();
  const tabs = [];
  for (let at = 0; at < 10; at += 1) tabs.push(await open("first.html", context));
  put("sops/first.md", document("Seen by all."));
  await Promise.all(tabs.map(({ page }) => shows(page, "Seen by all.")));
  put("sops/first.md", document("And again."));
  await Promise.all(tabs.map(({ page }) => shows(page, "And again.")));
  await context.close();
});
