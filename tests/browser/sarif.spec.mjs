// The findings as SARIF, against the schema of the standard.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";

import Ajv from "ajv-draft-04";
import addFormats from "ajv-formats";

import { binary, day, root } from "./site.mjs";

const modules = dirname(createRequire(import.meta.url).resolve("@microsoft/jest-sarif/package.json"));

test("a report is valid against the schema of SARIF 2.1.0", () => {
  const schema = JSON.parse(readFileSync(join(modules, "lib/schemas/sarif-2.1.0-rtm.5.json"), "utf8"));
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats(ajv);
  const validate = ajv.compile(schema);
  const library = join(root, "example-library");
  const ran = spawnSync(binary, ["check", library, "--date", day, "--format", "sarif"], { encoding: "utf8" });
  const log = JSON.parse(ran.stdout);
  assert.ok(log.runs[0].results.length > 0, "the example has findings");
  assert.ok(validate(log), JSON.stringify(validate.errors, null, 2));
});
