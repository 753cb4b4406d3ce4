// The search: a query in, results out. Reads the index that src/search/ writes, a few small files
// at a time. Knows nothing of the page: the caller says how a file is loaded.
//
//   const engine = createEngine(load);      load(path) runs the script at `path`, below the root
//   await engine.search("spill kit", { filters: { role: ["qa"] }, withWithdrawn: false, limit: 5 })
//   await engine.show(found, 10)            texts of the first ten: cards, sections, excerpts
//   await engine.counts(found)              documents for each value of each filter
(() => {
  "use strict";
  const isModule = typeof module === "object";
  const { text, cards: { card, seeker } } = isModule
    ? { text: require("./search-text.js"), cards: require("./search-cards.js") }
    : globalThis.sopressSearch;
  const { words, isPaired, slips, unlikeness } = text;
  const FACETS = ["department", "kind", "role", "status", "tag"];

  // The 93 digits: printable characters but for the quote and the backslash.
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

  function createEngine(load) {
    let index, state;
    const forget = () => { index = null; state = { shards: [], lists: [], texts: [], facets: {}, numbers: null, loading: {} }; };
    forget();

    const fetchOnce = (path) => state.loading[path] ||= load(path);
    const file = (path) => fetchOnce(`search/${index.folder}/${path}.js`);
    const warm = async () => { if (!index) await fetchOnce("search/current.js"); };

    // Called by the files of the index.
    const receive = {
      current(manifest) {
        index = manifest;
        index.bounds = manifest.bounds.split(" ");
        index.stop = new Set(manifest.stop.split(" "));
      },
      shard(place, forms, encoded, elsewhere, synonyms) {
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
        state.shards[place] = { groups, byForm, away, synonyms };
      },
      list(place, encoded) {
        let before = "";
        state.lists[place] = Array.from(encoded.matchAll(/([0-9a-z])([^A-Z]*)([A-Z])/g), ([, same, rest, often]) =>
          [before = before.slice(0, parseInt(same, 36)) + rest, often.charCodeAt(0) - 65]);
      },
      numbers(series) {
        state.numbers = series.map(([name, width, encoded, whole]) => {
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
        state.facets[name] = values.map(([value, encoded]) => ({ value, documents: reader(encoded).ascending() }));
      },
      texts(first, documents) {
        documents.forEach((document, i) => { state.texts[first + i] = card(document); });
      },
    };

    const shardAt = (word) => {
      let low = 0, high = index.bounds.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (index.bounds[middle] <= word) low = middle + 1; else high = middle;
      }
      return Math.max(0, low - 1);
    };
    const shard = async (place) => {
      if (!state.shards[place]) await file(`s/${place}`);
      return state.shards[place];
    };
    const list = async (place) => {
      if (!state.lists[place]) await file(`l/${place}`);
      return state.lists[place];
    };
    const textOf = async (ordinal) => {
      const place = Math.floor(ordinal / index.each);
      if (!state.texts[ordinal]) await file(`t/${place >> 8}/${place & 255}`);
      return state.texts[ordinal];
    };
    const groupOf = async (word) => {
      const home = await shard(shardAt(word));
      const away = !home.byForm.has(word) && home.away.find(([form]) => form === word);
      return away ? (await shard(+away[1])).byForm.get(word) : home.byForm.get(word);
    };

    // Groups of words that `word` finds: [{ group, quality, form }], best first. `isOpen`: it is
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
      if (!found.size) for (const near of await alike(word, isOpen)) take(near.group, near.quality, near.form);
      return [...found.values()].sort((a, b) => b.quality - a.quality || b.group.count - a.group.count).slice(0, 80);
    }

    // Words that `word` may have been meant for.
    async function alike(word, isOpen) {
      const limit = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
      if (!limit || isPaired(word) || /\p{N}/u.test(word)) return [];
      const candidates = new Map();
      const weigh = (form, often) => {
        if (candidates.has(form)) return;
        let cost = unlikeness(word, form, limit);
        if (cost === Infinity && isOpen && form.length > word.length) cost = slips(word, form, limit, true) + 0.4;
        if (cost < Infinity) candidates.set(form, { form, cost: cost + (form[0] === word[0] ? 0 : 0.2) - 0.02 * often });
      };
      for (const group of state.shards[shardAt(word)].groups) for (const form of group.forms) weigh(form, Math.log2(group.count));
      const best = () => Math.min(...[...candidates.values()].map(({ cost }) => cost));
      for (const places of listsOf(word)) {
        if (best() < 0.9) break;
        for (const entries of await Promise.all(places.map(list))) for (const [form, often] of entries) weigh(form, often);
      }
      const least = best();
      const chosen = [...candidates.values()].filter(({ cost }) => cost <= least + 0.35).sort((a, b) => a.cost - b.cost || (a.form < b.form ? -1 : 1)).slice(0, 4);
      return Promise.all(chosen.map(async ({ form, cost }) => ({ group: await groupOf(form), quality: Math.max(0.3, 0.85 - 0.12 * cost), form })));
    }

    // Words of the lists at hand that are one slip further from an unknown word than is guessed at.
    function suggestions(unknown) {
      return unknown.filter((word) => word.length > 3 && !isPaired(word)).flatMap((word) => {
        const limit = word.length < 8 ? 2 : 3;
        const near = [...state.shards[shardAt(word)].byForm.keys(), ...listsOf(word).flat().flatMap((place) => (state.lists[place] || []).map(([form]) => form))];
        return [...new Set(near)].map((form) => [slips(word, form, limit, false) + (form[0] === word[0] ? 0 : 0.5), form])
          .filter(([cost]) => cost < Infinity).sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1)).slice(0, 3).map(([, form]) => form);
      });
    }

    // The spelling lists for `word`, by its ending and its beginning: first for its own length, then
    // for those that one slip leads to.
    function listsOf(word) {
      const half = (length) => (length <= 6 ? 2 : length <= 9 ? 3 : 4);
      const place = (side, part) => {
        let hash = side;
        for (let i = 0; i < part.length; i++) hash = (hash * 31 + part.charCodeAt(i)) & 0xFFFF;
        return (hash ^ (hash >> 7)) & (index.lists - 1);
      };
      const at = (length) => [place(2, word.slice(-half(length))), place(1, word.slice(0, half(length)))];
      const ends = word.length < 6 ? [place(3, word[0] + word[word.length - 1])] : [];
      const seen = new Set();
      return [[...at(word.length), ...ends], at(word.length + 1), at(word.length - 1)]
        .map((places) => places.filter((place) => !seen.has(place) && seen.add(place))).filter((places) => places.length);
    }

    // `word` as two words of the index written together, or null.
    async function apart(word) {
      const isKnown = async (part) => part.length > 2 && !index.stop.has(part) && (await groupOf(part))?.count > 0;
      const home = state.shards[shardAt(word)];
      for (let i = word.length - 3; i > 2; i--) {
        for (const link of index.hasCompounds ? ["", "s", "es", "n", "en"] : [""]) {
          if (!word.slice(0, i).endsWith(link)) continue;
          const first = word.slice(0, i - link.length);
          if (!home.byForm.has(first) && !state.shards[shardAt(first)]) continue;
          if (await isKnown(first) && await isKnown(word.slice(i))) return [first, word.slice(i)];
        }
      }
      return null;
    }

    // Ordinals of the documents whose number is typed in `tokens`, and which of those it took.
    async function byNumber(tokens, isOpen) {
      if (!tokens.some((token) => /\d/.test(token))) return { ordinals: [], near: [], taken: 0 };
      if (!state.numbers) await file("n");
      for (let length = Math.min(tokens.length, 8); length > 0; length--) {
        for (let start = 0; start + length <= tokens.length; start++) {
          const runs = tokens.slice(start, start + length).flatMap((token) => token.match(/\d+|\D+/g));
          const found = numbered(runs, isOpen && start + length === tokens.length, length === tokens.length);
          if (found.length) return { ordinals: found, near: [], taken: length, start };
        }
      }
      return { ordinals: [], near: nearNumbers(tokens.flatMap((token) => token.match(/\d+|\D+/g))), taken: 0 };
    }

    function numbered(runs, isOpen, isAll) {
      const typed = runs[runs.length - 1];
      const isSeries = (name, wanted) => wanted === "" ? isAll : name === wanted || name.endsWith(`-${wanted}`) || name.replace(/-/g, "") === wanted.replace(/-/g, "");
      const plain = (list) => list.map((run) => (/^\d/.test(run) ? run.replace(/^0+(?=\d)/, "") : run)).join("-");
      const found = [];
      if (!/^\d/.test(typed)) {
        if (runs.some((run) => /^\d/.test(run))) for (const { name, others } of state.numbers) if (isSeries(name, plain(runs))) found.push(...others);
        return found;
      }
      const series = plain(runs.slice(0, -1));
      const value = +typed;
      const begun = [];
      for (const { name, width, runs } of state.numbers) {
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

    // Numbers that look like what was typed, for a query that finds nothing.
    function nearNumbers(runs) {
      const typed = /^\d/.test(runs[runs.length - 1]) ? +runs[runs.length - 1] : null;
      const series = runs.slice(0, -1).join("-");
      const near = [];
      if (typed === null || series.length < 2) return near;
      const limit = series.length < 5 ? 1 : 2;
      for (const { name, runs } of state.numbers) {
        const unlike = Math.min(slips(series, name, limit, false), slips(series, name.slice(name.lastIndexOf("-") + 1), 1, false) + 0.5);
        if (unlike === Infinity) continue;
        for (const { first, length, document } of runs) {
          const closest = Math.max(first, Math.min(first + length - 1, typed));
          near.push([unlike * 100 + Math.abs(closest - typed), document + closest - first]);
        }
      }
      return near.sort((a, b) => a[0] - b[0]).slice(0, 3).map(([, ordinal]) => ordinal);
    }

    async function search(query, { filters = {}, withWithdrawn = false } = {}) {
      await warm();
      const quoted = [...query.matchAll(/["\u201C\u201E\u00AB]([^"\u201C\u201D\u00AB\u00BB]+)["\u201D\u201C\u00BB]/g)].map((match) => words(match[1]).map(({ word }) => word)).filter((phrase) => phrase.length > 1);
      let tokens = words(query).map(({ word }) => word).slice(0, 24);
      const isOpen = /[\p{Alphabetic}\p{N}\p{M}]$/u.test(query);
      const numbers = await byNumber(tokens, isOpen);
      if (numbers.taken && numbers.taken < tokens.length) tokens.splice(numbers.start, numbers.taken);
      const isStop = (token, i) => index.stop.has(token) && !(isOpen && i === tokens.length - 1 && tokens.length > 1 && token.length < 3);
      if (tokens.some((token, i) => !isStop(token, i))) tokens = tokens.filter((token, i) => !isStop(token, i));
      const typed = tokens;
      let found = await Promise.all(tokens.map((token, i) => matches(token, isOpen && i === tokens.length - 1)));
      const corrections = [];
      const split = await Promise.all(tokens.map((token, i) => (!found[i].length || found[i][0].quality < 0.66 && !found[i][0].form.startsWith(token)) && token.length > 5 && !/\p{N}/u.test(token) && !isPaired(token) ? apart(token) : null));
      if (split.some(Boolean)) {
        tokens = tokens.flatMap((token, i) => split[i] || [token]);
        found = await Promise.all(tokens.map((token, i) => matches(token, isOpen && i === tokens.length - 1 && !split[split.length - 1])));
        split.forEach((parts, i) => { if (parts) corrections.push({ from: typed[i], to: parts.join(" ") }); });
      }
      for (let i = 0; i + 1 < tokens.length; i++) {
        const together = tokens[i] + tokens[i + 1], place = shardAt(together);
        if (isPaired(together) || !state.shards[place] && found[i].length && found[i + 1].length) continue;
        const group = await groupOf(together);
        if (group) for (const list of [found[i], found[i + 1]]) list.push({ group, quality: 0.9, form: together });
      }
      const terms = tokens.map((token, i) => ({ token, matches: found[i] }));
      for (const { token, matches: [best] } of terms) {
        if (best && best.form !== token && !best.form.startsWith(token) && !corrections.some(({ to }) => to.split(" ").includes(token))) corrections.push({ from: token, to: best.form });
      }
      const { hits, hidden } = ranked(terms, numbers, await kept(filters), !tokens.length, withWithdrawn);
      const result = {
        query, tokens, terms, quoted, corrections, filters, withWithdrawn,
        unknown: terms.filter(({ matches }) => !matches.length).map(({ token }) => token),
        hits, total: hits.length, hidden, near: numbers.near,
        numbers: new Set(numbers.ordinals),
      };
      result.suggestions = result.hits.length ? [] : suggestions(result.unknown);
      result.synonyms = synonymsIn(result);
      if (quoted.length && index.hasExcerpts) await holdPhrases(result);
      return result;
    }

    // Which documents the filters leave: one flag a document, or null for all.
    async function kept(filters) {
      const names = FACETS.filter((name) => filters[name]?.length);
      await Promise.all(names.map((name) => state.facets[name] || file(`x-${name}`)));
      return names.reduce((flags, name) => {
        const next = new Uint8Array(index.documents);
        for (const { value, documents } of state.facets[name]) {
          if (filters[name].includes(value)) for (const ordinal of documents) next[ordinal] = !flags || flags[ordinal] ? 1 : 0;
        }
        return next;
      }, null);
    }

    // The places of the documents that fit, best first, and how many withdrawn ones were left out.
    function ranked(terms, numbers, keep, isListing, withWithdrawn) {
      const count = index.documents;
      const { score, covered, one, touched, order } = tables(count);
      let whole = 0;
      for (const { matches } of terms) {
        let reached = 0;
        for (const { group, quality } of matches) {
          for (const { level, documents } of group.levels) {
            const worth = quality * (0.15 + (level + 0.5) * 0.09375);
            for (const ordinal of documents) {
              if (!one[ordinal]) touched[reached++] = ordinal;
              if (worth > one[ordinal]) one[ordinal] = worth;
            }
          }
        }
        const documents = matches[0]?.quality === 1 ? matches[0].group.count : reached;
        const rarity = Math.log(1 + (count - documents + 0.5) / (documents + 0.5)) + 0.1;
        whole += matches.length ? rarity : rarity * 0.7;
        for (let i = 0; i < reached; i++) {
          const ordinal = touched[i];
          score[ordinal] += rarity * one[ordinal];
          covered[ordinal] += rarity * Math.min(1, 0.5 + one[ordinal] * 2);
          one[ordinal] = 0;
        }
      }
      let most = 0;
      for (let ordinal = 0; ordinal < count; ordinal++) if ((!keep || keep[ordinal]) && covered[ordinal] > most) most = covered[ordinal];
      const bonus = new Map(numbers.ordinals.map((ordinal, i) => [ordinal, 1000 - i]));
      let found = 0, hidden = 0;
      for (let ordinal = 0; ordinal < count; ordinal++) {
        if (keep && !keep[ordinal]) continue;
        const isHit = isListing ? keep : score[ordinal] && covered[ordinal] > most * 0.45;
        if (!isHit && !bonus.has(ordinal)) continue;
        if (!withWithdrawn && ordinal >= index.inForce) {
          hidden++;
          continue;
        }
        const cover = isHit && !isListing ? covered[ordinal] / whole : 0;
        order[found++] = place(score[ordinal] * cover * cover + (bonus.get(ordinal) || 0), ordinal);
      }
      return { hits: order.slice(0, found).sort().reverse(), hidden };
    }

    // What every ranking uses again, emptied.
    function tables(count) {
      const made = state.tables ||= {
        score: new Float32Array(count), covered: new Float32Array(count), one: new Float32Array(count),
        touched: new Uint32Array(count), order: new Float64Array(count),
      };
      made.score.fill(0);
      made.covered.fill(0);
      return made;
    }

    // A score and an ordinal as one number, so that they sort without a function: the better score
    // is greater, then the smaller ordinal.
    const ORDINALS = 2 ** 20, PARTS = 2 ** 21;
    const place = (score, ordinal) => Math.round(score * PARTS) * ORDINALS + (ORDINALS - 1 - ordinal);
    const ordinalOf = (place) => ORDINALS - 1 - place % ORDINALS;
    const scoreOf = (place) => Math.floor(place / ORDINALS) / PARTS;

    // What the words typed are synonyms of: phrases, as lists of words.
    function synonymsIn({ tokens }) {
      const typed = ` ${tokens.join(" ")} `;
      const found = [];
      for (const token of new Set(tokens)) {
        for (const [phrase, ...others] of state.shards[shardAt(token)]?.synonyms || []) {
          if (typed.includes(` ${phrase} `)) found.push(...others.map((other) => other.split(" ")));
        }
      }
      return found;
    }

    // Keeps the hits that hold every quoted phrase; looks at the first forty.
    async function holdPhrases(result) {
      const seen = result.hits.slice(0, 40);
      const cards = await Promise.all(Array.from(seen, (place) => textOf(ordinalOf(place))));
      const isHeld = (card) => result.quoted.every((phrase) => [card.title, ...card.aliases, ...card.sections.flatMap((section) => [section.heading, section.text])]
        .some((part) => ` ${words(part).map(({ word }) => word).join(" ")} `.includes(` ${phrase.join(" ")} `)));
      result.hits = seen.filter((_, i) => isHeld(cards[i]));
      result.isPartial = result.total > seen.length;
      result.total = result.hits.length;
    }

    // The first `limit` results with their texts, put in their last order.
    async function show(found, limit, from = 0) {
      const chosen = Array.from(found.hits.slice(from, from + limit), (place) => ({ ordinal: ordinalOf(place), score: scoreOf(place) }));
      const cards = await Promise.all(chosen.map(({ ordinal }) => textOf(ordinal)));
      const seek = seeker(found, index);
      const shown = chosen.map((hit, i) => seek(cards[i], hit, found.numbers.has(hit.ordinal)));
      return shown.sort((a, b) => b.score - a.score);
    }

    // Cards of the documents with these ordinals.
    const documents = (ordinals) => Promise.all(ordinals.map(textOf));

    // [{ name, values: [{ value, count }] }]: for each filter the hits that its other filters leave.
    async function counts(found) {
      await Promise.all(FACETS.map((name) => state.facets[name] || file(`x-${name}`)));
      const all = await search(found.query, { withWithdrawn: found.withWithdrawn });
      return Promise.all(FACETS.map(async (name) => {
        const keep = await kept({ ...found.filters, [name]: [] });
        const isHit = new Uint8Array(index.documents);
        if (all.tokens.length) for (const place of all.hits) isHit[ordinalOf(place)] = !keep || keep[ordinalOf(place)] ? 1 : 0;
        else for (let i = 0; i < (found.withWithdrawn ? index.documents : index.inForce); i++) isHit[i] = !keep || keep[i] ? 1 : 0;
        const values = state.facets[name].map(({ value, documents }) => ({ value, count: documents.reduce((sum, ordinal) => sum + isHit[ordinal], 0) }));
        return { name, values };
      }));
    }

    // Reads the index anew if the site was built anew while this page stood open; otherwise `error`
    // stands.
    async function renew(error) {
      const before = index?.folder;
      forget();
      await load(`search/current.js?${Date.now()}`);
      if (!index || index.folder === before) throw error;
    }
    const searchAnew = (query, options) => search(query, options).catch((error) => renew(error).then(() => search(query, options)));
    const showAnew = (found, limit, from) => show(found, limit, from).catch((error) => renew(error).then(() => search(found.query, found)).then((anew) => show(anew, limit, from)));
    return { ...receive, warm, search: searchAnew, show: showAnew, documents, counts, about: () => index };
  }

  const range = (from, to) => Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);

  if (isModule) module.exports = { createEngine, words };
  else Object.assign(globalThis.sopressSearch, createEngine(globalThis.sopressSearch.load));
})();
