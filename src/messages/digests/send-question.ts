import { reply } from "../layout/budget.ts";
import { button, container, row, text } from "../layout/parts.ts";
import { inPlace, type Place } from "../layout/place.ts";
import type { Reply } from "../layout/reply.ts";
import * as say from "./wording.ts";

/** Custom ids of the answers to `sendQuestion`. */
export interface SendAnswers {
  mention: string;
  nobody: string;
  cancel: string;
}

/** Asked before a digest that somebody sends by hand mentions a role. It mentions nobody itself. */
export function sendQuestion(place: Place, roleId: string, answers: SendAnswers): Reply {
  const lines = [`### ${say.sendNow(inPlace(place))}`, say.mentions(`<@&${roleId}>`)];
  const buttons = [
    button(say.labels.sendAndMention, answers.mention, { primary: true }),
    button(say.labels.sendWithoutMention, answers.nobody),
    button(say.labels.cancel, answers.cancel),
  ];
  return reply([container([text(lines.join("\n")), row(buttons)])]);
}

export function notSent(): Reply {
  return reply([container([text(say.NOTHING_SENT)])]);
}
