import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tasteOf, VOTES_NEEDED } from "../../src/community/taste.ts";
import type { Paper } from "../../src/papers/paper.ts";
import { aPaper } from "../papers/a-paper.ts";

const WORDS = ["mamba", "vision", "graph", "robot", "audio", "protein", "the", "long", "context"];
const AUTHORS = ["Ada Lovelace", "Grace Hopper", "Kim Lee"];

interface Given {
  title: string[];
  authors: string[];
  votes: number;
}

const anyGiven: fc.Arbitrary<Given> = fc.record({
  title: fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 5 }),
  authors: fc.uniqueArray(fc.constantFrom(...AUTHORS), { maxLength: 2 }),
  votes: fc.constantFrom(0, 0, 0, 1, 2, 7),
});
const someGiven = fc.array(anyGiven, { minLength: 1, maxLength: 30 });

const paperOf = ({ title, authors }: Pick<Given, "title" | "authors">, id: string): Paper =>
  aPaper({ id, title: title.join(" "), authors });

/** What votes say about a paper. */
function likingOf(paper: Paper, given: readonly Given[], voted = given.map(({ votes }) => votes)) {
  const papers = given.map((one, i) => paperOf(one, `p${i}`));
  return tasteOf(papers, new Map(voted.map((votes, i) => [`p${i}`, votes])))?.(paper);
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

describe("whatever was voted for", () => {
  test("a liking lies between -1 and 1, and has reasons where it is above 0", () => {
    fc.assert(
      fc.property(someGiven, anyGiven, (given, other) => {
        const { score, because } = likingOf(paperOf(other, "x"), given) ?? {
          score: 0,
          because: [],
        };
        expect(Math.abs(score)).toBeLessThanOrEqual(1);
        expect(score).not.toBeNaN();
        expect(score <= 0 || because.length > 0).toBe(true);
        expect(because.every(({ weight }) => weight > 0)).toBe(true);
      }),
    );
  });

  test("fewer than ten votes say nothing", () => {
    const few = someGiven.filter((given) => sum(given.map(({ votes }) => votes)) < VOTES_NEEDED);
    fc.assert(
      fc.property(few, anyGiven, (given, other) => {
        expect(likingOf(paperOf(other, "x"), given)).toBeUndefined();
      }),
    );
  });

  test("nor do any while all papers have votes, or none has", () => {
    fc.assert(
      fc.property(someGiven, fc.integer({ min: 1, max: 20 }), anyGiven, (given, votes, other) => {
        const like = (each: number) =>
          likingOf(
            paperOf(other, "x"),
            given,
            given.map(() => each),
          )?.score ?? 0;
        expect(like(votes)).toBe(0);
        expect(like(0)).toBe(0);
      }),
    );
  });

  test("one more vote never makes a paper like it less liked", () => {
    fc.assert(
      fc.property(someGiven, fc.nat(), fc.integer({ min: 1, max: 9 }), (given, at, more) => {
        const i = at % given.length;
        const twin = paperOf(given[i]!, "x");
        const votes = given.map((one) => one.votes);
        fc.pre(sum(votes) >= VOTES_NEEDED);
        const score = (voted: readonly number[]) => likingOf(twin, given, [...voted])?.score ?? 0;
        // A paper is no worse for being liked, unless that leaves nothing to compare with.
        const after = votes.with(i, votes[i]! + more);
        fc.pre(after.includes(0));
        expect(score(after)).toBeGreaterThanOrEqual(score(votes) - Number.EPSILON * 8);
      }),
      { numRuns: 500 },
    );
  });

  test("the order in which papers are given changes nothing", () => {
    fc.assert(
      fc.property(someGiven, anyGiven, (given, other) => {
        const paper = paperOf(other, "x");
        const [one, turned] = [likingOf(paper, given), likingOf(paper, given.toReversed())];
        expect(turned?.score ?? 0).toBeCloseTo(one?.score ?? 0, 9);
      }),
    );
  });
});

/** A channel that likes one thing of two. */
const MIXED: Given[] = Array.from({ length: 30 }, (_, i) => ({
  title: i % 3 === 0 ? ["Mamba", "for", "long", "context"] : ["Graph", "networks", "and", "robots"],
  authors: i % 3 === 0 ? ["Ada Lovelace"] : ["Kim Lee"],
  votes: i % 3 === 0 ? 1 : 0,
}));

const said = (title: string, authors: string[] = []) =>
  likingOf(aPaper({ title, authors }), MIXED) ?? { score: 0, because: [] };

test("words, neighbours and authors of what people voted for are liked, and told as written", () => {
  expect(said("Faster Mambas").because.map(({ what }) => what)).toEqual(["mambas"]);
  expect(said("LONG-context retrieval").because.map(({ what }) => what)).toContain("LONG context");
  expect(said("Anything", ["Ada Lovelace"]).because).toMatchObject([{ what: "Ada Lovelace" }]);
  expect(said("Faster Mambas").score).toBeGreaterThan(0.2);
  expect(said("Graph networks").score).toBeLessThan(-0.2);
  expect(said("Something else for all")).toEqual({ score: 0, because: [] });
});

const reasons = (texts: Partial<Paper>) =>
  likingOf(aPaper({ title: "Untitled", ...texts }), MIXED)?.because.map(({ what }) => what);

test("a text of whatever kind has its say, the authors' before one that a model wrote", () => {
  expect(reasons({ summary: "We scale mamba." })).toEqual(["mamba"]);
  expect(reasons({ summary: "We scale mamba.", abstract: "Nothing of it." })).toEqual([]);
});

test("a title that attacks costs no time and says nothing", () => {
  const titles = [
    "__proto__ constructor",
    "a".repeat(100_000),
    "(".repeat(50_000),
    "\u2028\n \u0000",
  ];
  for (const title of titles)
    expect(likingOf(aPaper({ title, abstract: title.repeat(5) }), MIXED)?.score).toBe(0);
});
