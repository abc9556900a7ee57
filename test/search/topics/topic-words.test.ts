import { expect, test } from "vitest";
import { commonTopics } from "../../../src/search/topics/common-topics.ts";
import { missingParts } from "../../../src/search/topics/missing-parts.ts";
import { readQuery } from "../../../src/search/query/read-query.ts";
import type { Paper } from "../../../src/papers/paper.ts";
import { aCorpus } from "../../digests/a-corpus.ts";
import { aPaper } from "../../papers/a-paper.ts";

const TODAY = Temporal.PlainDate.from("2026-04-20");

function missing(topic: string, paper: Paper) {
  return missingParts(readQuery(topic), paper, TODAY);
}

test("terms that several titles share are topics, most common first, words alone are none", () => {
  const papers = [
    "Diffusion models for noise",
    "On diffusion models",
    "Diffusion models in graphs",
    "Large language models",
    "Are large language models enough?",
    "A title of its own",
  ].map((title) => aPaper({ title }));
  expect(commonTopics(aCorpus(papers))).toEqual(["diffusion models", "large language models"]);
});

test("a corpus without papers has no topics", () => {
  expect(commonTopics(aCorpus([]))).toEqual([]);
});

test("words that a paper says in another form are not missing, nor are words that say nothing", () => {
  const paper = aPaper({
    title: "Fréchet distances, pre-trained",
    abstract: "A BeautyBank of images.",
  });
  const { words } = missing("the distance of pretrained images by Frechet in a bank", paper);
  expect(words).toEqual([]);
  expect(missing("distance between quantum Qubits, quantum", paper).words).toEqual([
    "quantum",
    "qubits",
  ]);
});

test("a condition that does not hold is named, in canonical form", () => {
  const paper = aPaper({ title: "Marmots, a survey" });
  expect(missing("marmots -survey has:CODE title:Marmot since:30d", paper)).toEqual({
    words: [],
    conditions: ["has:code", "since:30d", "-survey"],
  });
});
