import { reply } from "../layout/budget.ts";
import { button, container, row, text } from "../layout/parts.ts";
import type { Reply } from "../layout/reply.ts";
import type { Paper } from "../../papers/paper.ts";
import { titleLine } from "../papers/card.ts";
import { VOTES } from "./wording.ts";

/** For who presses again: a button of everybody's shows nobody their own vote. */
export function alreadyVoted(paper: Paper, takeBack: string): Reply {
  return reply([
    container([
      text(`${VOTES.voted}\n${titleLine(paper)}`),
      row([button(VOTES.takeBack, takeBack)]),
    ]),
  ]);
}

export function voteTakenBack(paper: Paper, wasThere: boolean): Reply {
  return reply([
    container([text(`${wasThere ? VOTES.takenBack : VOTES.none}\n${titleLine(paper)}`)]),
  ]);
}
