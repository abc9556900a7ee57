import * as fc from "fast-check";
import { expect, test } from "vitest";
import { matchedPhrases } from "../../../src/messages/papers/matched-phrases.ts";
import { aPaper } from "../../papers/a-paper.ts";

const paper = aPaper({
  title: "Ferret: Federated Tuning",
  displayTitle: "Ferret: Federated Tuning",
  abstract: "We do federated learning (FL) with a chain of thought.",
  organisation: "Ferret Lab",
});

test.each([
  ["words side by side are one phrase", ["federated", "learning"], ["federated learning"]],
  ["others are phrases of their own", ["federated", "fl"], ["Federated", "FL"]],
  ["a small word within is no gap", ["chain", "thought"], ["chain of thought"]],
  ["the organisation counts too", ["lab"], ["Lab"]],
  ["in the order of the words", ["fl", "federated", "learning"], ["FL", "federated learning"]],
  ["a word that is gone comes as it is", ["marmots", "tuning"], ["marmots", "Tuning"]],
  ["no words, no phrases", [], []],
])("%s", (_what, words, phrases) => {
  expect(matchedPhrases(paper, words)).toEqual(phrases);
});

test("no word is lost, and none is told twice", () => {
  const word = fc.constantFrom(
    "ferret",
    "federated",
    "tuning",
    "learning",
    "chain",
    "thought",
    "x",
  );
  fc.assert(
    fc.property(fc.uniqueArray(word), (words) => {
      const told = matchedPhrases(paper, words).join(" ").toLowerCase().split(" ");
      expect(words.filter((one) => !told.includes(one))).toEqual([]);
    }),
  );
});
