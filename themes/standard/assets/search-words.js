// Matches a query with the index: words with their forms, prefixes and misspellings, words written
// as one or two, document numbers.
//
//   const { matches, byNumber } = createWords(index);
//   await matches("calibartion", false)     [{ group, quality, form }], best first
(() => {
  "use strict";
  const isModule = typeof module === "object";
  const { isPaired, editDistance, distance, FORM } = isModule ? require("./search-text.js") : globalThis.sopressSearch.text;
  const range = (from, to) => Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);

  function createWords({ about, shardAt, shard, list, series, groupOf, heldShard, heldList }) {
    // Groups of words that `word` matches: [{ group, quality, form }], best first. `isOpen`: it is
    // still being typed.
    async function matches(word, isOpen) {
      const home = shardAt(word);
      const end = word.length > 1 || isPaired(word) ? shardAt(word + "\uFFFF") : home;
      const wanted = Math.min(isOpen ? end : home, home + 2);
      let near = await Promise.all(range(home, wanted).map(shard));
      const exact = await groupOf(word);
      const isPrefixed = isOpen || !exact;
      if (exact && !isOpen) return [{ group: exact, quality: 1, form: word }];
      if (isPrefixed && wanted < end) near = near.concat(await Promise.all(range(wanted + 1, Math.min(end, home + 2)).map(shard)));
      const found = new Map();
      const take = (group, quality, form) => {
        const known = found.get(group);
        if (group && (!known || known.quality < quality)) found.set(group, { group, quality, form });
      };
      if (exact) take(exact, 1, word);
      if (isOpen || word.length > 3 || isPaired(word)) {
        const fit = (form) => (exact ? 0.25 : 0.4) + 0.45 * word.length / form.length;
        for (const { groups, away } of near) {
          for (const group of groups) for (const form of group.forms) if (form.startsWith(word)) take(group, fit(form), form);
          for (const [form, place] of away.filter(([form]) => form.startsWith(word)).slice(0, 3)) {
            take((await shard(+place)).byForm.get(form), fit(form), form);
          }
        }
      }
      if (!exact) {
        for (const { groups } of near) for (const { group, form } of formsOf(word, groups)) take(group, FORM, form);
        const forms = [...found.values()].filter(({ quality }) => quality === FORM);
        if (forms.length && !isOpen) return forms;
      }
      if (!found.size && !about().weak.has(word)) for (const near of await corrections(word, isOpen)) take(near.group, near.quality, near.form);
      return [...found.values()].sort((a, b) => b.quality - a.quality || b.group.count - a.group.count).slice(0, 80);
    }

    // The groups of which `word` is an unused form.
    function formsOf(word, groups) {
      if (word.length < 4 || isPaired(word)) return [];
      const { withoutEnding } = about(), plain = withoutEnding(word), start = plain.slice(0, 3);
      return groups.flatMap((group) => {
        const form = group.forms.find((form) => form.startsWith(start) && withoutEnding(form) === plain);
        return form ? [{ group, form }] : [];
      });
    }

    // Words of which `word` may be a misspelling.
    async function corrections(word, isOpen) {
      const limit = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
      if (!limit || isPaired(word) || /\p{N}/u.test(word)) return [];
      const candidates = new Map();
      const weigh = (form, often) => {
        if (candidates.has(form)) return;
        let cost = distance(word, form, limit);
        if (cost === Infinity && isOpen && form.length > word.length) cost = editDistance(word, form, limit, true) + 0.4;
        if (cost < Infinity) candidates.set(form, { form, cost: cost + (form[0] === word[0] ? 0 : 0.2) - 0.02 * often });
      };
      for (const group of heldShard(shardAt(word)).groups) for (const form of group.forms) weigh(form, Math.log2(group.count));
      const best = () => Math.min(...[...candidates.values()].map(({ cost }) => cost));
      if (!(best() < 0.9)) for (const entries of await Promise.all(listsOf(word).map(list))) for (const [form, often] of entries) weigh(form, often);
      const least = best();
      const chosen = [...candidates.values()].filter(({ cost }) => cost <= least + 0.35).sort((a, b) => a.cost - b.cost || (a.form < b.form ? -1 : 1)).slice(0, 4);
      return Promise.all(chosen.map(async ({ form, cost }) => ({ group: await groupOf(form), quality: Math.max(0.3, 0.85 - 0.12 * cost), form })));
    }

    // Words of the loaded lists whose distance from an unknown word is one more than for automatic
    // correction.
    function suggestions(unknown) {
      return unknown.filter((word) => word.length > 3 && !isPaired(word)).flatMap((word) => {
        const limit = word.length < 8 ? 2 : 3;
        const near = [...heldShard(shardAt(word)).byForm.keys(), ...listsOf(word).flatMap((place) => (heldList(place) || []).map(([form]) => form))];
        return [...new Set(near)].map((form) => [editDistance(word, form, limit, false) + (form[0] === word[0] ? 0 : 0.5), form])
          .filter(([cost]) => cost < Infinity).sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1)).slice(0, 3).map(([, form]) => form);
      });
    }

    // The spelling lists for `word`, by its suffix and its prefix, for its own length and those
    // within one edit: loaded together, since a list costs less than a round trip.
    function listsOf(word) {
      const half = (length) => (length <= 6 ? 2 : length <= 9 ? 3 : 4);
      const place = (side, part) => hash(side, part) & (about().lists - 1);
      const at = (length) => [place(2, word.slice(-half(length))), place(1, word.slice(0, half(length)))];
      const ends = word.length < 6 ? [place(3, word[0] + word[word.length - 1])] : [];
      return [...new Set([...at(word.length), ...ends, ...at(word.length + 1), ...at(word.length - 1)])];
    }

    function hash(side, part) {
      let mixed = side;
      for (let i = 0; i < part.length; i++) mixed = (mixed * 31 + part.charCodeAt(i)) & 0xFFFF;
      return mixed ^ (mixed >> 7);
    }

    // Loads the spelling lists of words that are not among the most common ones, because they may
    // be misspelt. For at most two words: most rare words are correct.
    function prefetchSpelling(tokens) {
      const { common, stop, weak } = about();
      const isStrange = (word) => word.length > 3 && !/\p{N}/u.test(word) && !isPaired(word) && !stop.has(word) && !weak.has(word) && !common.has(hash(4, word));
      for (const place of tokens.filter(isStrange).slice(0, 2).flatMap(listsOf)) list(place).catch(() => {});
    }

    // `word` as two words of the index, or null.
    async function splitCompound(word) {
      const isKnown = async (part) => part.length > 2 && !about().stop.has(part) && (await groupOf(part))?.count > 0;
      const home = heldShard(shardAt(word));
      for (let i = word.length - 3; i > 2; i--) {
        for (const link of about().hasCompounds ? ["", "s", "es", "n", "en"] : [""]) {
          if (!word.slice(0, i).endsWith(link)) continue;
          const first = word.slice(0, i - link.length);
          if (!home.byForm.has(first) && !heldShard(shardAt(first))) continue;
          if (await isKnown(first) && await isKnown(word.slice(i))) return [first, word.slice(i)];
        }
      }
      return null;
    }

    // Ordinals of the documents whose number is in `tokens`, and the tokens that form it.
    async function byNumber(tokens, isOpen) {
      if (!tokens.some((token) => /\d/.test(token))) return { ordinals: [], near: [], taken: 0 };
      const known = await series();
      for (let length = Math.min(tokens.length, 8); length > 0; length--) {
        for (let start = 0; start + length <= tokens.length; start++) {
          const runs = tokens.slice(start, start + length).flatMap((token) => token.match(/\d+|\D+/g));
          const found = numbered(known, runs, isOpen && start + length === tokens.length, length === tokens.length);
          if (found.length) return { ordinals: found, near: [], taken: length, start };
        }
      }
      return { ordinals: [], near: nearNumbers(known, tokens.flatMap((token) => token.match(/\d+|\D+/g))), taken: 0 };
    }

    function numbered(known, runs, isOpen, isAll) {
      const typed = runs[runs.length - 1];
      const isSeries = (name, wanted) => wanted === "" ? isAll : name === wanted || name.endsWith(`-${wanted}`) || name.replace(/-/g, "") === wanted.replace(/-/g, "");
      const plain = (list) => list.map((run) => (/^\d/.test(run) ? run.replace(/^0+(?=\d)/, "") : run)).join("-");
      const found = [];
      if (!/^\d/.test(typed)) {
        if (runs.some((run) => /^\d/.test(run))) for (const { name, others } of known) if (isSeries(name, plain(runs))) found.push(...others);
        return found;
      }
      const series = plain(runs.slice(0, -1));
      const value = +typed;
      const begun = [];
      for (const { name, width, runs } of known) {
        if (!isSeries(name, series)) continue;
        for (const { first, length, document } of runs) {
          if (value >= first && value < first + length) found.push(document + value - first);
          if (isOpen && series && typed.length < width) {
            for (let i = 0; i < length; i++) {
              if (String(first + i).padStart(width, "0").startsWith(typed) && first + i !== value) begun.push(document + i);
            }
          }
        }
      }
      return found.concat(begun).slice(0, 12);
    }

    // Numbers similar to the query, the nearest first, if nothing is found.
    function nearNumbers(known, runs) {
      const typed = /^\d/.test(runs[runs.length - 1]) ? +runs[runs.length - 1] : null;
      const series = runs.slice(0, -1).join("-");
      const near = [];
      if (typed === null || series.length < 2) return near;
      const limit = series.length < 5 ? 1 : 2;
      for (const { name, runs } of known) {
        const unlike = Math.min(editDistance(series, name, limit, false), editDistance(series, name.slice(name.lastIndexOf("-") + 1), 1, false) + 0.5);
        if (unlike === Infinity) continue;
        for (const { first, length, document } of runs) {
          const closest = Math.max(first, Math.min(first + length - 1, typed));
          for (let number = Math.max(first, closest - 2); number <= Math.min(first + length - 1, closest + 2); number++) {
            near.push([unlike * 100 + Math.abs(number - typed), document + number - first]);
          }
        }
      }
      return near.sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, ordinal]) => ordinal);
    }

    return { matches, splitCompound, prefetchSpelling, suggestions, byNumber };
  }

  const words = { createWords };
  if (isModule) module.exports = words;
  else globalThis.sopressSearch.words = words;
})();
