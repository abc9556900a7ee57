import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  agendaMessage,
  ballotMessage,
  clubAgenda,
  clubHistory,
  clubMark,
  myVotes,
} from "../../src/messages/community/club.ts";
import {
  discussionNotice,
  openingMessage,
  openingTitle,
} from "../../src/messages/community/discussion.ts";
import type { Reply } from "../../src/messages/layout/reply.ts";
import { allComponents, messageFlaws } from "../discord/check-message.ts";
import { aPaper } from "../papers/a-paper.ts";
import { hostileText } from "./hostile-text.ts";
import { allNodes } from "./read-markdown.ts";

const at = Temporal.Instant.from("2026-04-28T18:00:00Z");
const meeting = { date: "2026-04-28", at, closesAt: at, ballotAt: at };

/** What must come of none of a paper's words. */
const NEVER = ["user", "role", "everyone", "here", "emoji", "url", "autolink", "spoiler"];

const anyPapers = fc
  .array(fc.tuple(hostileText, fc.nat(2_000_000), fc.boolean(), fc.boolean()), {
    minLength: 1,
    maxLength: 25,
  })
  .map((all) =>
    all.map(([title, votes, isNominated, isKnown], i) => ({
      paperId: `paper${i}`,
      paper: isKnown ? aPaper({ id: `paper${i}`, title }) : null,
      votes,
      isNominated,
      threadId: isNominated ? "1234567890123456789" : null,
    })),
  );

function flawsIn(reply: Reply): unknown[] {
  const texts = allComponents(reply.components).map(({ content }) => content ?? "");
  const kinds = texts.flatMap((text) => allNodes(text)).map(({ type }) => type);
  return [
    ...messageFlaws("channel message", reply),
    ...kinds.filter((kind) => NEVER.includes(kind)),
  ];
}

test("whatever papers a club has, Discord takes its messages, and titles format nothing", () => {
  fc.assert(
    fc.property(
      anyPapers,
      fc.integer({ min: 1, max: 5 }),
      fc.boolean(),
      (papers, places, isOpen) => {
        const mark = clubMark("12345678901234b");
        const few = papers.slice(0, places);
        const replies = [
          ballotMessage({ roundId: "12345678901234", mark, meeting, papers, places, isOpen }),
          agendaMessage(meeting, few, mark),
          myVotes(few, "club.unvote:1"),
          clubHistory(
            "1234567890123456789",
            Array.from(
              { length: 5 },
              () => ({ date: "2026-04-28", outcome: "held", papers: few }) as const,
            ),
            { previous: null, next: "club.history:1:2" },
          ),
          ...(["nominating", "voting", "chosen"] as const).map((state) =>
            clubAgenda({
              guildId: "1",
              rhythm: "every Tuesday",
              meeting,
              state,
              message: { channelId: "2", messageId: "3" },
              papers: state === "chosen" ? few : papers,
            }),
          ),
        ];
        expect(replies.flatMap(flawsIn)).toEqual([]);
      },
    ),
    { numRuns: 150 },
  );
});

test("whatever a paper is called, its thread can be opened", () => {
  fc.assert(
    fc.property(hostileText, fc.boolean(), (title, isPost) => {
      const paper = aPaper({ title });
      const name = openingTitle(paper);
      expect(name.length).toBeGreaterThan(0);
      expect(name.length).toBeLessThanOrEqual(100);
      const mark = "paper.discussed:paper1:0123456789abcdef";
      expect(flawsIn(openingMessage(paper, mark, isPost))).toEqual([]);
    }),
    { numRuns: 150 },
  );
  const notice = discussionNotice("found", { guildId: "1", threadId: "2", messages: 3 });
  expect(flawsIn(notice)).toEqual([]);
});
