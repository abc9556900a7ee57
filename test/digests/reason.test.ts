import { expect, test } from "vitest";
import { type Reason, reasonsOf } from "../../src/digests/reason.ts";
import { reasonInWords } from "../../src/digests/reason-in-words.ts";
import { aPaper } from "../papers/a-paper.ts";

const reason: Reason = {
  heading: "Vision",
  topic: "state space",
  strength: 1,
  words: ["state", "space"],
  fields: ["title"],
  attention: { upvotes: 212, days: 1 },
  votesHere: 3,
};

test("a reason in plain words has no Markdown, neither ours nor the title's", () => {
  const paper = aPaper({ displayTitle: "A *State Space* for `x`" });
  expect(reasonInWords(paper, reason)).toBe(
    "Strong match in the title: State Space · 212 upvotes in its first day",
  );
  expect(reasonInWords(paper, { ...reason, words: [], fields: [] })).toMatch(
    /^Fits every filter · /,
  );
});

test("reasons keep nothing of a candidate but why it was chosen", () => {
  const chosen = {
    ...reason,
    paperId: "p1",
    subscriptionId: 7,
    arrival: 3,
    arrivedAt: Temporal.Instant.fromEpochMilliseconds(0),
    waitingSince: null,
    wishes: { most: null, match: "every mention" as const, upvotes: 0, code: false, hide: [] },
  };
  expect([...reasonsOf([chosen])]).toEqual([["p1", reason]]);
});
