import * as fc from "fast-check";
import { expect, test } from "vitest";
import { byTaste } from "../../src/digests/planning/by-taste.ts";
import type { ChosenPaper } from "../../src/digests/planning/choose.ts";
import { NO_WISHES } from "../../src/digests/wishes.ts";
import { aPaper } from "../papers/a-paper.ts";
import { FRIDAY } from "./a-channel.ts";

/** How far one may pass another. */
const REACH = 3;

function chosen(i: number): ChosenPaper {
  return {
    paper: aPaper({ id: `p${i}` }),
    paperId: `p${i}`,
    subscriptionId: 1,
    topic: "vision",
    heading: "vision",
    wishes: NO_WISHES,
    words: [],
    fields: [],
    strength: 1,
    grade: "strong",
    arrival: i + 1,
    arrivedAt: FRIDAY,
    waitingSince: null,
    attention: null,
    votesHere: 0,
  };
}

const likes =
  (scores: readonly number[], because: { what: string; weight: number }[] = []) =>
  ({ id }: { id: string }) => ({ score: scores[Number(id.slice(1))] ?? 0, because });

const anyScores = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
  minLength: 1,
  maxLength: 25,
});

const ordered = (scores: readonly number[]) =>
  byTaste(
    scores.map((_, i) => chosen(i)),
    likes(scores),
  ).papers.map(({ paperId }) => Number(paperId.slice(1)));

test("whatever is liked, all papers stay, and none passes another that is far away", () => {
  fc.assert(
    fc.property(anyScores, (scores) => {
      const order = ordered(scores);
      expect(order.toSorted((a, b) => a - b)).toEqual(scores.map((_, i) => i));
      for (const [place, one] of order.entries())
        for (const later of order.slice(place)) expect(one - later).toBeLessThanOrEqual(REACH);
    }),
  );
});

test("what is liked more never comes later for it", () => {
  fc.assert(
    fc.property(
      anyScores,
      fc.nat(),
      fc.double({ min: 0, max: 2, noNaN: true }),
      (all, at, more) => {
        const i = at % all.length;
        const liked = all.with(i, Math.min(1, all[i]! + more));
        expect(ordered(liked).indexOf(i)).toBeLessThanOrEqual(ordered(all).indexOf(i));
      },
    ),
  );
});

test("without a taste nothing moves, nor where all are liked the same", () => {
  const papers = [0, 1, 2].map(chosen);
  expect(byTaste(papers, null)).toEqual({ papers, liked: [] });
  expect(byTaste(papers, likes([0.5, 0.5, 0.5], [{ what: "mamba", weight: 1 }]))).toEqual({
    papers,
    liked: [],
  });
});

test("three things are named that people liked about what moved up, each once", () => {
  const because = [
    { what: "long context", weight: 2 },
    { what: "long", weight: 1.9 },
    { what: "mamba", weight: 1.5 },
    { what: "Ada Lovelace", weight: 1 },
    { what: "robot", weight: 0.1 },
  ];
  const papers = [0, 1].map(chosen);
  const { liked } = byTaste(papers, likes([-1, 1], because));
  expect(liked).toEqual(["long context", "mamba", "Ada Lovelace"]);
});
