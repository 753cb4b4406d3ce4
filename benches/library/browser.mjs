// The time from saving a file to the first frame in the browser that shows the edit: the median and the
// longest of several edits.
//
//   SOPRESS_DOCUMENTS=10000 cargo bench --bench edit      generates the library
//   node benches/library/browser.mjs 10000                measures it
//
// Uses the release build, or the program that SOPRESS names.

import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createRequire } from "node:module";

const require = createRequire(new URL("../../tests/browser/package.json", import.meta.url));
const { chromium } = require("playwright-core");

const EDITS = 20;
const documents = process.argv[2] ?? "1000";
const top = new URL("../../", import.meta.url).pathname;
const binary = process.env.SOPRESS ?? join(top, "target/release/sopress");
const library = join(top, "target/library-bench", documents, "library");
const folder = mkdtempSync(join(tmpdir(), "sopress-edit-"));
cpSync(library, folder, { recursive: true });

const server = spawn(binary, ["serve", folder, "--port", "0", "--date", "2026-11-22"], {
  stdio: ["ignore", "ignore", "pipe"],
});
let said = "";
const address = await new Promise((found) => {
  server.stderr.on("data", (part) => {
    said = (said + part).slice(-4000);
    const at = /serving (http:\/\/\S+)/.exec(said);
    if (at) found(at[1]);
  });
});
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
try {
  const page = await browser.newPage();
  const file = join(folder, "sops/area-000/sop-00007.md");
  const text = readFileSync(file, "utf8");
  await page.goto(new URL("area-000/sop-00007.html", address).href);
  const times = [];
  for (let edit = 0; edit < EDITS; edit += 1) {
    const words = `This sentence is new: ${edit}.`;
    const begin = performance.timeOrigin + performance.now();
    writeFileSync(file, `${text}\n${words}\n`);
    const seen = await page.waitForFunction(
      (words) =>
        document.querySelector("main")?.textContent.includes(words) &&
        performance.timeOrigin + performance.now(),
      words,
      { polling: "raf" },
    );
    times.push((await seen.jsonValue()) - begin);
    await new Promise((rested) => setTimeout(rested, 3000));
  }
  times.sort((one, other) => one - other);
  const [median, longest] = [times[times.length >> 1], times[times.length - 1]];
  console.log(
    `${documents} documents: an edit is in the browser after ${median.toFixed(0)} ms (longest ${longest.toFixed(0)})`,
  );
} finally {
  await browser.close();
  server.kill();
  rmSync(folder, { recursive: true, force: true });
}
