// Loads the files of the index below search/ on demand, decodes and caches them. Knows nothing of
// queries.
//
//   const index = createIndex(load);        load(path) runs the script at `path`, below the root
//   await index.warm(); index.about()       how many documents there are, stop words, settings
//   await index.groupOf("calibration")      its stem group, { forms, levels, count }
//
// What changes on a day, such as a review that falls due, is computed for the day of `clock()`: {
// today: "2026-11-22", notice: 30 }, where `notice` is the number of days before the due date from
// which a review is due soon.
(() => {
  "use strict";
  const isModule = typeof module === "object";
  const { card, statusOn, reviewOn } = isModule ? require("./search-cards.js") : globalThis.sopressSearch.cards;
  const { endingStripper } = isModule ? require("./search-text.js") : globalThis.sopressSearch.text;

  // The 93 digits: printable characters except the quote and the backslash.
  const DIGITS = [];
  for (let code = 32, digit = 0; code < 127; code++) if (code !== 34 && code !== 92) DIGITS[code] = digit++;

  function reader(encoded) {
    let at = 0;
    const digit = () => DIGITS[encoded.charCodeAt(at++)];
    const number = () => {
      const first = digit();
      if (first < 70) return first;
      if (first < 92) return 70 + (first - 70) * 93 + digit();
      return (digit() * 93 + digit()) * 93 + digit();
    };
    const ascending = () => {
      const list = new Uint32Array(number());
      for (let i = 0, next = 0; i < list.length; i++) next = (list[i] = next + number()) + 1;
      return list;
    };
    return { number, ascending, isDone: () => at >= encoded.length };
  }

  function createIndex(load, clock) {
    let about, held;
    const forget = () => { about = null; held = { shards: [], lists: [], texts: [], facets: {}, numbers: null, loading: {} }; };
    forget();

    const fetchOnce = (path) => held.loading[path] ||= load(path);
    const file = (path) => fetchOnce(`search/${about.folder}/${path}.js`);
    const warm = async () => { if (!about) await fetchOnce("search/current.js"); };

    // Called by the files of the index.
    const receive = {
      current(manifest) {
        about = manifest;
        about.bounds = manifest.bounds.split(" ");
        about.common = new Set(reader(manifest.common).ascending());
        about.stop = new Set(manifest.stop.split(" "));
        about.weak = new Set(manifest.faint.split(" "));
        about.withoutEnding = endingStripper(manifest.endings);
      },
      shard(place, forms, encoded, elsewhere, synonyms, named) {
        const read = reader(encoded);
        let before = "";
        const groups = forms ? forms.split("|").map((group) => ({
          forms: group.split(" ").map((form) => (before = before.slice(0, parseInt(form[0], 36)) + form.slice(1))),
          levels: Array.from({ length: read.number() }, () => ({ level: read.number(), documents: read.ascending() })),
        })) : [];
        const byForm = new Map();
        for (const group of groups) {
          group.count = group.levels.reduce((sum, level) => sum + level.documents.length, 0);
          for (const form of group.forms) byForm.set(form, group);
        }
        const away = elsewhere ? elsewhere.split(" ").map((pair) => pair.split("/")) : [];
        held.shards[place] = { groups, byForm, away, synonyms, named };
      },
      list(place, encoded) {
        let before = "";
        held.lists[place] = Array.from(encoded.matchAll(/([0-9a-z])([^A-Z]*)([A-Z])/g), ([, same, rest, often]) =>
          [before = before.slice(0, parseInt(same, 36)) + rest, often.charCodeAt(0) - 65]);
      },
      numbers(series) {
        held.numbers = series.map(([name, width, encoded, whole]) => {
          const read = reader(encoded), rest = reader(whole), runs = [], others = [];
          for (let next = 0; !read.isDone(); ) {
            const skip = read.number(), length = read.number(), document = read.number();
            const first = skip ? next + skip - 1 : next - 1;
            runs.push({ first, length, document });
            next = first + length;
          }
          while (!rest.isDone()) others.push(rest.number());
          return { name, width, runs, others };
        });
      },
      facet(name, values) {
        held.facets[name] = values.map(([label, encoded, from, then]) => ({ label, documents: reader(encoded).ascending(), from, then }));
      },
      texts(first, documents) {
        documents.forEach((document, i) => { held.texts[first + i] = card(document); });
      },
    };

    // The index of the shard in which `word` is looked up.
    const shardAt = (word) => {
      let low = 0, high = about.bounds.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (about.bounds[middle] <= word) low = middle + 1; else high = middle;
      }
      return Math.max(0, low - 1);
    };
    const shard = async (place) => {
      if (!held.shards[place]) await file(`s/${place}`);
      return held.shards[place];
    };
    const list = async (place) => {
      if (!held.lists[place]) await file(`l/${place}`);
      return held.lists[place];
    };
    // The card of a document, with its text if the index has it.
    const cardOf = async (ordinal) => {
      const place = Math.floor(ordinal / about.each);
      if (!held.texts[ordinal]) await file(`t/${place >> 8}/${place & 255}`);
      return held.texts[ordinal];
    };
    // [{ value, documents }] of a filter, as of today.
    const facet = async (name) => {
      if (!held.facets[name]) await file(`x-${name}`);
      const values = new Map(), now = clock();
      for (const { label, documents, from, then } of held.facets[name]) {
        const value = name === "review" ? reviewOn(now, label, from) : statusOn(now, label, from, then);
        if (!values.has(value)) values.set(value, []);
        values.get(value).push(documents);
      }
      return Array.from(values, ([value, lists]) => ({ value, documents: lists.length > 1 ? lists.flatMap((list) => Array.from(list)) : lists[0] }));
    };
    // [{ name, width, runs, others }], the numbers of documents.
    const series = async () => {
      if (!held.numbers) await file("n");
      return held.numbers;
    };
    const groupOf = async (word) => {
      const home = await shard(shardAt(word));
      const away = !home.byForm.has(word) && home.away.find(([form]) => form === word);
      return away ? (await shard(+away[1])).byForm.get(word) : home.byForm.get(word);
    };

    // Reloads the index if the site was rebuilt while this page was open; otherwise throws `error`.
    async function renew(error) {
      const before = about?.folder;
      forget();
      await load(`search/current.js?${Date.now()}`);
      if (!about || about.folder === before) throw error;
    }

    return {
      receive, warm, renew, shardAt, shard, list, cardOf, facet, series, groupOf,
      about: () => about,
      // What is already loaded.
      heldShard: (place) => held.shards[place],
      heldList: (place) => held.lists[place],
    };
  }

  const index = { createIndex };
  if (isModule) module.exports = index;
  else globalThis.sopressSearch.index = index;
})();
