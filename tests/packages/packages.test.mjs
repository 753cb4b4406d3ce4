// The packages of this platform: built as for a release, but of the program under test; installed into an
// empty environment from the files alone; and run.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const { parse: parseToml } = createRequire(join(root, "tests/browser/package.json"))("smol-toml");
const { parse: parseYaml } = createRequire(join(root, "tests/browser/package.json"))("yaml");
const program = process.env.SOPRESS ?? join(root, "target/debug/sopress");
const read = (path) => readFileSync(join(root, path), "utf8");
const { version } = parseToml(read("Cargo.toml")).package;
const folder = mkdtempSync(join(tmpdir(), "sopress-packages-"));
after(() => rmSync(folder, { recursive: true }));

/** Runs a command, which must succeed, and returns what it printed. */
function run(command, options, more = {}) {
  const ran = spawnSync(command, options, { encoding: "utf8", cwd: folder, ...more });
  assert.equal(ran.status, 0, `${command} ${options.join(" ")}: ${ran.error ?? ""}\n${ran.stdout}\n${ran.stderr}`);
  return ran.stdout;
}

/** An installed program is the one of this version, and builds a site. */
function works(installed, name) {
  assert.equal(run(installed, ["--version"]), `sopress ${version}\n`);
  const out = join(folder, `site-${name}`);
  run(installed, ["build", join(root, "docs/guide"), "--out", out, "--date", "2026-11-22"]);
  assert.ok(existsSync(join(out, "index.html")));
  const missing = spawnSync(installed, ["check", join(folder, "missing")], { encoding: "utf8" });
  assert.equal(missing.status, 2, "its exit code is passed on");
}

const target = /^host: (.*)$/m.exec(run("rustc", ["--version", "--verbose"]))[1];
const archives = join(folder, "archives");
mkdirSync(archives);
// As a release has it: without the symbols, which take most of the time to pack.
run("strip", ["-o", "sopress", program]);
run("bash", [join(root, "packages/archive.sh"), target, "sopress", archives, join(root, "deny.toml")]);

test("the archive holds the program, its licences and what was added", () => {
  run("tar", ["--extract", "--file", `sopress-${target}.tar.gz`], { cwd: archives });
  const unpacked = join(archives, `sopress-${target}`);
  for (const name of ["LICENSE-MIT", "LICENSE-APACHE", "README.md", "sopress.1", "deny.toml"]) {
    assert.ok(existsSync(join(unpacked, name)), name);
  }
  works(join(unpacked, "sopress"), "archive");
});

test("the wheel is installed by pip, and its program runs", () => {
  const wheels = join(folder, "wheels");
  // The profile of the tests, so that nothing but the program is compiled again.
  run("bash", [join(root, "packages/wheel.sh"), wheels, "--profile", "dev", "--strip"]);
  const [wheel, materials, ...others] = readdirSync(wheels).sort();
  assert.ok(wheel.startsWith(`sopress-${version}-py3-none-`) && others.length === 0, `${wheel} ${others}`);
  const { bomFormat, components } = JSON.parse(readFileSync(join(wheels, materials), "utf8"));
  assert.equal(bomFormat, "CycloneDX");
  assert.ok(components.some(({ name }) => name === "pulldown-cmark"), "the dependencies are listed");
  run("python3", ["-m", "venv", "python"]);
  run(join(folder, "python/bin/pip"), ["install", "--no-index", "--no-deps", join(wheels, wheel)]);
  works(join(folder, "python/bin/sopress"), "wheel");
  const shown = run(join(folder, "python/bin/pip"), ["show", "--files", "sopress"]);
  assert.match(shown, /^Summary: A static site generator/m);
  for (const file of ["LICENSE-MIT", "LICENSE-APACHE", ".cyclonedx.json"]) assert.ok(shown.includes(file), `${file} in ${shown}`);
});

test("the npm packages are installed from their files, and the program runs", () => {
  const other = JSON.parse(read("packages/platforms.json")).find(({ os }) => os !== process.platform);
  const elsewhere = join(archives, `sopress-${other.target}`);
  mkdirSync(elsewhere);
  writeFileSync(join(elsewhere, "sopress"), "for another platform");
  run("node", [join(root, "packages/npm/build.mjs"), archives, "npm"]);
  const all = readdirSync(join(folder, "npm")).filter((name) => name.endsWith(".tgz"));
  assert.equal(all.length, 3, all.join());
  // The other platform's package can be had from nowhere, as it is not needed.
  const packed = all.filter((name) => !name.includes(`${other.os}-`));
  const project = join(folder, "project");
  mkdirSync(project);
  writeFileSync(join(project, "package.json"), "{}");
  const files = packed.map((name) => join(folder, "npm", name));
  run("npm", ["install", "--offline", "--no-audit", "--no-fund", ...files], { cwd: project });
  works(join(project, "node_modules/.bin/sopress"), "npm");
  const installed = join(project, "node_modules/@sopress", `${process.platform}-${process.arch}`);
  assert.ok(existsSync(join(installed, "LICENSE-MIT")));
  rmSync(installed, { recursive: true });
  const without = spawnSync(join(project, "node_modules/.bin/sopress"), ["--version"], { encoding: "utf8" });
  assert.equal(without.status, 2);
  assert.match(without.stderr, /the package `@sopress\/\S+` is not installed/);
});

test("a release is built for every platform that has a package", () => {
  const { jobs } = parseYaml(read(".github/workflows/release.yml"));
  const built = jobs.binary.strategy.matrix.include.map(({ target }) => target);
  const packaged = JSON.parse(read("packages/platforms.json")).map(({ target }) => target);
  assert.deepEqual(built, packaged);
});

test("the same licences are accepted for the packages as for the dependencies", () => {
  const { accepted } = parseToml(read("packages/about.toml"));
  assert.deepEqual(accepted, parseToml(read("deny.toml")).licenses.allow);
});

const hasDocker = spawnSync("docker", ["info"]).status === 0;
test("the image is built from the archive and runs as a plain user", { skip: !hasDocker && "no Docker engine is running" }, () => {
  run("docker", ["build", "--quiet", "--file", join(root, "packages/container/Dockerfile"), "--tag", "sopress-test", archives]);
  const inside = (...options) => run("docker", ["run", "--rm", "--volume", `${join(root, "docs/guide")}:/library:ro`, ...options]);
  assert.equal(inside("sopress-test", "--version"), `sopress ${version}\n`);
  assert.notEqual(inside("--entrypoint", "id", "sopress-test", "-u").trim(), "0");
  inside("sopress-test", "build", ".", "--out", "/tmp/site");
});
