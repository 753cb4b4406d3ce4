// What a result shows of a document: marked title, excerpt, sections; and its score once its text
// is loaded. Knows nothing of the index.
(() => {
  "use strict";
  const isModule = typeof module === "object";
  const { words, eachWord } = isModule ? require("./search-text.js") : globalThis.sopressSearch.text;

  // A document from the index, with names for its fields. The text of a section is a string, or a
  // list with its steps: [text, anchor, number, text of that step, anchor, number, ...].
  function card([[url, title, id, aliases, version], [department, kind, status, state, reviewDue, statusThen], sections]) {
    return { url, title, id, aliases, version, department, kind, status, state, reviewDue, statusThen, sections: sections.map(section) };
  }

  function section([anchor, heading, given]) {
    if (typeof given === "string") return { anchor, heading, text: given, steps: [] };
    let text = given[0];
    const steps = [];
    for (let i = 1; i < given.length; i += 3) {
      if (text) text += " \u00B7 ";
      steps.push({ at: text.length, anchor: given[i], number: given[i + 1] });
      text += given[i + 2];
    }
    return { anchor, heading, text, steps };
  }

  // The status today, regardless of when the site was built: from its date on, the status to
  // follow.
  const statusOn = ({ today }, status, from, then) => (from && from <= today ? then : status);

  // The same for the state of a review that is due on a day: as in today.js, it only ever gets
  // worse.
  const GETS_WORSE = { "reviewed": 0, "due-soon": 1, "due-today": 2, "changed-since-review": 2, "overdue": 3 };
  function reviewOn({ today, notice }, state, due) {
    if (!due || !(state in GETS_WORSE)) return state;
    const left = Math.round((Date.parse(due) - Date.parse(today)) / 864e5);
    const now = left < 0 ? "overdue" : left === 0 ? "due-today" : left <= notice ? "due-soon" : "reviewed";
    return GETS_WORSE[now] > GETS_WORSE[state] ? now : state;
  }

  // A result for a page other than a document, found by its name.
  const pageCard = ([, url, title, kind, text]) => ({
    url, kind, title: [[title, true]], plainTitle: title, excerpt: text ? [[text, false]] : [],
    id: null, version: "", department: "", status: "", state: "none", aliases: [], sections: [], place: null, isNamed: true, isPage: true,
  });

  // Returns a function that turns a card into a result: the positions of the words, the best
  // sections, the score.
  function resultMaker({ terms, tokens, synonyms }, { hasCompounds, stop }) {
    const term = termOf(terms, synonyms, hasCompounds, stop);
    const hitsIn = (text) => {
      const hits = [];
      eachWord(text, (word, start, end) => {
        const found = term(word);
        if (found) hits.push({ start, end, ...found });
      });
      return hits;
    };
    const kinds = (...lists) => new Set(lists.flatMap((hits) => hits.map((hit) => hit.term))).size;
    const said = terms.reduce((sum, { rarity }) => sum + rarity, 0) || 1;
    const sayOf = (seen) => [...seen].reduce((sum, [term, weight]) => sum + weight * terms[term].rarity, 0) / said;
    const see = (seen, { term, weight }) => seen.set(term, Math.max(seen.get(term) ?? 0, weight));
    // How much of the query occurs in some texts, weighted by word, from 0 to 1.
    const share = (...lists) => sayOf(lists.flat().reduce(see, new Map()));
    // The same for the best stretch of one text.
    const together = (hits) => {
      let best = 0;
      for (let i = 0; i < hits.length; i++) {
        const seen = new Map();
        for (let j = i; j < hits.length && hits[j].end - hits[i].start <= STRETCH; j++) see(seen, hits[j]);
        if (seen.size > 1) best = Math.max(best, sayOf(seen));
      }
      return best;
    };
    const plain = (text) => ` ${words(text).map(({ word }) => word).filter((word) => !stop.has(word)).join(" ")} `;
    const whole = ` ${tokens.filter((token) => !stop.has(token)).join(" ")} `;
    const many = Math.max(1, terms.length);

    return (card, hit, isNumber) => {
      const title = hitsIn(card.title);
      const length = words(card.title).filter(({ word }) => !stop.has(word)).length || 1;
      const names = [card.title, ...card.aliases].map(plain);
      let boost = 1 + 1.4 * share(title) ** 0.75 * Math.min(1, title.length / length + 0.3);
      if (names.includes(whole)) boost += 0.8;
      else if (many > 1 && names.some((name) => name.includes(whole))) boost += 0.35;
      const aliases = card.aliases.filter((alias) => kinds(hitsIn(alias)) === many);
      if (aliases.length) boost += 0.3;
      const sections = card.sections.map((section, place) => {
        const headed = hitsIn(section.heading), inside = hitsIn(section.text);
        return { ...section, place, headed, inside, worth: many * (share(headed, inside) + 0.6 * share(headed)) + Math.min(0.5, inside.length / 20) };
      }).filter(({ worth }) => worth > 0).sort((a, b) => b.worth - a.worth || a.place - b.place);
      if (many > 1 && sections.some(({ heading }) => plain(heading).includes(whole))) boost += 0.4;
      if (many > 1 && sections.length) {
        boost += 0.2 * Math.max(...sections.map(({ headed, inside }) => share(headed, inside))) ** 4;
        boost += 0.5 * Math.max(...sections.map(({ inside }) => together(inside))) ** 2;
      }
      const told = sections.filter(({ text }) => text);
      const passages = told.slice(0, 4).map((section) => ({ section, ...excerpt(section.text, section.inside) }));
      // Avoids the placeholders of a template if another passage matches nearly as well.
      const passage = passages.find(({ section, parts }) => section.worth >= told[0].worth / 2 && !BLANK.test(parts.map(([part]) => part).join(""))) ?? passages[0];
      const best = passage?.section, opening = card.sections.find(({ text }) => text);
      const lines = passage ?? (opening ? excerpt(opening.text, []) : { parts: [] });
      const places = sections.map((section) => place(card, section)).filter(({ url }) => url !== card.url).slice(0, 3);
      return {
        ...card, isNumber, score: hit.score * boost, ordinal: hit.ordinal,
        title: marked(card.title, title), plainTitle: card.title,
        // Whether the title or a name contains the whole query, so that the document as a whole is
        // meant.
        isNamed: isNumber || !best || kinds(title) === many || aliases.length > 0,
        aliases: aliases.map((alias) => marked(alias, hitsIn(alias))),
        excerpt: lines.parts, place: best ? place(card, best, lines.from) : null,
        sections: places,
      };
    };
  }

  // Returns a function from a word to the index and quality of the term that it matches, or
  // undefined.
  function termOf(terms, synonyms, hasCompounds, stop) {
    const places = new Map();
    terms.forEach(({ token, matches }, term) => {
      for (const { group, quality } of matches) if (quality > 0.3) for (const form of group.forms) if (!places.has(form)) places.set(form, { term, weight: 1 });
      places.set(token, { term, weight: 1 });
    });
    for (const [term, phrase] of synonyms) for (const word of phrase) if (!places.has(word) && !stop.has(word)) places.set(word, { term, weight: 0.75 });
    const parts = hasCompounds ? [...places.keys()].filter((form) => form.length > 4) : [];
    if (!parts.length) return (word) => places.get(word);
    return (word) => {
      const place = places.get(word);
      if (place !== undefined || word.length < 8) return place;
      const part = parts.find((form) => word.endsWith(form) || word.startsWith(form));
      return part && places.get(part);
    };
  }

  // The best place in a section: the step with the best matches, if it has steps.
  function place(card, { anchor, heading, text, headed = [], inside, steps }, from = densest(inside)) {
    const step = headed.length && !inside.length ? undefined : steps.findLast(({ at }) => at <= from);
    const target = step?.anchor ?? anchor;
    return { url: target ? `${card.url}#${target}` : card.url, heading: marked(heading, headed), step: step?.number ?? null };
  }

  const WIDTH = 170, STRETCH = 120;
  // A placeholder of a template: `[Partner name]`.
  const BLANK = /\[\p{L}[^\]]*\]/u;

  // The start of the stretch of a text with the most distinct terms, then with the most `hits`.
  function densest(hits) {
    let best = 0, first = 0, last = 0;
    const seen = new Map();
    for (let i = 0, j = 0; i < hits.length; i++) {
      seen.set(hits[i].term, (seen.get(hits[i].term) || 0) + 1);
      for (; hits[i].end - hits[j].start > WIDTH; j++) {
        const left = seen.get(hits[j].term) - 1;
        if (left) seen.set(hits[j].term, left); else seen.delete(hits[j].term);
      }
      const worth = seen.size + (i - j + 1) * 0.05;
      if (worth > best + 0.001) [best, first, last] = [worth, j, i];
    }
    // Repeated terms further on would only lengthen the stretch.
    while (first < last && hits.slice(first + 1, last + 1).some((hit) => hit.term === hits[first].term)) first++;
    return hits[first]?.start ?? 0;
  }

  // `text` around the densest place of `hits` ([{ start, end, term }] in order), as [[text,
  // isMarked], ...], and the start of that place.
  function excerpt(text, hits) {
    const from = densest(hits);
    let start = Math.max(0, from - 40);
    if (start > 0) {
      const space = text.indexOf(" ", start);
      start = space >= 0 && space < from ? space + 1 : start;
    }
    if (text.startsWith("\u00B7 ", start)) start += 2;
    let end = Math.min(text.length, start + WIDTH + 30);
    if (end < text.length) {
      const space = text.lastIndexOf(" ", end);
      end = space > start + WIDTH / 2 ? space : end;
    }
    const parts = marked(text.slice(start, end), hits
      .filter((hit) => hit.start >= start && hit.end <= end)
      .map((hit) => ({ start: hit.start - start, end: hit.end - start })));
    if (start > 0) parts.unshift(["… ", false]);
    if (end < text.length) parts.push([" …", false]);
    return { parts, from };
  }

  // `text` split at `hits`, which may overlap: [[text, isMarked], ...].
  function marked(text, hits) {
    const parts = [];
    let at = 0;
    for (let i = 0; i < hits.length; i++) {
      const start = Math.max(at, hits[i].start);
      let end = hits[i].end;
      while (i + 1 < hits.length && hits[i + 1].start <= end) end = Math.max(end, hits[++i].end);
      if (end <= start) continue;
      if (start > at) parts.push([text.slice(at, start), false]);
      parts.push([text.slice(start, end), true]);
      at = end;
    }
    if (at < text.length) parts.push([text.slice(at), false]);
    return parts;
  }

  if (isModule) module.exports = { card, pageCard, resultMaker, statusOn, reviewOn };
  else globalThis.sopressSearch.cards = { card, pageCard, resultMaker, statusOn, reviewOn };
})();
