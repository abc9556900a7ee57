import type { Answer } from "../../client/answer.ts";
import { type ApiAnswer, readApiAnswer } from "../answers/api.ts";
import type { RetryReason } from "../answers/retry-reason.ts";

export type NoApiAnswer = { kind: "failed" } & RetryReason;

/** A refusal may say what is wrong with this question; others may be answered. */
export function apiAnswerIn(answer: Exclude<Answer, { kind: "stopped" }>): ApiAnswer | NoApiAnswer {
  if (answer.kind === "ok") return readApiAnswer(answer.body);
  if (answer.kind === "unchanged") return failed("arXiv didn't answer");
  const read = answer.status === 400 ? readApiAnswer(answer.body ?? "") : null;
  return read?.kind === "error" ? read : { ...answer, kind: "failed" };
}

export function failed(why: string): NoApiAnswer {
  return { kind: "failed", why, until: null };
}
