import * as fc from "fast-check";
import { stemmer } from "stemmer";
import { expect, test } from "vitest";
import { remembered } from "../../../src/search/words/remembered.ts";

test("of more words than are remembered each is read as what it is, those asked for often rarely again", () => {
  let read = 0;
  const lengthOf = remembered(64, (word) => {
    read += 1;
    return `${word.length} ${word}`;
  });
  for (let i = 0; i < 1000; i++)
    for (const word of ["usual", `once ${i}`])
      expect(lengthOf(word)).toBe(`${word.length} ${word}`);
  expect(read).toBeGreaterThanOrEqual(1001);
  expect(read).toBeLessThan(1400);
});

test("no two that are remembered have the same place", () => {
  const word = fc.integer({ min: 0, max: 200 }).map(String);
  fc.assert(
    fc.property(fc.array(word, { maxLength: 300 }), (words) => {
      const last = new Map<number, object>();
      const placed = remembered(64, (of, place) => {
        const value = { of, place };
        last.set(place, value);
        return value;
      });
      for (const one of words) {
        const value = placed(one);
        expect(value.of).toBe(one);
        expect(last.get(value.place)).toBe(value);
        expect(value.place).toBeLessThan(64);
      }
    }),
  );
});

test("a word that ends in a letter that no ending ends in is its own stem", () => {
  const letter = fc.constantFrom(...Array.from("abcdefghijklmnopqrstuvwxyz"));
  const last = fc.constantFrom(...Array.from("abfhjkopqvwxz"));
  fc.assert(
    fc.property(fc.array(letter, { minLength: 3, maxLength: 12 }), last, (begin, end) => {
      const word = begin.join("") + end;
      expect(stemmer(word)).toBe(word);
    }),
    { numRuns: 3000 },
  );
});
