// How long a reader waits and how much is loaded: `node benches/search/queries.mjs target/search-bench/10000`,
// or any built site. First each query with a new engine, then the same queries with one that has loaded all it
// needs. Queries are made from titles, numbers and rare words of the index.
import { existsSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { opened } from "../../tests/search/reader.mjs";

const { createEngine } = createRequire(import.meta.url)("../../themes/standard/assets/search-engine.js");

const site = process.argv[2];
const assets = existsSync(join(site, "assets/search.js")) ? pathToFileURL(join(site, "assets/")) : new URL("../../themes/standard/assets/", import.meta.url);
const squeezed = (bytes) => gzipSync(bytes).length;
// As in a site: the engine in one file, without indentation, comments and unnecessary space.
const parts = ["box", "text", "cards", "index", "words", "engine"].map((name) => `search-${name}.js`);
const names = existsSync(new URL("search-all.js", assets)) ? [["search.js"], ["search-all.js"], ["search-catalogue.js"], ["search.css"]] : [["search.js"], parts, ["search.css"]];
const bareScript = (text) => text.split("\n").map((line) => line.trimStart()).filter((line) => line && !line.startsWith("//")).join("\n");
const bareSheet = (text) => text.replace(/\/\*.*?\*\//gs, "").replace(/\s+/g, " ").replace(/ ?([{};,]) ?/g, "$1").replaceAll(": ", ":").replaceAll(";}", "}");
const served = (name) => (name.endsWith(".js") ? bareScript : bareSheet)(readFileSync(new URL(name, assets), "utf8"));
const interfaceBytes = names.map((list) => Buffer.from(list.map(served).join(";\n")));
const own = { plain: sum(interfaceBytes.map((bytes) => bytes.length)), gzip: sum(interfaceBytes.map(squeezed)) };

const start = opened(site);
await start.warm();
const documents = start.about().documents;
const queries = [];
for (let i = 0; i < 100; i++) {
  const [card] = await start.documents([(i * 7919) % documents]);
  const words = card.title.split(" ").filter((word) => word.length > 3);
  const rare = card.sections[i % card.sections.length].text.match(/[a-z]{9,}/g) ?? ["calibrate"];
  const slip = (word) => word.slice(0, 2) + word[3] + word[2] + word.slice(4);
  queries.push(
    ["words", words.slice(0, 3).join(" ")], ["word", words[1]], ["number", card.id],
    ["rare word", rare[0]], ["slip", [words[0], slip(words[words.length - 1])].join(" ")], ["slip in a rare word", slip(rare[0])],
  );
}

// An engine whose files arrive in rounds: all that were requested by then, together. The manifest is loaded
// with the scripts, when the search box gets the focus.
function waiting(folder) {
  const told = { rounds: 0, read: [] };
  let asked = [];
  const engine = createEngine((path) => new Promise((resolve) => {
    if (!asked.length) {
      setTimeout(() => {
        told.rounds += 1;
        const now = asked;
        asked = [];
        for (const give of now) give();
      });
    }
    asked.push(() => {
      const bytes = readFileSync(join(folder, path));
      told.read.push(bytes);
      new Function("sopressSearch", bytes.toString("utf8"))(engine);
      resolve();
    });
  }));
  return { engine, told };
}

const first = new Map();
for (const [kind, query] of queries) {
  const { engine, told } = waiting(site);
  await engine.warm();
  told.rounds = 0;
  const found = await engine.search(query);
  const row = { plain: own.plain, gzip: own.gzip, rounds: told.rounds };
  await engine.show(found, 5);
  row.all = told.rounds;
  row.files = told.read.length;
  for (const bytes of told.read) {
    row.plain += bytes.length;
    row.gzip += squeezed(bytes);
  }
  first.set(kind, [...(first.get(kind) ?? []), row]);
}
const report = (line) => process.stdout.write(`${line}\n`);
report(`${documents} documents; scripts and style ${own.plain} bytes, ${own.gzip} gzipped; manifest ${start.read[0].bytes.length}, ${squeezed(start.read[0].bytes)} gzipped`);
for (const [kind, rows] of first) {
  const of = (name) => rows.map((row) => row[name]).sort((a, b) => a - b);
  const middle = (list) => list[list.length >> 1];
  report(`first search, ${kind}: ${middle(of("gzip"))} bytes gzipped (most ${of("gzip").at(-1)}), plain ${middle(of("plain"))} (most ${of("plain").at(-1)}), ${middle(of("files"))} files; ${middle(of("rounds"))} round trips to the results (most ${of("rounds").at(-1)}), ${middle(of("all"))} with their texts (most ${of("all").at(-1)})`);
}

const engine = opened(site);
for (const [, query] of queries) await engine.show(await engine.search(query), 5);
const times = { search: [], "with texts": [] };
for (const [, query] of queries) {
  const began = process.cpuUsage();
  const spent = () => Object.values(process.cpuUsage(began)).reduce((sum, part) => sum + part) / 1000;
  const found = await engine.search(query);
  times.search.push(spent());
  await engine.show(found, 5);
  times["with texts"].push(spent());
}
for (const [name, list] of Object.entries(times)) {
  list.sort((a, b) => a - b);
  const at = (share) => list[Math.floor(list.length * share)].toFixed(1);
  report(`repeat query, CPU, ${name}: median ${at(0.5)} ms, 95th percentile ${at(0.95)} ms, most ${list.at(-1).toFixed(1)} ms`);
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
