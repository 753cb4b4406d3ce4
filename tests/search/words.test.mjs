// The browser's tokeniser, on the same examples as the one in Rust.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import test from "node:test";

const { words } = createRequire(import.meta.url)("../../themes/standard/assets/search-text.js");
const vectors = JSON.parse(readFileSync(new URL("words.json", import.meta.url), "utf8"));

for (const { text, words: expected } of vectors) {
  test(`words of ${JSON.stringify(text)}`, () => {
    assert.deepEqual(words(text).map(({ word }) => word), expected);
  });
}

test("a word has its position in the text, however it was folded", () => {
  const text = "Für die STRAßE: ｶﾞｽ, 校正手順 l’étalonnage";
  const cut = words(text).map(({ word, start, end }) => [word, text.slice(start, end)]);
  assert.deepEqual(cut, [
    ["fur", "Für"], ["die", "die"], ["strasse", "STRAßE"], ["ガス", "ｶﾞｽ"],
    ["校正", "校正"], ["正手", "正手"], ["手順", "手順"], ["l", "l"], ["etalonnage", "étalonnage"],
  ]);
});
