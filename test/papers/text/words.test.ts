import * as fc from "fast-check";
import { expect, test } from "vitest";
import { eachWord, writtenWords } from "../../../src/papers/text/words.ts";

/** What words are made of, and what stands between them; some letters are no ASCII. */
const letters = [
  "a",
  "N",
  "e",
  "t",
  "7",
  "é",
  "Ж",
  "ß",
  "²",
  "٣",
  "\u0301",
  "°",
  "×",
  "“",
  "’",
  "−",
  ".",
  "+",
  "++",
  "#",
  "♯",
  "*",
  "∗",
  "-",
  "‑",
  "&",
  "'",
  " ",
  "\n",
  "C#",
  ".NET",
  "A*",
  "\u00ad",
];

test("words are the same whether or not another script needs the whole alphabet", () => {
  const texts = fc.array(fc.constantFrom(...letters), { maxLength: 24 });
  fc.assert(
    fc.property(texts, (parts) => {
      const text = parts.join("");
      const whole = writtenWords(`${text} 中`);
      expect(whole.pop()).toMatchObject({ text: "中", isUnspaced: true });
      expect(writtenWords(text)).toEqual(whole);
    }),
    { numRuns: 3000 },
  );
});

test("words are the same whether or not they are read in stretches", () => {
  const stretch = fc.oneof(
    fc.constantFrom(...letters, "中文", "字", "ｶﾞ", "\u{1f600}", "𝛼", "plain words", "  "),
    fc.integer({ min: 1, max: 30 }).map((length) => `${"plain".repeat(length)} `),
    fc.string({ unit: "grapheme" }),
  );
  fc.assert(
    fc.property(fc.array(stretch, { maxLength: 24 }), (parts) => {
      const text = parts.join("");
      const words: { text: string; isUnspaced: boolean }[] = [];
      eachWord(text, (word, isUnspaced) => words.push({ text: word, isUnspaced }));
      expect(words).toEqual(
        writtenWords(text).map(({ text: word, isUnspaced }) => ({ text: word, isUnspaced })),
      );
    }),
    { numRuns: 3000 },
  );
});

test("words keep their letters, signs and places", () => {
  expect(writtenWords("Gödel’s naïve C♯, größer als A∗ – ٣.٤ e\u0301té")).toEqual([
    { text: "Gödel’s", at: 0, isUnspaced: false },
    { text: "naïve", at: 8, isUnspaced: false },
    { text: "C♯", at: 14, isUnspaced: false },
    { text: "größer", at: 18, isUnspaced: false },
    { text: "als", at: 25, isUnspaced: false },
    { text: "A∗", at: 29, isUnspaced: false },
    { text: "٣.٤", at: 34, isUnspaced: false },
    { text: "e\u0301té", at: 38, isUnspaced: false },
  ]);
});
