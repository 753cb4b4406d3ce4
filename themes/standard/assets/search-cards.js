// What a result shows of a document: marked title, excerpt, sections; and how well it fits once its
// text is at hand. Knows nothing of the index.
(() => {
  "use strict";
  const isModule = typeof module === "object";
  const { words } = isModule ? require("./search-text.js") : globalThis.sopressSearch.text;

  // A document as the index writes it, with names.
  function card([[url, title, id, aliases, version], [department, kind, status, state, reviewDue], sections]) {
    return {
      url, title, id, aliases, version, department, kind, status, state, reviewDue,
      sections: sections.map(([anchor, heading, text]) => ({ anchor, heading, text, words: null })),
    };
  }

  // A function that makes a result of a card: where the words stand, the best sections, the score.
  function seeker({ terms, tokens, synonyms }, { hasCompounds, stop }) {
    const places = new Map();
    terms.forEach(({ token, matches }, term) => {
      for (const { group, quality } of matches) if (quality > 0.3) for (const form of group.forms) if (!places.has(form)) places.set(form, term);
      places.set(token, term);
    });
    for (const phrase of synonyms) for (const word of phrase) if (!places.has(word) && !stop.has(word)) places.set(word, 0);
    const parts = hasCompounds ? [...places.keys()].filter((form) => form.length > 4) : [];
    const term = (word) => {
      const place = places.get(word);
      if (place !== undefined || !parts.length || word.length < 8) return place;
      const part = parts.find((form) => word.endsWith(form) || word.startsWith(form));
      return part && places.get(part);
    };
    const hitsIn = (text, cut = words(text)) => cut.map((word) => ({ ...word, term: term(word.word) })).filter((hit) => hit.term !== undefined);
    const kinds = (hits) => new Set(hits.map((hit) => hit.term)).size;
    const plain = (text) => ` ${words(text).map(({ word }) => word).filter((word) => !stop.has(word)).join(" ")} `;
    const whole = ` ${tokens.filter((token) => !stop.has(token)).join(" ")} `;
    const many = Math.max(1, terms.length);

    return (card, hit, isNumber) => {
      const title = hitsIn(card.title);
      const length = words(card.title).filter(({ word }) => !stop.has(word)).length || 1;
      const names = [card.title, ...card.aliases].map(plain);
      let boost = 1 + 0.5 * (kinds(title) / many) * Math.min(1, title.length / length + 0.3);
      if (names.includes(whole)) boost += 0.8;
      else if (many > 1 && names.some((name) => name.includes(whole))) boost += 0.35;
      const aliases = card.aliases.filter((alias) => kinds(hitsIn(alias)) === many);
      if (aliases.length) boost += 0.2;
      const sections = card.sections.map((section, place) => {
        const headed = hitsIn(section.heading), inside = hitsIn(section.text, section.words ||= words(section.text));
        const all = kinds([...headed, ...inside]);
        return { ...section, place, headed, inside, worth: all + 0.6 * kinds(headed) + Math.min(0.5, inside.length / 20) };
      }).filter(({ worth }) => worth > 0).sort((a, b) => b.worth - a.worth || a.place - b.place);
      if (many > 1 && sections.some(({ heading }) => plain(heading).includes(whole))) boost += 0.25;
      if (many > 1 && sections[0] && kinds([...sections[0].headed, ...sections[0].inside]) === many) boost += 0.1;
      const first = card.sections.find(({ text }) => text);
      const best = sections.find(({ inside }) => inside.length) || first && { ...first, inside: [] };
      return {
        ...card, isNumber, score: hit.score * boost, ordinal: hit.ordinal,
        title: marked(card.title, title), plainTitle: card.title,
        aliases: aliases.map((alias) => marked(alias, hitsIn(alias))),
        excerpt: best ? excerpt(best.text, best.inside) : [],
        sections: sections.filter(({ anchor }) => anchor).slice(0, 3).map(({ anchor, heading, headed }) => ({ url: `${card.url}#${anchor}`, heading: marked(heading, headed) })),
      };
    };
  }

  // `text` around the densest place of `hits` ([{ start, end, term }] in order), as
  // [[text, isMarked], ...].
  function excerpt(text, hits, width = 170) {
    let best = 0, from = 0;
    for (let i = 0, j = 0; i < hits.length; i++) {
      while (hits[i].end - hits[j].start > width) j++;
      const inside = hits.slice(j, i + 1);
      const worth = new Set(inside.map((hit) => hit.term)).size + inside.length * 0.05;
      if (worth > best + 0.001) {
        best = worth;
        from = hits[j].start;
      }
    }
    let start = Math.max(0, from - 40);
    if (start > 0) {
      const space = text.indexOf(" ", start);
      start = space >= 0 && space < from ? space + 1 : start;
    }
    let end = Math.min(text.length, start + width + 30);
    if (end < text.length) {
      const space = text.lastIndexOf(" ", end);
      end = space > start + width / 2 ? space : end;
    }
    const parts = marked(text.slice(start, end), hits
      .filter((hit) => hit.start >= start && hit.end <= end)
      .map((hit) => ({ start: hit.start - start, end: hit.end - start })));
    if (start > 0) parts.unshift(["… ", false]);
    if (end < text.length) parts.push([" …", false]);
    return parts;
  }

  // `text` cut at `hits`, which may overlap: [[text, isMarked], ...].
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

  if (isModule) module.exports = { card, seeker };
  else globalThis.sopressSearch.cards = { card, seeker };
})();
