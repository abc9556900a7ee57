import { expect, test } from "vitest";
import { commonTopics } from "../../src/search/common-topics.ts";
import { missingWords } from "../../src/search/missing-words.ts";
import { aPaper } from "../papers/a-paper.ts";

test("terms that several titles share are topics, most common first, words alone are none", () => {
  const papers = [
    "Diffusion models for noise",
    "On diffusion models",
    "Diffusion models in graphs",
    "Large language models",
    "Are large language models enough?",
    "A title of its own",
  ].map((title) => aPaper({ title }));
  expect(commonTopics(papers)).toEqual(["diffusion models", "large language models"]);
});

test("a corpus without papers has no topics", () => {
  expect(commonTopics([])).toEqual([]);
});

test("words that a paper says in another form are not missing, nor are words that say nothing", () => {
  const paper = aPaper({
    title: "Fréchet distances, pre-trained",
    abstract: "A BeautyBank of images.",
  });
  expect(missingWords("the distance of pretrained images by Frechet in a bank", paper)).toEqual([]);
  expect(missingWords("distance between quantum Qubits, quantum", paper)).toEqual([
    "quantum",
    "qubits",
  ]);
});
