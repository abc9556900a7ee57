import * as fc from "fast-check";
import { expect, test } from "vitest";
import { acronymsIn } from "../../../src/search/words/acronyms.ts";

test.each([
  ["We study State Space Models (SSMs).", "ssm", "state space model"],
  ["Then neural architecture search (NAS) finds", "nas", "neural architectur search"],
  ["an SSM (state space model) is", "ssm", "state space model"],
  ["with low-rank adaptation (LoRA)", "lora", "low rank adapt"],
  ["Ours is out-of-distribution (OOD) data", "ood", "out of distribut"],
  ["via convolutional neural networks (CNNs)", "cnn", "convolut neural network"],
])("%s", (text, short, long) => {
  expect(acronymsIn(text)).toEqual([{ short, long: long.split(" ") }]);
});

test.each([
  "a number (42), a year (2024), a letter (a)",
  "words in brackets (like these) and one (Ferret)",
  "nothing before it (NAS)",
  "An architecture. Search (NAS) begins anew",
  "letters that are not there (XYZ)",
  "the letters not in order (SAN)",
])("no acronym: %s", (text) => {
  expect(acronymsIn(text)).toEqual([]);
});

test("any text can be read", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string(), (before, short) => {
      expect(Array.isArray(acronymsIn(`${before} (${short})`))).toBe(true);
    }),
  );
});
