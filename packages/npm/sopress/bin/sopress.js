#!/usr/bin/env node
// Runs the program of the package for this platform.

const { spawn } = require("node:child_process");
const { constants } = require("node:os");

const name = `@sopress/${process.platform}-${process.arch}`;
const file = process.platform === "win32" ? "sopress.exe" : "sopress";
let program;
try {
  program = require.resolve(`${name}/${file}`);
} catch {
  console.error(`sopress: the package \`${name}\` is not installed: this platform has none, or npm was told to leave out optional dependencies`);
  process.exit(2);
}

const child = spawn(program, process.argv.slice(2), { stdio: "inherit" });
// The terminal sends Ctrl-C to both; the program decides when it ends.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => child.kill("SIGTERM"));
child.on("error", (error) => {
  console.error(`sopress: cannot run \`${program}\`: ${error.message}`);
  process.exit(2);
});
child.on("exit", (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
