import type { Paper } from "../../papers/paper.ts";
import { LIMITS, reply } from "../layout/budget.ts";
import { text } from "../layout/parts.ts";
import type { Reply } from "../layout/reply.ts";
import { paperLine, plainTitle, titleLine } from "../papers/card.ts";
import { openMenu } from "../papers/results.ts";
import {
  type Block,
  blockOf,
  type DigestMargins,
  digestMark,
  type DigestSheet,
  laidOut,
  type LaidOut,
  mentionOf,
} from "./digest-message.ts";
import type { DigestPaper } from "./digest-paper.ts";

/** A paper of a digest that is laid out again; `why` is null where that is not known any more. */
export interface PaperAgain {
  paper: Paper;
  why: (Omit<DigestPaper, "paper"> & { heading: string }) | null;
}

/**
 * A message of a digest that is laid out again, in the margins that it had: what it says of the digest, and of
 * what waited, is what was true when it was planned.
 */
export interface SheetAgain extends DigestMargins, Pick<DigestSheet, "roleId" | "votes"> {
  digestId: string;
  number: number;
  papers: readonly PaperAgain[];
}

/** The message as it was planned. */
export function messageAgain({ digestId, number, papers, ...sheet }: SheetAgain): LaidOut {
  return laidOut({ ...sheet, blocks: papers.map(blockAgain), mark: digestMark(digestId, number) });
}

/**
 * The papers of a message, each in a message of its own, numbered from `from`: for a message that
 * Discord refused, to find out which paper it does not like. Together they say what the message said.
 */
export function apart(
  { digestId, head, tail, roleId, votes, papers }: Omit<SheetAgain, "number">,
  from: number,
): LaidOut[] {
  const blocks = papers.map(blockAgain);
  return blocks.map((block, i) => {
    const isHeaded = block.heading !== blocks[i - 1]?.heading;
    return laidOut({
      head,
      tail: i + 1 === blocks.length ? tail : [],
      roleId: i === 0 ? roleId : null,
      votes,
      blocks: [isHeaded ? block : { ...block, heading: null }],
      mark: digestMark(digestId, from + i),
    });
  });
}

/** Papers by title and link alone, for a message that Discord fails at. It has the same mark. */
export function plainMessage(
  papers: readonly Paper[],
  { mark, roleId }: { mark: string; roleId: string | null },
): Reply {
  const menu = openMenu({ hits: papers.map((paper) => ({ paper })), open: mark, isPlain: true });
  return reply([...mentionOf(roleId), text(papers.map(titleLine).join("\n")), menu], {
    mention: roleId,
  });
}

/** A paper's title within a sentence for people, and for the log. */
export function titleInNote(paper: Paper): string {
  return plainTitle(paper, LIMITS.optionLabel);
}

function blockAgain({ paper, why }: PaperAgain): Block {
  if (why === null) return { paper, words: [], heading: null, lines: paperLine(paper, []) };
  const { heading, ...match } = why;
  return blockOf({ ...match, paper }, heading);
}
