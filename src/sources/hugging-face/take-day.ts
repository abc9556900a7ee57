import { createHash } from "node:crypto";
import type { Snapshot } from "../../papers/paper.ts";
import { whyNoAnswer } from "../client/why-no-answer.ts";
import { dayInWords, utcDay } from "../utc-days.ts";
import type { DayAnswer } from "./ask-day.ts";
import { isSettled } from "./days.ts";
import { judgeDay } from "./judge-day.ts";
import { readListing } from "./listing.ts";
import type { KnownDay } from "./memory.ts";

/** What became of one day. */
export interface Taken {
  state: "fresh" | "quiet" | "stale" | "truncated" | "failing";
  /** A sentence for people without its full stop; null where nothing is to be said. */
  why: string | null;
  /** Null where there is nothing new. */
  snapshot: Snapshot | null;
  /** What to remember of the day once the snapshot is kept; null where it has to be read again. */
  read: Omit<KnownDay, "readAt"> | null;
}

/** Makes of an answer what there is to give, to remember and to say. */
export function takeDay(
  day: Temporal.PlainDate,
  answer: Exclude<DayAnswer, { kind: "stopped" }>,
  { known, now }: { known: readonly KnownDay[]; now: Temporal.Instant },
): Taken {
  const before = known.find((each) => each.day === day.toString());
  const today = utcDay(now);
  const isDone = isSettled(day, today);
  const nothing = { snapshot: null, read: null };

  if (answer.kind === "unchanged")
    // Only what was fresh is asked for in this way.
    return {
      state: "fresh",
      why: null,
      snapshot: null,
      read: before ? { ...before, isDone } : null,
    };
  if (answer.kind === "unreadable") {
    const why = `Hugging Face didn't send a list of papers for ${dayInWords(day)}`;
    return { state: "failing", why, ...nothing };
  }
  if (answer.kind !== "list") {
    // Its day may begin a little after ours.
    if (answer.status === 400 && day.equals(today))
      return takeDay(
        day,
        { kind: "list", items: [], validators: null, isCut: false },
        { known, now },
      );
    return { state: "failing", why: whyNoAnswer(answer, now), ...nothing };
  }

  const listing = readListing(answer.items, day);
  const ids = listing.entries.map(({ arxivId, title }) => arxivId ?? title);
  const verdict = judgeDay(day, { ids, items: answer.items.length }, { known, now });
  const fingerprint = createHash("sha256").update(JSON.stringify(listing)).digest("base64url");
  const snapshot = fingerprint === before?.fingerprint ? null : listing;
  const read = { day: day.toString(), ids, fingerprint };
  if (verdict.state === "quiet")
    return {
      ...verdict,
      snapshot: null,
      read: verdict.isSure ? { ...read, ids: [], validators: null, isDone } : null,
    };
  if (verdict.state !== "fresh")
    // Where no paper could be read there are problems to tell.
    return {
      ...verdict,
      snapshot: ids.length === 0 && answer.items.length > 0 ? listing : null,
      read: null,
    };
  if (answer.isCut)
    return {
      state: "truncated",
      why: `Hugging Face lists more papers for ${dayInWords(day)} than Paperboy reads`,
      snapshot,
      read: { ...read, validators: null, isDone },
    };
  return { ...verdict, snapshot, read: { ...read, validators: answer.validators, isDone } };
}
