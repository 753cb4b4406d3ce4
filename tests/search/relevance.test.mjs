// Does the search bring the right document? Builds the sites themselves, prints top 1, top 3 and
// mean reciprocal rank over tests/search/queries.txt, over unseen.txt, to which nothing was fitted,
// and over misspellings and spellings of numbers made by rule, and holds them. SOPRESS names the
// program; SOPRESS_CORPORA a folder of further libraries, for misspellings and numbers.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import test, { before } from "node:test";
import { fileURLToPath } from "node:url";
import { opened, site } from "./reader.mjs";

const library = fileURLToPath(new URL("../../example-library", import.meta.url));
const corpora = process.env.SOPRESS_CORPORA;

const name = ({ id, url }) => id ?? url.replace(/\.html$/, "");
const documents = (folder) => JSON.parse(readFileSync(join(folder, "register.json"), "utf8"));

async function ranks(engine, asked) {
  const ranked = [];
  for (const { kind, query, wanted, options = {} } of asked) {
    const shown = await engine.show(await engine.search(query, options), 10);
    const rank = shown.findIndex((card) => wanted.includes(name(card))) + 1;
    ranked.push({ kind, query, wanted, rank, first: shown.slice(0, 3).map(name) });
  }
  return ranked;
}

function report(context, ranked) {
  const share = (list, is) => list.filter(is).length / list.length;
  const of = (list) => ({
    count: list.length,
    top1: share(list, ({ rank }) => rank === 1),
    top3: share(list, ({ rank }) => rank > 0 && rank <= 3),
    mrr: list.reduce((sum, { rank }) => sum + (rank ? 1 / rank : 0), 0) / list.length,
  });
  const line = (what, { count, top1, top3, mrr }) => context.diagnostic(`${what}: ${count} queries, top 1 ${top1.toFixed(3)}, top 3 ${top3.toFixed(3)}, MRR ${mrr.toFixed(3)}`);
  for (const kind of new Set(ranked.map(({ kind }) => kind))) line(kind, of(ranked.filter((one) => one.kind === kind)));
  for (const { query, wanted, rank, first } of ranked.filter(({ rank }) => rank !== 1)) context.diagnostic(`  ${query}: ${wanted.join(" or ")} at ${rank || "none"}; first ${first.join(", ")}`);
  const all = of(ranked);
  line("all", all);
  return all;
}

// Words of the titles with one slip in each: a letter lost, doubled, swapped or changed, in turn.
function slips(list) {
  const made = [];
  for (const document of list) {
    if (["retired", "superseded"].includes(document.status)) continue;
    const words = document.title.match(/\p{L}{5,}/gu) ?? [];
    words.forEach((word, i) => {
      const at = 1 + ((word.length * 7 + i * 3 + made.length) % (word.length - 2));
      const slip = [
        word.slice(0, at) + word.slice(at + 1),
        word.slice(0, at) + word[at] + word.slice(at),
        word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2),
        word.slice(0, at) + (word[at] === "e" ? "a" : "e") + word.slice(at + 1),
      ][made.length % 4];
      if (slip === word) return;
      const others = words.filter((other) => other !== word).slice(0, 2);
      made.push({ kind: "slip", query: [slip, ...others].join(" "), plain: [word, ...others].join(" "), wanted: [name(document)] });
    });
  }
  return made;
}

// Of the queries that bring their document into the first three when spelt well, the share that
// still do with a slip.
async function survived(context, engine, list, what) {
  const asked = slips(list).slice(0, 200);
  const well = await ranks(engine, asked.map((one) => ({ ...one, query: one.plain })));
  const fair = asked.filter((_, i) => well[i].rank > 0 && well[i].rank <= 3);
  const ranked = await ranks(engine, fair);
  const lost = ranked.filter(({ rank }) => !rank || rank > 3);
  context.diagnostic(`${what}: ${fair.length - lost.length} of ${fair.length} misspelt queries still in the first three`);
  for (const { query, wanted, first } of lost) context.diagnostic(`  ${query}: ${wanted} lost; first ${first.join(", ")}`);
  return (fair.length - lost.length) / fair.length;
}

// The queries of a file beside this one.
function queries(file) {
  return readFileSync(new URL(file, import.meta.url), "utf8").split("\n").filter((line) => line && !line.startsWith("#")).map((line) => {
    const [kind, query, wanted, filters] = line.split("|").map((part) => part.trim());
    const options = { withWithdrawn: kind === "withdrawn", filters: {} };
    for (const filter of filters ? filters.split(",") : []) {
      const [facet, value] = filter.trim().split("=");
      options.filters[facet] = [value];
    }
    return { kind, query, wanted: wanted.split(",").map((id) => id.trim()), options };
  });
}

// Each document's number as staff may type it: the share of spellings that bring it first.
async function numbered(context, engine, list, what) {
  const asked = list.filter(({ id, status }) => /\d$/.test(id ?? "") && !["retired", "superseded"].includes(status)).flatMap(({ id }) => {
    const plain = id.toLowerCase().replace(/(^|\D)0+(?=\d)/g, "$1");
    const spellings = [id, id.toLowerCase(), id.replace(/-/g, " "), id.replace(/-/g, ""), id.replace(/-/g, "_"), id.replace(/-/g, "\u2013"), plain, plain.replace(/-/g, " "), plain.replace(/-/g, ""), plain.replace(/^[a-z]+-(?=[a-z])/, ""), plain.replace(/^[a-z]+-(?=[a-z])/, "").replace(/-/g, "")];
    return [...new Set(spellings)].map((query) => ({ kind: "number", query, wanted: [id] }));
  });
  // `sal 3` is the number of two documents where a form and a procedure share their digits.
  const short = (id) => id.toLowerCase().replace(/^[a-z]+-(?=[a-z])/, "").replace(/-/g, "");
  for (const one of asked) one.wanted = /^[a-z]+-(?=[a-z])/i.test(one.wanted[0]) && short(one.query.replace(/[ _\u2013]/g, "-")) === short(one.query.replace(/[ _\u2013-]/g, "")) ? list.filter(({ id }) => id && short(id) === short(one.wanted[0])).map(({ id }) => id) : one.wanted;
  const missed = (await ranks(engine, asked)).filter(({ rank }) => rank !== 1);
  context.diagnostic(`${what}: ${asked.length - missed.length} of ${asked.length} spellings of numbers bring their document first`);
  for (const { query, wanted, first } of missed) context.diagnostic(`  ${query}: ${wanted} not first; first ${first.join(", ")}`);
  return asked.length ? (asked.length - missed.length) / asked.length : 1;
}

const own = {};
before(() => {
  own.folder = site(library);
  own.list = documents(own.folder);
  own.engine = opened(own.folder);
});

for (const [file, least, what] of [["queries.txt", 60, { mrr: 0.96, top3: 0.96 }], ["unseen.txt", 40, { mrr: 0.94, top3: 0.95 }]]) {
  test(`staff's queries in ${file} find the right document`, async (context) => {
    const asked = queries(file);
    const known = new Set(own.list.map(name));
    assert.deepEqual(asked.flatMap(({ wanted }) => wanted).filter((id) => !known.has(id)), [], "every expected document exists");
    assert.ok(asked.length >= least);
    const { top3, mrr } = report(context, await ranks(own.engine, asked));
    assert.ok(mrr >= what.mrr, `mean reciprocal rank ${mrr}`);
    assert.ok(top3 >= what.top3, `top 3 ${top3}`);
  });
}

test("misspelt titles and numbers in any spelling are found", async (context) => {
  assert.ok(await survived(context, own.engine, own.list, "example library") >= 0.97);
  assert.equal(await numbered(context, own.engine, own.list, "example library"), 1);
});

for (const corpus of corpora ? readdirSync(corpora).filter((file) => statSync(join(corpora, file)).isDirectory()) : []) {
  test(`misspelt titles and numbers of ${corpus} are found`, async (context) => {
    const folder = site(join(corpora, corpus));
    assert.ok(existsSync(join(folder, "search/current.js")));
    const engine = opened(folder), list = documents(folder);
    assert.ok(await survived(context, engine, list, corpus) >= 0.95);
    assert.equal(await numbered(context, engine, list, corpus), 1);
  });
}
