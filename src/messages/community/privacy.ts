import { reply } from "../layout/budget.ts";
import { button, container, fileShown, row, text } from "../layout/parts.ts";
import type { Reply, ReplyFile } from "../layout/reply.ts";
import { FORGET, labels, OWN_DATA } from "./wording.ts";

/** All that is kept about whoever asked. */
export function ownData(file: ReplyFile): Reply {
  return reply([container([text(OWN_DATA), fileShown(file)])], { files: [file] });
}

/** The first question: what goes and what stays. */
export function forgetQuestion(goOn: string): Reply {
  return reply([container([text(FORGET.what), row([button(labels.goOn, goOn)])])]);
}

/** The second one. */
export function forgetForGood(forget: string): Reply {
  return reply([
    container([text(FORGET.forGood), row([button(labels.deleteData, forget, { primary: true })])]),
  ]);
}

export function forgotten(): Reply {
  return reply([container([text(FORGET.done)])]);
}
