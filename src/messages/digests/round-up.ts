import type { Paper } from "../../papers/paper.ts";
import { day } from "../layout/day.ts";
import { text } from "../layout/parts.ts";
import { paperLine } from "../papers/card.ts";
import type { ShownVotes } from "../papers/votes.ts";
import { packed } from "./digest.ts";
import { type DigestFrame, digestMark, lateLine, type LaidOut } from "./digest-message.ts";
import * as say from "./wording.ts";

/** What a channel's people made of the papers of a week: each paper in one of these. */
export interface RoundUpContents {
  /** Most first. */
  voted: { paper: Paper; votes: number }[];
  discussed: { paper: Paper; messages: number }[];
  /** That nobody looked at. */
  unseen: Paper[];
}

/** The weekly round-up as messages; none where there is nothing to tell. */
export function roundUpMessages(
  frame: DigestFrame,
  { voted, discussed, unseen }: RoundUpContents,
  votes: ShownVotes,
): LaidOut[] {
  const blocks = [
    ...voted.map((one) => blockOf(one.paper, say.ROUND_UP.voted, say.votesThisWeek(one.votes))),
    ...discussed.map((one) =>
      blockOf(one.paper, say.ROUND_UP.discussed, say.messagesAbout(one.messages)),
    ),
    ...unseen.map((paper) => blockOf(paper, say.ROUND_UP.unseen, null)),
  ];
  return packed(blocks, (some, number) => ({
    head: [text(headOf(frame, number))],
    tail: [],
    roleId: null,
    votes,
    blocks: some,
    mark: digestMark(frame.id, number),
  }));
}

function blockOf(paper: Paper, heading: string, note: string | null) {
  const lines = [paperLine(paper, []), ...(note === null ? [] : [`-# ${note}`])].join("\n");
  return { paper, words: [], heading: `### ${heading}`, lines };
}

/** What it is called, with a day that is ready to be shown. */
export function roundUpTitle(date: string): string {
  return `${say.ROUND_UP.title} · ${date}`;
}

function headOf(frame: DigestFrame, number: number): string {
  const title = roundUpTitle(day(frame.date));
  return number > 1 ? `-# ${title} · ${number}` : [`## ${title}`, ...lateLine(frame)].join("\n");
}
