import { reply } from "../layout/budget.ts";
import { button, container, row, text } from "../layout/parts.ts";
import { inPlace, type Place } from "../layout/place.ts";
import type { Reply } from "../layout/reply.ts";

/** Custom ids of the answers to `sendQuestion`. */
export interface SendAnswers {
  mention: string;
  nobody: string;
  cancel: string;
}

/** Asked before a digest that somebody sends by hand mentions a role. It mentions nobody itself. */
export function sendQuestion(place: Place, roleId: string, answers: SendAnswers): Reply {
  const lines = [
    `### Send a digest ${inPlace(place)} now?`,
    `It mentions <@&${roleId}>, so everyone with that role gets a notification.`,
  ];
  const buttons = [
    button("Send and mention the role", answers.mention, { primary: true }),
    button("Send without mention", answers.nobody),
    button("Cancel", answers.cancel),
  ];
  return reply([container([text(lines.join("\n")), row(buttons)])]);
}

export function notSent(): Reply {
  return reply([container([text("Cancelled. Nothing was sent.")])]);
}
