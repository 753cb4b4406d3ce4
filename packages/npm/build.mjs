// Builds the npm packages: one for each platform, with the program, and `sopress`, which depends on all
// of them, so that npm installs the one that fits.
//
// usage: node build.mjs ARCHIVES OUT
// ARCHIVES holds unpacked archives, `sopress-TARGET/`; OUT gets the packages as npm publishes them.
// `sopress` depends on the platforms that are there; of a release they must be all.

import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");
const scope = "@sopress";
const licences = /^(LICENSE-|sopress\.cdx)/;

/** Name, version, description and licence, as Cargo.toml has them. */
function manifest() {
  const options = ["metadata", "--no-deps", "--format-version", "1", "--manifest-path", join(root, "Cargo.toml")];
  const { packages } = JSON.parse(execFileSync("cargo", options, { encoding: "utf8" }));
  const { version, description, license, repository } = packages.find(({ name }) => name === "sopress");
  return { version, description, license, ...(repository ? { repository } : {}) };
}

/** Writes one package with its files, and packs it. */
function pack(folder, settings, out) {
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(settings, null, 2)}\n`);
  execFileSync("npm", ["pack", "--silent", "--pack-destination", out], { cwd: folder, shell: process.platform === "win32" });
}

const [archives, out] = process.argv.slice(2).map((path) => resolve(path));
if (!out) throw new Error("usage: node build.mjs ARCHIVES OUT");
const about = manifest();
const optionalDependencies = {};
for (const { target, os, cpu, libc } of JSON.parse(readFileSync(join(here, "../platforms.json"), "utf8"))) {
  const unpacked = join(archives, `sopress-${target}`);
  if (!existsSync(unpacked)) continue;
  const name = `${scope}/${os}-${cpu}`;
  const program = os === "win32" ? "sopress.exe" : "sopress";
  const folder = join(out, "folders", `${os}-${cpu}`);
  mkdirSync(folder, { recursive: true });
  cpSync(unpacked, folder, { recursive: true, filter: (path) => path === unpacked || path.endsWith(program) || licences.test(path.slice(unpacked.length + 1)) });
  chmodSync(join(folder, program), 0o755);
  writeFileSync(join(folder, "README.md"), `The program of the npm package \`sopress\` for ${target}. Install \`sopress\` instead.\n`);
  pack(folder, { name, ...about, os: [os], cpu: [cpu], ...(libc ? { libc: [libc] } : {}), preferUnplugged: true }, out);
  optionalDependencies[name] = about.version;
}
if (Object.keys(optionalDependencies).length === 0) throw new Error(`no archive in ${archives}`);

const folder = join(out, "folders", "sopress");
cpSync(join(here, "sopress"), folder, { recursive: true });
for (const file of ["README.md", "LICENSE-MIT", "LICENSE-APACHE"]) cpSync(join(root, file), join(folder, file));
pack(folder, {
  name: "sopress",
  ...about,
  bin: { sopress: "bin/sopress.js" },
  engines: { node: ">=18" },
  optionalDependencies,
}, out);
