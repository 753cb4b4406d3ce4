// Builds search indexes and opens them with the browser's engine, in Node.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const { createEngine } = createRequire(import.meta.url)(join(root, "themes/standard/assets/search-engine.js"));

export function built(entries, { language = "en", excerpts = true, synonyms = [] } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "search-"));
  const library = join(folder, "library.json");
  writeFileSync(library, JSON.stringify({ language, excerpts, synonyms, entries }));
  const run = spawnSync("cargo", ["run", "--quiet", "--example", "search_index", "--", library, folder], { cwd: root, encoding: "utf8", timeout: 300_000 });
  if (run.status !== 0) throw new Error(`the index was not built: ${run.stderr}`);
  return folder;
}

// Builds the site of a library; returns its folder.
export function site(library) {
  const out = join(mkdtempSync(join(tmpdir(), "search-")), "site");
  const program = process.env.SOPRESS ?? join(root, "target/debug/sopress");
  const run = spawnSync(program, ["build", library, "--out", out, "--date", "2026-11-22", "--keep-going"], { encoding: "utf8", timeout: 300_000 });
  // 1 means that there are findings; the site may be built all the same.
  if (!existsSync(join(out, "index.html"))) throw new Error(`the site was not built: ${run.error ?? run.stderr}`);
  return out;
}

// An engine over the site in `folder`. `engine.read` lists what it loaded: [{ path, bytes }].
export function opened(folder) {
  const read = [];
  const engine = createEngine(async (path) => {
    const bytes = readFileSync(join(folder, path.replace(/\?.*/, "")));
    read.push({ path, bytes });
    new Function("sopressSearch", bytes.toString("utf8"))(engine);
  });
  engine.read = read;
  return engine;
}

// Ids (or addresses) of the first results, best first.
export async function ids(engine, query, options = {}) {
  const found = await engine.search(query, options);
  return (await engine.show(found, 10)).map(({ id, url }) => id ?? url);
}
