// Text for the search: its words, and how similar two words are. Knows nothing of the index. The
// tokeniser must agree with src/search/words.rs; both are tested with tests/search/words.json.
(() => {
  "use strict";

  const RUN = /[\p{Alphabetic}\p{N}\p{M}]+/gu;
  const RUN_HERE = new RegExp(RUN.source, "uy"), RUN_OF = new RegExp(RUN.source, "gu");
  const IS_PLAIN = /^[A-Za-z0-9]+$/;
  const PAIRED = "\\u0E00-\\u0EFF\\u1000-\\u109F\\u1780-\\u17FF\\u3005-\\u3007\\u3040-\\u30FF\\u3400-\\u9FFF\\uAC00-\\uD7AF\\uF900-\\uFAFF\\u{20000}-\\u{3FFFF}";
  const SAME_SCRIPT = new RegExp(`[${PAIRED}]+|[^${PAIRED}]+`, "gu");
  const IS_PAIRED = new RegExp(`[${PAIRED}]`, "u");
  const DROPPED = /['\u00AD\u2019\u0300-\u036F\u0591-\u05BD\u05BF\u05C1\u05C2\u0640\u064B-\u065F\u0670]/g;
  const SPELT_OUT = { ß: "ss", æ: "ae", œ: "oe", þ: "th", ø: "o", đ: "d", ð: "d", ł: "l", ı: "i", ς: "σ" };
  const LONGEST = 40;

  const isPaired = (word) => IS_PAIRED.test(word);

  function fold(text) {
    if (/^[\x00-\x7F]*$/.test(text)) return text.toLowerCase().replace(/'/g, "");
    return text.normalize("NFKD").toLowerCase().replace(DROPPED, "")
      .replace(/[ßæœþøđðłıς]/g, (c) => SPELT_OUT[c]).normalize("NFC");
  }

  // Each word of `text` with its position: [{ word, start, end }].
  function words(text) {
    const found = [];
    eachWord(text, (word, start, end) => found.push({ word, start, end }));
    return found;
  }

  // Calls take(word, start, end) for each word of `text`.
  function eachWord(text, take) {
    for (let next = 0; ; ) {
      RUN.lastIndex = next;
      const match = RUN.exec(text);
      if (!match) return;
      const start = match.index;
      let end = RUN.lastIndex;
      if (isInside(text.charCodeAt(end))) end = runEnd(text, start, end);
      next = end;
      const run = end - start === match[0].length ? match[0] : text.slice(start, end);
      if (run.length <= LONGEST && IS_PLAIN.test(run)) take(run.toLowerCase(), start, end);
      else pieces(run, start, take);
    }
  }

  // Characters allowed inside a word: an apostrophe, straight or curly, and a soft hyphen.
  const isInside = (code) => code === 0x27 || code === 0x2019 || code === 0xAD;

  // An apostrophe after more than two characters is part of the word (`operator's`); after fewer it
  // separates an article from its noun (`l'audit`).
  function runEnd(text, start, end) {
    let seen = [...text.slice(start, end)].length;
    for (;;) {
      const code = text.charCodeAt(end);
      if (!isInside(code) || (code !== 0xAD && seen <= 2)) return end;
      RUN_HERE.lastIndex = end + 1;
      const more = RUN_HERE.exec(text);
      if (!more) return end;
      seen += 1 + [...more[0]].length;
      end = RUN_HERE.lastIndex;
    }
  }

  function pieces(run, start, take) {
    const folded = fold(run);
    const isAligned = folded.length === run.length;
    const add = (word, at, length) => (isAligned ? take(word, start + at, start + at + length) : take(word, start, start + run.length));
    for (const part of folded.matchAll(RUN_OF)) {
      for (const same of part[0].matchAll(SAME_SCRIPT)) {
        const at = part.index + same.index;
        const letters = [...same[0]];
        if (!isPaired(same[0])) {
          add(letters.length > LONGEST ? letters.slice(0, LONGEST).join("") : same[0], at, same[0].length);
        } else if (letters.length === 1) {
          add(same[0], at, same[0].length);
        } else {
          for (let i = 1, place = at; i < letters.length; place += letters[i - 1].length, i++) {
            add(letters[i - 1] + letters[i], place, letters[i - 1].length + letters[i].length);
          }
        }
      }
    }
  }

  // The letters of a word as bits; some letters share a bit.
  function letters(word) {
    let bits = 0;
    for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) & 31);
    return bits;
  }
  function count(bits) {
    bits -= (bits >>> 1) & 0x55555555;
    bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
    return Math.imul((bits + (bits >>> 4)) & 0x0F0F0F0F, 0x01010101) >>> 24;
  }

  // The edit distance of `a` and `b`: letters inserted, deleted, replaced or swapped with their
  // neighbour; Infinity if it is more than `limit`. With `isStart`, the distance to the best prefix
  // of `b`. Most words of a list are ruled out by their letters alone; for the others only the
  // middle band is computed, in three rows that every call reuses.
  const rows = [0, 1, 2].map(() => new Uint16Array(512));
  function editDistance(a, b, limit, isStart) {
    if (b.length < a.length - limit || (!isStart && b.length > a.length + limit)) return Infinity;
    const mine = letters(a), others = letters(b);
    if (count(mine & ~others) > limit || (!isStart && count(others & ~mine) > limit)) return Infinity;
    const width = Math.min(b.length, a.length + limit), far = limit + 1;
    if (width + 2 > rows[0].length) return Infinity;
    let [older, row, next] = rows;
    for (let j = 0; j <= Math.min(width, far); j++) row[j] = j;
    for (let i = 1; i <= a.length; i++) {
      const from = Math.max(1, i - limit), to = Math.min(width, i + limit);
      let least = next[from - 1] = from === 1 ? Math.min(i, far) : far;
      for (let j = from; j <= to; j++) {
        let cost = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1));
        if (i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1)) cost = Math.min(cost, older[j - 2] + 1);
        next[j] = cost;
        if (cost < least) least = cost;
      }
      next[to + 1] = far;
      if (least > limit) return Infinity;
      [older, row, next] = [row, next, older];
    }
    let cost = width === b.length ? row[width] : far;
    if (isStart) for (let j = Math.max(0, a.length - limit); j <= width; j++) cost = Math.min(cost, row[j]);
    return cost > limit ? Infinity : cost;
  }

  // Words that sound alike give the same result. Cached, because a list is searched at every key
  // press.
  const sounds = new Map();
  const sound = (word) => {
    if (!sounds.has(word)) sounds.set(word, spokenLike(word));
    return sounds.get(word);
  };
  const spokenLike = (word) => word.replace(/ph/g, "f").replace(/c(?=[eiy])|z/g, "s").replace(/ck|c(?!h)|q/g, "k")
    .replace(/ie|ei|y/g, "i").replace(/gh(?=t)|(?<=.)h/g, "").replace(/(.)\1+/g, "$1");

  const shared = (a, b) => {
    let i = 0;
    while (i < a.length && a[i] === b[i]) i++;
    return i;
  };

  // The distance of `typed` from `word`, at most `limit`: the edit distance, reduced for words that
  // sound alike or differ only in their endings.
  function distance(typed, word, limit) {
    const same = shared(typed, word);
    const isInflected = same >= 4 && same >= typed.length - 4 && typed.length - same <= 4 && word.length - same <= 4;
    const cost = editDistance(typed, word, limit, false);
    if (cost > 0.8 && Math.abs(typed.length - word.length) < 3 && sound(typed) === sound(word)) return 0.8;
    return isInflected && same >= 5 ? Math.min(cost, 1.2 + 0.05 * (typed.length + word.length - 2 * same)) : cost;
  }

  // Returns a function that removes the ending of a word. `endings`: the longest first, each
  // optionally with a replacement (`ies>y`).
  function endingStripper(endings) {
    const rules = endings.split(" ").filter(Boolean).map((rule) => rule.split(">")).map(([ending, instead = ""]) => ({ ending, instead }));
    return (word) => {
      const rule = rules.find(({ ending, instead }) => word.endsWith(ending) && word.length - ending.length + instead.length > 2 && !(ending === "s" && /[isu]s$/.test(word)));
      return rule ? (word.slice(0, word.length - rule.ending.length) + rule.instead).replace(/([bdfgklmnprtz])\1$/, "$1") : word;
    };
  }

  // The quality of another form of the typed word; matches of lower quality are guesses.
  const FORM = 0.95;

  const text = { words, eachWord, isPaired, editDistance, distance, endingStripper, FORM };
  if (typeof module === "object") module.exports = text;
  else (globalThis.sopressSearch ||= {}).text = text;
})();
