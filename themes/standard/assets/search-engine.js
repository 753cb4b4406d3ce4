// The search: a query in, results out.
//
//   const engine = createEngine(load, clock);
//     load(path) runs the script at `path`, below the root; clock() says which day it is, as
//     search-index.js has it
//   await engine.search("spill kit", { filters: { role: ["qa"] }, withWithdrawn: false })
//   await engine.show(found, 10)            texts of the first ten: cards, places, excerpts
//   await engine.counts(found)              documents for each value of each filter
//
// Knows nothing of the page: the caller provides the function that loads a file. search-index.js
// reads the files, search-words.js interprets words, search-cards.js builds results.
(() => {
  "use strict";
  const isModule = typeof module === "object";
  const { text, cards: { pageCard, resultMaker }, index: { createIndex }, words: { createWords } } = isModule
    ? { text: require("./search-text.js"), cards: require("./search-cards.js"), index: require("./search-index.js"), words: require("./search-words.js") }
    : globalThis.sopressSearch;
  const { words, isPaired, FORM } = text;
  const FACETS = ["department", "kind", "review", "role", "status", "tag"];
  // The weight of a word for a document at each level of the postings: by far the highest in a
  // title.
  const WORTH = Array.from({ length: 8 }, (_, level) => (0.15 + (level + 0.5) * 0.09375) ** 1.5);

  function createEngine(load, clock = () => ({ today: "", notice: 0 })) {
    const index = createIndex(load, clock);
    const { about, warm, shardAt, groupOf, cardOf, heldShard } = index;
    const { matches, splitCompound, prefetchSpelling, suggestions, byNumber } = createWords(index);
    let before = "";

    async function search(query, { filters = {}, withWithdrawn = false } = {}) {
      await warm();
      const quoted = [...query.matchAll(/["\u201C\u201E\u00AB]([^"\u201C\u201D\u00AB\u00BB]+)["\u201D\u201C\u00BB]/g)].map((match) => words(match[1]).map(({ word }) => word)).filter((phrase) => phrase.length > 1);
      let tokens = words(query).map(({ word }) => word).slice(0, 24);
      const isOpen = /[\p{Alphabetic}\p{N}\p{M}]$/u.test(query);
      // A query typed letter by letter is looked up long before it is complete; for one that
      // arrives at once, a typing error must not cost another round trip.
      const isTyped = Math.abs(query.length - before.length) < 3 && (query.startsWith(before) || before.startsWith(query));
      before = query;
      if (!isTyped) prefetchSpelling(tokens);
      // Loads the words together with the numbers: one round trip, not two.
      if (tokens.some((token) => /\d/.test(token))) for (const token of tokens) index.shard(shardAt(token)).catch(() => {});
      const numbers = await byNumber(tokens, isOpen);
      if (numbers.taken && numbers.taken < tokens.length) tokens.splice(numbers.start, numbers.taken);
      const isStop = (token, i) => about().stop.has(token) && !(isOpen && i === tokens.length - 1 && tokens.length > 1 && token.length < 3);
      let after = tokens.map((_, i) => tokens[i + 1] ?? "");
      if (tokens.some((token, i) => !isStop(token, i))) {
        const says = tokens.map((token, i) => !isStop(token, i));
        [tokens, after] = [tokens, after].map((list) => list.filter((_, i) => says[i]));
      }
      const typed = tokens;
      let found = await Promise.all(tokens.map((token, i) => matches(token, isOpen && i === tokens.length - 1)));
      const corrections = [];
      const split = await Promise.all(tokens.map((token, i) => (!found[i].length || found[i][0].quality < 0.66 && !found[i][0].form.startsWith(token)) && token.length > 5 && !/\p{N}/u.test(token) && !isPaired(token) ? splitCompound(token) : null));
      if (split.some(Boolean)) {
        after = tokens.flatMap((_, i) => (split[i] ? [split[i][1], after[i]] : [after[i]]));
        tokens = tokens.flatMap((token, i) => split[i] || [token]);
        found = await Promise.all(tokens.map((token, i) => matches(token, isOpen && i === tokens.length - 1 && !split[split.length - 1])));
        split.forEach((parts, i) => { if (parts) corrections.push({ from: typed[i], to: parts.join(" ") }); });
      }
      for (const [i, token] of tokens.entries()) {
        const together = token + after[i], place = shardAt(together), isNext = tokens[i + 1] === after[i];
        if (!after[i] || isPaired(together) || !heldShard(place) && found[i].length && (!isNext || found[i + 1].length)) continue;
        const group = await groupOf(together);
        if (group) for (const list of [found[i], ...(isNext ? [found[i + 1]] : [])]) list.push({ group, quality: 0.9, form: together });
      }
      const terms = tokens.map((token, i) => ({ token, matches: found[i] }));
      for (const { token, matches: [best] } of terms) {
        if (best && best.quality < FORM && best.form !== token && !best.form.startsWith(token) && !corrections.some(({ to }) => to.split(" ").includes(token))) corrections.push({ from: token, to: best.form });
      }
      const keep = await kept(filters);
      const { hits, hidden } = tokens.length ? ranked(terms, numbers, keep, withWithdrawn) : listed(keep, withWithdrawn);
      const result = {
        query, tokens, terms, quoted, corrections, filters, withWithdrawn,
        unknown: terms.filter(({ matches }) => !matches.length).map(({ token }) => token),
        hits, hidden, named: keep ? [] : namedBy(terms, isOpen),
        near: numbers.near.filter((ordinal) => withWithdrawn || ordinal < about().inForce).slice(0, 3),
        numbers: new Set(numbers.ordinals),
      };
      result.total = hits.length + result.named.length;
      result.suggestions = result.hits.length ? [] : suggestions(result.unknown);
      result.synonyms = synonymsIn(result);
      if (quoted.length && about().hasExcerpts) await filterByPhrases(result);
      return result;
    }

    // Which documents pass the filters: one flag per document, or null for all.
    async function kept(filters) {
      const names = FACETS.filter((name) => filters[name]?.length);
      const facets = await Promise.all(names.map(index.facet));
      return names.reduce((flags, name, i) => {
        const next = new Uint8Array(about().documents);
        for (const { value, documents } of facets[i]) {
          if (filters[name].includes(value)) for (const ordinal of documents) next[ordinal] = !flags || flags[ordinal] ? 1 : 0;
        }
        return next;
      }, null);
    }

    // The ordinals of the matching documents, best first, and how many withdrawn ones were left
    // out. Looks only at documents that contain the words.
    function ranked(terms, numbers, keep, withWithdrawn) {
      const { score, covered, one, touched, met, order } = tables();
      let whole = 0, many = 0;
      for (const term of terms) {
        let reached = 0;
        for (const { group, quality } of term.matches) {
          for (const { level, documents } of group.levels) {
            const worth = quality * WORTH[level];
            for (const ordinal of documents) {
              if (!one[ordinal]) touched[reached++] = ordinal;
              if (worth > one[ordinal]) one[ordinal] = worth;
            }
          }
        }
        const isRare = rarity(term, reached), part = about().weak.has(term.token) ? isRare / 4 : isRare;
        term.rarity = weightOf(term, isRare);
        whole += term.rarity;
        for (let i = 0; i < reached; i++) {
          const ordinal = touched[i];
          if (!score[ordinal]) met[many++] = ordinal;
          score[ordinal] += term.rarity * one[ordinal];
          covered[ordinal] += part * Math.min(1, 0.5 + one[ordinal] * 2);
          one[ordinal] = 0;
        }
      }
      let most = 0, best = 0;
      for (let i = 0; i < many; i++) {
        const ordinal = met[i];
        if (keep && !keep[ordinal] || ordinal >= about().inForce && !withWithdrawn) continue;
        most = Math.max(most, covered[ordinal]);
        best = Math.max(best, score[ordinal]);
      }
      const bonus = new Map(numbers.ordinals.map((ordinal, i) => [ordinal, 1000 - i]));
      for (const ordinal of bonus.keys()) if (!score[ordinal]) met[many++] = ordinal;
      let found = 0, hidden = 0;
      for (let i = 0; i < many; i++) {
        const ordinal = met[i];
        // Contains much of the query, or little of it but with nearly the best score.
        const isHit = bonus.has(ordinal) || covered[ordinal] > most * 0.3 || score[ordinal] > best * 0.7;
        const worth = (score[ordinal] / whole) ** 2 || 0;
        score[ordinal] = covered[ordinal] = 0;
        if (keep && !keep[ordinal] || !isHit) continue;
        if (withWithdrawn || ordinal < about().inForce) order[found++] = place(worth + (bonus.get(ordinal) || 0), ordinal);
        else hidden++;
      }
      return { hits: order.slice(0, found).sort().reverse(), hidden };
    }

    // The rarer a word is, the more it distinguishes documents.
    function rarity({ matches: [best] }, reached) {
      const documents = best?.quality >= FORM ? best.group.count : reached;
      return Math.log(1 + (about().documents - documents + 0.5) / (documents + 0.5)) + 0.1;
    }

    // The weight of a word among those of the query: little for a common word of questions, less
    // for a guess.
    function weightOf({ token, matches: [best] }, rarity) {
      const says = rarity ** 0.45;
      if (about().weak.has(token)) return Math.min(0.25, says / 4);
      return best && best.quality < FORM && !best.form.startsWith(token) ? says * best.quality : says;
    }

    // All documents that pass the filters, in their own order.
    function listed(keep, withWithdrawn) {
      if (!keep) return { hits: new Float64Array(0), hidden: 0 };
      const all = Array.from(keep.keys()).filter((ordinal) => keep[ordinal]);
      const shown = withWithdrawn ? all : all.filter((ordinal) => ordinal < about().inForce);
      return { hits: Float64Array.from(shown, (ordinal) => place(0, ordinal)), hidden: all.length - shown.length };
    }

    // Tables that every ranking reuses; empty in between.
    let made = { score: [] };
    function tables() {
      const count = about().documents;
      if (made.score.length !== count) {
        made = {
          score: new Float32Array(count), covered: new Float32Array(count), one: new Float32Array(count),
          touched: new Uint32Array(count), met: new Uint32Array(count), order: new Float64Array(count),
        };
      }
      return made;
    }

    // A score and an ordinal as one number, so that they sort without a function: the better score
    // is greater, then the smaller ordinal.
    const ORDINALS = 2 ** 20, PARTS = 2 ** 21;
    const place = (score, ordinal) => Math.round(score * PARTS) * ORDINALS + (ORDINALS - 1 - ordinal);
    const ordinalOf = (place) => ORDINALS - 1 - place % ORDINALS;
    const scoreOf = (place) => Math.floor(place / ORDINALS) / PARTS;

    // The synonyms of the words typed: the index of the term, and the words of a phrase.
    function synonymsIn({ terms, tokens }) {
      const typed = ` ${tokens.join(" ")} `;
      const found = [];
      terms.forEach(({ token, matches: [best] }, term) => {
        const said = best?.quality >= FORM * 0.9 ? new Set([token, best.form, ...best.group.forms]) : [token];
        for (const word of said) for (const [phrase, ...others] of heldShard(shardAt(word))?.synonyms || []) {
          if (phrase.startsWith(word) && (phrase === word || typed.includes(` ${phrase} `))) for (const other of others) found.push([term, other.split(" ")]);
        }
      });
      return found;
    }

    // Pages of roles or departments whose name is the whole query. A query with other words as well
    // is about documents.
    function namedBy([first, ...others], isOpen) {
      if (!first) return [];
      const isSaid = ({ token, matches }, word, isLast) => word === token || isLast && isOpen && word.startsWith(token)
        || matches.some(({ group, quality }) => quality > 0.5 && group.forms.includes(word));
      const places = new Set([first.token, ...first.matches.slice(0, 4).map(({ form }) => form)].map(shardAt));
      const pages = new Map();
      for (const place of places) for (const page of heldShard(place)?.named || []) {
        const name = page[0].split(" ").filter((word, _, all) => all.length === 1 || !about().stop.has(word));
        if (name.length === others.length + 1 && [first, ...others].every((term, i) => isSaid(term, name[i], i === others.length))) pages.set(page[1], page);
      }
      return [...pages.values()].slice(0, 3);
    }

    // Keeps the hits that contain every quoted phrase; looks at the first forty.
    async function filterByPhrases(result) {
      const seen = result.hits.slice(0, 40);
      const cards = await Promise.all(Array.from(seen, (place) => cardOf(ordinalOf(place))));
      const isHeld = (card) => result.quoted.every((phrase) => [card.title, ...card.aliases, ...card.sections.flatMap((section) => [section.heading, section.text])]
        .some((part) => ` ${words(part).map(({ word }) => word).join(" ")} `.includes(` ${phrase.join(" ")} `)));
      result.hits = seen.filter((_, i) => isHeld(cards[i]));
      result.isPartial = result.hits.length > seen.length;
      result.total = result.hits.length + result.named.length;
    }

    // The first `limit` documents found with their texts, in their final order. Pages found by name
    // come before them, or after the first document if the name was guessed or is also its title.
    async function show(found, limit, from = 0) {
      const chosen = Array.from(found.hits.slice(from, from + limit), (place) => ({ ordinal: ordinalOf(place), score: scoreOf(place) }));
      const cards = await Promise.all(chosen.map(({ ordinal }) => cardOf(ordinal)));
      const makeResult = resultMaker(found, about());
      const shown = chosen.map((hit, i) => makeResult(cards[i], hit, found.numbers.has(hit.ordinal)));
      shown.sort((a, b) => b.score - a.score);
      if (from) return shown;
      const typed = found.tokens.join(" ");
      const isBehind = ([name, , title]) => name !== typed || title.toLowerCase() === shown[0]?.plainTitle.toLowerCase();
      const [behind, before] = [true, false].map((side) => found.named.filter((page) => isBehind(page) === side).map(pageCard));
      return [...before, ...shown.slice(0, 1), ...behind, ...shown.slice(1)];
    }

    // Cards of the documents with these ordinals.
    const documents = (ordinals) => Promise.all(ordinals.map(cardOf));

    // [{ name, values: [{ value, count }] }]: for each filter, the hits that pass the other
    // filters.
    async function counts(found) {
      const facets = await Promise.all(FACETS.map(index.facet));
      const all = await search(found.query, { withWithdrawn: found.withWithdrawn });
      const { documents: count, inForce } = about();
      return Promise.all(FACETS.map(async (name, i) => {
        const keep = await kept({ ...found.filters, [name]: [] });
        const isHit = new Uint8Array(count);
        if (all.tokens.length) for (const place of all.hits) isHit[ordinalOf(place)] = !keep || keep[ordinalOf(place)] ? 1 : 0;
        else for (let ordinal = 0; ordinal < (found.withWithdrawn ? count : inForce); ordinal++) isHit[ordinal] = !keep || keep[ordinal] ? 1 : 0;
        const values = facets[i].map(({ value, documents }) => ({ value, count: documents.reduce((sum, ordinal) => sum + isHit[ordinal], 0) }));
        return { name, values };
      }));
    }

    const searchAnew = (query, options) => search(query, options).catch((error) => index.renew(error).then(() => search(query, options)));
    const showAnew = (found, limit, from) => show(found, limit, from).catch((error) => index.renew(error).then(() => search(found.query, found)).then((anew) => show(anew, limit, from)));
    return { ...index.receive, warm, search: searchAnew, show: showAnew, documents, counts, about };
  }

  if (isModule) module.exports = { createEngine, words };
  else Object.assign(globalThis.sopressSearch, createEngine(globalThis.sopressSearch.load, () => globalThis.sopressSearch.clock()));
})();
