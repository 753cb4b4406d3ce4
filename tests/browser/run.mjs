// Runs test files two at a time, with one browser and one site of the example library for all of them.
//
// usage: node run.mjs FILE...

import { spawn } from "node:child_process";
import { once } from "node:events";

import { chromium } from "playwright-core";

import { launchOptions, open } from "./site.mjs";

const example = await open();
const browser = await chromium.launchServer(launchOptions());
const tests = spawn(process.execPath, ["--test", "--test-concurrency=2", ...process.argv.slice(2)], {
  stdio: "inherit",
  env: {
    ...process.env,
    SOPRESS_BROWSER: browser.wsEndpoint(),
    SOPRESS_EXAMPLE_SITE: JSON.stringify({ out: example.out, origin: example.origin }),
  },
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => tests.kill(signal));
const [code] = await once(tests, "exit");
await browser.close();
example.close();
process.exitCode = code ?? 1;
