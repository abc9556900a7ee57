import type { IncomingHttpHeaders } from "node:http";
import type { Answer, NoAnswer, Question, Validators } from "./answer.ts";
import { requestedPauseMs } from "./requested-pause.ts";
import type { Exchange } from "./exchange.ts";

/**
 * What an exchange comes to. `done`: that is the answer. `again`: another try may mend it. `given up`:
 * none will, and we had better stay away. `keptOutMs`: for how long the far end wants us to.
 */
export interface Verdict {
  next: "done" | "again" | "given up";
  answer: Answer;
  keptOutMs: number | null;
}

export interface Case {
  /** Of the far end. */
  name: string;
  question: Pick<Question, "known" | "doubt">;
  /** How long we stay away after a 401 or 403. */
  refusedRestMs: number;
  now: Temporal.Instant;
}

/** Redirects are followed before, as far as they may be. */
export function judge(came: Exchange, { name, question, refusedRestMs, now }: Case): Verdict {
  if (came.kind !== "answered") return judgeSilence(came, name);
  const { status, headers, body } = came;
  const turnedAway = () => requestedPauseMs(headers, { isTurnedAway: true, now });
  const served = () => requestedPauseMs(headers, { isTurnedAway: false, now });
  const no = (kind: NoAnswer["kind"], why: string): NoAnswer => ({
    kind,
    why,
    until: null,
    status,
  });

  if (status === 304 && question.known)
    return { next: "done", answer: { kind: "unchanged" }, keptOutMs: served() };
  if (status >= 200 && status < 300) {
    const doubt = doubtOf(body, name) ?? question.doubt?.(body);
    return doubt === null || doubt === undefined
      ? {
          next: "done",
          answer: { kind: "ok", body, validators: validatorsOf(headers) },
          keptOutMs: served(),
        }
      : { next: "again", answer: no("throttled", doubt), keptOutMs: turnedAway() };
  }
  if (status === 429) {
    const answer = no("throttled", `${name} is asking Paperboy to slow down`);
    return { next: "again", answer, keptOutMs: turnedAway() };
  }
  if (status >= 500) {
    const answer = no("unreachable", `${name} isn't working (HTTP ${status})`);
    return { next: "again", answer, keptOutMs: turnedAway() };
  }
  const refusal = no("refused", `${name} refused to answer (HTTP ${status})`);
  if (status !== 401 && status !== 403)
    return { next: "done", answer: { ...refusal, body }, keptOutMs: served() };
  const keptOutMs = Math.max(refusedRestMs, turnedAway() ?? 0);
  return { next: "given up", answer: refusal, keptOutMs };
}

/** arXiv was seen to say so with a 200. */
const SLOW_DOWN = /^\s*(?:rate (?:limit )?exceeded|too many requests)\W*$/i;

function doubtOf(body: string, name: string): string | null {
  if (body.trim() === "") return `${name} sends empty answers`;
  return SLOW_DOWN.test(body.slice(0, 200)) ? `${name} is asking Paperboy to slow down` : null;
}

/** The answer to a question that leads, or was led, to where we do not go. */
export function outOfBounds(name: string): Verdict {
  const why = `${name} redirects to an address that Paperboy doesn't visit`;
  return { next: "done", answer: { kind: "refused", why, until: null }, keptOutMs: null };
}

/** The answer of a host that leads to another one. */
export function movedTo(name: string, there: URL): Verdict {
  const why = `${name} redirects to ${there.host}`;
  return {
    next: "done",
    answer: { kind: "refused", why, until: null, movedTo: there },
    keptOutMs: null,
  };
}

function judgeSilence(came: Exclude<Exchange, { kind: "answered" }>, name: string): Verdict {
  const verdict = (next: Verdict["next"], kind: NoAnswer["kind"], why: string): Verdict => ({
    next,
    answer: { kind, why, until: null },
    keptOutMs: null,
  });
  if (came.kind === "stopped")
    return { next: "done", answer: { kind: "stopped" }, keptOutMs: null };
  if (came.kind === "inward") return outOfBounds(name);
  if (came.kind === "too large")
    return verdict("done", "too large", `${name} sent more than ${came.why}`);
  if (came.kind === "too slow")
    return verdict("again", "too slow", `${name} took longer than ${came.why}`);
  return verdict("again", "unreachable", `${name} can't be reached (${came.why})`);
}

function validatorsOf({ etag, "last-modified": lastModified }: IncomingHttpHeaders): Validators {
  return {
    ...(etag !== undefined && { etag }),
    ...(lastModified !== undefined && { lastModified }),
  };
}
