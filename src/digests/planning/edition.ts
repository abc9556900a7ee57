import type { RoundUpContents } from "../../messages/digests/round-up.ts";
import * as say from "../../messages/digests/wording.ts";
import { matchedPhrases } from "../../messages/papers/matched-phrases.ts";
import type { DigestFrame } from "../../messages/digests/digest-message.ts";
import type { Paper } from "../../papers/paper.ts";
import type { Edition, EditionPaper } from "../outlet.ts";
import type { ChosenPaper } from "./choose.ts";

type Frame = Pick<DigestFrame, "date" | "lateSince">;

/** What a digest of new papers says. */
export function newsEdition(
  frame: Frame,
  {
    sections,
    waiting,
  }: { sections: readonly { heading: string; papers: readonly ChosenPaper[] }[]; waiting: number },
): Edition {
  return {
    from: "new",
    ...datesOf(frame),
    sections: sections.map(({ heading, papers }) => ({ heading, papers: papers.map(chosen) })),
    waiting,
  };
}

/** What a weekly round-up says. */
export function roundUpEdition(
  frame: Frame,
  { voted, discussed, unseen }: RoundUpContents,
): Edition {
  const { ROUND_UP } = say;
  const sections = [
    {
      heading: ROUND_UP.voted,
      papers: voted.map(({ paper, votes }) => noted(paper, say.votesThisWeek(votes))),
    },
    {
      heading: ROUND_UP.discussed,
      papers: discussed.map(({ paper, messages }) => noted(paper, say.messagesAbout(messages))),
    },
    { heading: ROUND_UP.unseen, papers: unseen.map((paper) => noted(paper, null)) },
  ].filter(({ papers }) => papers.length > 0);
  return { from: "round-up", ...datesOf(frame), sections, waiting: 0 };
}

function datesOf({ date, lateSince }: Frame): Pick<Edition, "date" | "lateSince"> {
  return { date, lateSince: lateSince?.toString() ?? null };
}

function chosen(one: ChosenPaper): EditionPaper {
  const { paper, grade, words, fields, attention, votesHere } = one;
  return {
    paperId: paper.id,
    grade,
    phrases: matchedPhrases(paper, words),
    fields,
    attention: attention ?? null,
    votesHere: votesHere ?? 0,
    note: null,
  };
}

function noted(paper: Paper, note: string | null): EditionPaper {
  return {
    paperId: paper.id,
    grade: null,
    phrases: [],
    fields: [],
    attention: null,
    votesHere: 0,
    note,
  };
}
