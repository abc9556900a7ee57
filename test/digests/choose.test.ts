import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DigestCandidate } from "../../src/digests/digest.ts";
import { choose } from "../../src/digests/planning/choose.ts";
import { unmetBy } from "../../src/digests/planning/unmet.ts";
import { NO_WISHES, type Wishes } from "../../src/digests/wishes.ts";
import type { Paper } from "../../src/papers/paper.ts";
import { aPaper } from "../papers/a-paper.ts";
import { FRIDAY } from "./a-channel.ts";
import { aCorpus } from "./a-corpus.ts";

const TOPICS = ["vision", "audio", "graphs"] as const;
type Topic = (typeof TOPICS)[number];

const CODE = { kind: "code" as const, url: "https://github.com/a/b" };
const OF_ARXIV = {
  seenIn: [{ file: "arXiv cs.LG, 2026-11-20", line: 1, url: "https://arxiv.org/abs/2611.00001" }],
  dates: { announced: "2026-11-20" },
};
const OF_BOTH = { seenIn: OF_ARXIV.seenIn, dates: { ...OF_ARXIV.dates, listed: "2026-11-20" } };

/** That a paper, "p3" the third to arrive, matches a topic. */
function match(
  paperId: string,
  topic: Topic,
  strength: number,
  wishes: Partial<Wishes> = {},
): DigestCandidate {
  return {
    paperId,
    topic,
    strength,
    heading: topic,
    wishes: { ...NO_WISHES, ...wishes },
    subscriptionId: TOPICS.indexOf(topic) + 1,
    words: [topic],
    fields: ["title"],
    arrival: Number(paperId.slice(1)),
    arrivedAt: FRIDAY,
    waitingSince: null,
  };
}

function chosenOf(
  candidates: DigestCandidate[],
  { most = 10, papers = [] as Paper[] } = {},
): { chosen: string[]; left: string[]; filtered: string[] } {
  const known = new Map(candidates.map(({ paperId }) => [paperId, aPaper({ id: paperId })]));
  for (const paper of papers) known.set(paper.id, paper);
  const corpus = aCorpus([...known.values()]);
  const settings = { most, order: "best match" as const };
  const choice = choose(candidates, { corpus, settings, now: FRIDAY, lots: "" });
  return {
    chosen: choice.chosen.map(({ paperId, topic }) => `${topic} ${paperId}`),
    left: choice.left.map(({ paperId }) => paperId),
    filtered: choice.filtered.map(({ paperId }) => paperId),
  };
}

test("of a topic that wants two, two come, and the rest waits though there is room", () => {
  const all = ["p1", "p2", "p3"].map((id, i) => match(id, "vision", 1 - i / 10, { most: 2 }));
  expect(chosenOf(all)).toEqual({ chosen: ["vision p1", "vision p2"], left: ["p3"], filtered: [] });
});

test("a full topic keeps nothing from others: its papers stand under another one they match", () => {
  const all = [
    match("p1", "vision", 1, { most: 1 }),
    match("p2", "vision", 0.9, { most: 1 }),
    match("p2", "audio", 0.3),
    match("p3", "vision", 0.8, { most: 1 }),
  ];
  expect(chosenOf(all)).toMatchObject({ chosen: ["vision p1", "audio p2"], left: ["p3"] });
});

test("what one topic doesn't want comes under another that does", () => {
  const strong = { match: "strong matches" as const };
  const all = [match("p1", "vision", 0.5, strong), match("p1", "audio", 0.3)];
  expect(chosenOf(all)).toEqual({ chosen: ["audio p1"], left: [], filtered: [] });
  expect(chosenOf(all.slice(0, 1))).toEqual({ chosen: [], left: [], filtered: ["p1"] });
});

describe("a wish that isn't met", () => {
  const paper = aPaper({ id: "p1", upvotes: 12, ...OF_BOTH });
  const unmet = (wishes: Partial<Wishes>, given: Partial<Paper> = {}, strength = 0.5) =>
    unmetBy({ paper: { ...paper, ...given }, strength }, { ...NO_WISHES, ...wishes });

  test("strong matches are those in the title", () => {
    expect(unmet({ match: "strong matches" }, {}, 0.79)).toEqual(["match"]);
    expect(unmet({ match: "strong matches" }, {}, 0.8)).toEqual([]);
  });

  test("upvotes that nobody knows reach no number, and any number is enough where none is wanted", () => {
    expect(unmet({ upvotes: 13 })).toEqual(["upvotes"]);
    expect(unmet({ upvotes: 12 })).toEqual([]);
    const { upvotes: _unknown, ...without } = paper;
    expect(unmetBy({ paper: without, strength: 1 }, { ...NO_WISHES, upvotes: 1 })).toEqual([
      "upvotes",
    ]);
    expect(unmetBy({ paper: without, strength: 1 }, NO_WISHES)).toEqual([]);
  });

  test("code has to be linked", () => {
    expect(unmet({ code: true })).toEqual(["code"]);
    expect(unmet({ code: true }, { links: [CODE] })).toEqual([]);
  });

  test("a hidden source hides what no other source lists", () => {
    expect(unmet({ hide: ["arxiv"] })).toEqual([]);
    expect(unmet({ hide: ["arxiv"] }, OF_ARXIV)).toEqual(["source"]);
    expect(unmet({ hide: ["arxiv", "huggingface"] })).toEqual(["source"]);
    // Looked up there by its title, which is no list of arXiv's.
    const page = { seenIn: [{ file: "a.txt", line: 1 }, ...OF_ARXIV.seenIn], dates: {} };
    expect(unmet({ hide: ["pages"] }, page)).toEqual(["source"]);
    expect(unmet({ hide: ["arxiv"] }, page)).toEqual([]);
  });
});

describe("whatever there is and whatever is wanted", () => {
  const wishes: fc.Arbitrary<Wishes> = fc.record({
    most: fc.option(fc.integer({ min: 1, max: 4 })),
    match: fc.constantFrom("every mention", "strong matches"),
    upvotes: fc.constantFrom(0, 0, 5),
    code: fc.boolean(),
    hide: fc.constantFrom([], ["arxiv"]),
  });
  const drawnPaper = fc.record({
    upvotes: fc.constantFrom(0, 5, 9),
    links: fc.subarray([CODE]),
    from: fc.constantFrom(OF_ARXIV, OF_BOTH),
    strengths: fc.tuple(...TOPICS.map(() => fc.option(fc.constantFrom(0.2, 0.5, 0.8, 1)))),
  });
  const drawn = fc.record({
    papers: fc.array(drawnPaper, { maxLength: 25 }),
    topics: fc.tuple(...TOPICS.map(() => wishes)),
    most: fc.integer({ min: 1, max: 12 }),
  });

  function chosenFrom({
    papers,
    topics,
    most,
  }: typeof drawn extends fc.Arbitrary<infer T> ? T : never) {
    const known = papers.map(({ from, strengths: _strengths, ...rest }, i) =>
      aPaper({ id: `p${i + 1}`, ...from, ...rest }),
    );
    const candidates = papers.flatMap(({ strengths }, i) =>
      strengths.flatMap((strength, at) => {
        const topic = TOPICS[at];
        return strength === null || !topic ? [] : [match(`p${i + 1}`, topic, strength, topics[at])];
      }),
    );
    const settings = { most, order: "balanced" as const };
    const rules = { corpus: aCorpus(known), settings, now: FRIDAY, lots: "" };
    return {
      candidates,
      known: new Map(known.map((one) => [one.id, one])),
      ...choose(candidates, rules),
    };
  }

  test("each paper is chosen, waits or is filtered: one of these, once", () => {
    fc.assert(
      fc.property(drawn, (given) => {
        const { candidates, chosen, left, filtered } = chosenFrom(given);
        const all = [...chosen, ...left, ...filtered].map(({ paperId }) => paperId);
        expect(all.toSorted()).toEqual(
          [...new Set(candidates.map(({ paperId }) => paperId))].toSorted(),
        );
      }),
    );
  });

  test("no digest has more than it takes, nor of a topic more than that wants, nor what it does not", () => {
    fc.assert(
      fc.property(drawn, (given) => {
        const { chosen } = chosenFrom(given);
        expect(chosen.length).toBeLessThanOrEqual(given.most);
        for (const [id, some] of Map.groupBy(chosen, ({ subscriptionId }) => subscriptionId))
          expect(some.length).toBeLessThanOrEqual(given.topics[id - 1]?.most ?? Infinity);
        for (const one of chosen) expect(unmetBy(one, one.wishes)).toEqual([]);
      }),
    );
  });

  test("a paper waits only where the digest is full, or all of its topics are", () => {
    fc.assert(
      fc.property(drawn, (given) => {
        const { candidates, known, chosen, left } = chosenFrom(given);
        if (chosen.length === given.most) return;
        const count = (id: number) =>
          chosen.filter(({ subscriptionId }) => subscriptionId === id).length;
        for (const { paperId } of left)
          for (const one of candidates.filter((other) => other.paperId === paperId)) {
            const paper = known.get(paperId)!;
            if (unmetBy({ ...one, paper }, one.wishes).length > 0) continue;
            expect(count(one.subscriptionId)).toBe(one.wishes.most);
          }
      }),
    );
  });

  test("a paper is filtered only where none of its topics wants it", () => {
    fc.assert(
      fc.property(drawn, (given) => {
        const { candidates, known, filtered } = chosenFrom(given);
        for (const { paperId } of filtered)
          for (const one of candidates.filter((other) => other.paperId === paperId))
            expect(unmetBy({ ...one, paper: known.get(paperId)! }, one.wishes)).not.toEqual([]);
      }),
    );
  });
});
