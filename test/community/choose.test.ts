import * as fc from "fast-check";
import { expect, test } from "vitest";
import { candidates, chosenOf } from "../../src/community/clubs/choose.ts";

const at = Temporal.Instant.from("2026-04-20T10:00:00Z");
const nomination = (paperId: string, minutes: number) => ({
  paperId,
  userId: "u1",
  at: at.add({ minutes }),
});
const isIn = () => false;

test("nominations come first, the earliest at the top, then what got most votes; each once", () => {
  const nominations = [nomination("late", 9), nomination("early", 1)];
  const voted = ["early", "loved", "liked"].map((paperId, i) => ({ paperId, votes: 9 - i }));
  const papers = candidates(nominations, voted, (paperId) => paperId === "liked");
  expect(papers).toMatchObject([
    { paperId: "early", number: 1, isNominated: true },
    { paperId: "late", number: 2, isNominated: true },
    { paperId: "loved", number: 3, isNominated: false },
  ]);
});

test("25 at most, and nominations are never the ones that are left out for votes", () => {
  const nominations = Array.from({ length: 20 }, (_, i) => nomination(`n${i}`, i));
  const voted = Array.from({ length: 20 }, (_, i) => ({ paperId: `v${i}`, votes: 1 }));
  const papers = candidates(nominations, voted, isIn);
  expect(papers).toHaveLength(25);
  expect(papers.filter(({ isNominated }) => isNominated)).toHaveLength(20);
});

test("ties go to the earlier nomination, and nothing without a vote is chosen", () => {
  const nominations = ["a", "b", "c", "d"].map((id, i) => nomination(id, i));
  const votes = new Map([
    ["a", 1],
    ["b", 2],
    ["c", 2],
  ]);
  const papers = candidates(nominations, [], isIn).map((one) => ({
    ...one,
    votes: votes.get(one.paperId) ?? 0,
  }));
  expect(chosenOf(papers, 2).map(({ paperId }) => paperId)).toEqual(["b", "c"]);
  expect(chosenOf(papers, 5).map(({ paperId }) => paperId)).toEqual(["b", "c", "a"]);
});

test("whatever the votes, no paper that is left out beats one that is chosen", () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(5), { maxLength: 25 }),
      fc.integer({ min: 1, max: 5 }),
      (all, places) => {
        const papers = all.map((votes, i) => ({
          paperId: `p${i}`,
          number: i + 1,
          isNominated: true,
          votes,
          isChosen: false,
          threadId: null,
        }));
        const chosen = chosenOf(papers, places);
        const voted = papers.filter(({ votes }) => votes > 0);
        expect(chosen).toHaveLength(Math.min(places, voted.length));
        const last = chosen.at(-1);
        const left = voted.filter((one) => !chosen.includes(one));
        for (const one of left) {
          const isBehind =
            last !== undefined &&
            (one.votes < last.votes || (one.votes === last.votes && one.number > last.number));
          expect(isBehind).toBe(true);
        }
      },
    ),
  );
});
