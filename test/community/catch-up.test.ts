import { expect, test } from "vitest";
import { mostVotedFirst } from "../../src/community/catch-up.ts";
import { aPaper } from "../papers/a-paper.ts";

test("the most voted come first, then the most upvoted, then the newest, each once", () => {
  const papers = [3, 0, 9, 0, 1].map((upvotes, i) => aPaper({ id: `p${i}`, upvotes }));
  const byId = (id: string) => papers.find((paper) => paper.id === id.replace("old-", ""));
  const sent = ["p0", "old-p0", "p1", "p2", "p3", "p4", "gone"].map((paperId, i) => ({
    paperId,
    at: Temporal.Instant.fromEpochMilliseconds(i * 1000),
    channelId: "1",
    messageId: String(i),
  }));
  const votes = new Map([
    ["p4", 2],
    ["p1", 1],
  ]);
  expect(mostVotedFirst(sent, votes, { byId }).map(({ paper }) => paper.id)).toEqual(
    "p4 p1 p2 p0 p3".split(" "),
  );
});
