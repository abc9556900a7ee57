import { blockedNotice, failedNotice } from "../../messages/digests/digest-notices.ts";
import { isPast } from "../instants.ts";
import { titlesOf } from "../planning/lay-out-again.ts";
import { alarm } from "./alarm.ts";
import { attemptPlain, look } from "./attempt.ts";
import type { MissingPermission } from "../missing-permission.ts";
import { type DigestMessage, hasArrived } from "../digest.ts";
import {
  delivered,
  type Hitch,
  joined,
  mayHaveArrived,
  type Run,
  type Step,
  TROUBLE,
  type UnsureMessage,
  waitsFor,
} from "./run.ts";

/** After a permission is missed: the next look, which costs nothing where the cache tells. */
const NEXT_LOOK = Temporal.Duration.from({ minutes: 1 });
/** Where only Discord's refusal tells: a ban threatens those who ask too often. */
const LONGEST_BLOCK = Temporal.Duration.from({ hours: 1 });
/** Then the next digest waits instead, with newer papers too, and people are told again. */
const BLOCKED_AT_MOST = { hours: 7 * 24 };
/** While Discord cannot say whether a message arrived. */
const BETWEEN_LOOKS = { minutes: 20 };
export const UNSURE_AT_MOST = { hours: 24 };
/** However often we start anew, and with us the hour in which a digest is tried … */
const FAILING_AT_MOST = { hours: 24 };
/** … but not at the first failure after a day of being away. */
const FAILING_AT_LEAST = { minutes: 5 };

/**
 * The place takes nothing, mostly because a permission is missing. The digest waits, the channel's
 * subscriptions pause until it does, and people are told, once. What blocks a digest blocks a notice in the
 * same channel as well, so it goes to the person who set it up, and to whom the settings name. After a
 * week the digest ends; the next one waits in its place, and they are told again. A person who takes no
 * messages for so long gets no more.
 */
export async function block(
  run: Run,
  missing: MissingPermission,
  refused: DigestMessage | null = null,
): Promise<"stop"> {
  const { book, channel, digest, log, notes, now, patience } = run;
  const { permission, cause } = missing;
  const isOver = isPast(digest.plannedAt.add(BLOCKED_AT_MOST), now());
  patience.forget(digest.id);
  notes.add(waitsFor(missing));
  if (isOver && channel.kind === "dm")
    return await end(run, "Paperboy could not send you direct messages for a week.");
  if (!isOver) {
    // What the cache tells costs nothing to look at.
    const isSeen = cause !== undefined && cause !== "refusal";
    const pause = refused && !isSeen ? blockedFor(refused, now()) : NEXT_LOOK;
    await book.deliveries.postpone(digest.id, now().add(pause), "blocked", joined(notes));
  }
  const tell = async () =>
    await alarm(run, channel, (reader) => blockedNotice(channel.id, missing, reader));
  const isNews = channel.pause?.why !== "asked" && !(channel.pause?.told ?? false);
  if (channel.pause?.why !== "asked") {
    const blocked = { why: "blocked", permission, cause } as const;
    await book.subscriptions.pause(channel.id, { ...blocked, told: !isNews });
    if (isNews) {
      log.warn({ permission, where: missing.where }, "A channel is blocked");
      await tell();
      await book.subscriptions.pause(channel.id, { ...blocked, told: true });
    }
  }
  if (!isOver) return "stop";
  await giveUp(run, "It waited for a week. Its papers go to the next digest.");
  // Not at once again: it may have been found only now, after a week of being down.
  if (!isNews) await tell();
  return "stop";
}

/** The channel is gone, and its subscriptions with it; they are kept for a while. */
export async function end(
  run: Run,
  because = "The channel was deleted, or Paperboy was removed from the server.",
): Promise<"stop"> {
  await run.book.subscriptions.end(run.channel.id, run.now());
  await giveUp(run, because);
  return "stop";
}

/** Somebody paused the channel before anything of the digest left. */
export async function skip({ book, digest, now }: Run): Promise<null> {
  await book.deliveries.finish(digest.id, "skipped: paused", null, now());
  return null;
}

/**
 * Nothing can be sent now: tries again after a pause, for an hour at most. Then, if Discord answers, a
 * plain layout is tried; then the papers go to the next digest and somebody is told. As long as
 * nobody can say whether a message arrived nothing is given up, since its papers would be sent twice.
 */
export async function later(run: Run, hitch: Hitch): Promise<Step> {
  const { book, digest, log, notes, now, patience, wasBlocked } = run;
  const pause = patience.after(digest.id, now());
  if (pause === "no more") return await lastLook(run, hitch);
  const isOverdue =
    !wasBlocked &&
    isPast(digest.plannedAt.add(FAILING_AT_MOST), now()) &&
    Temporal.Duration.compare(pause, FAILING_AT_LEAST) >= 0;
  if (isOverdue) return await lastLook(run, hitch);
  notes.add(TROUBLE);
  log.warn(
    { reason: hitch.reason, retryInS: pause.total("seconds") },
    "A digest waits: Discord is unavailable",
  );
  await book.deliveries.postpone(digest.id, now().add(pause), "sending", joined(notes));
  return "stop";
}

async function lastLook(run: Run, hitch: Hitch): Promise<Step> {
  const { book, digest, notes } = run;
  const attempted = (await book.history.messages(digest.id)).filter(mayHaveArrived);
  let arrived = false;
  for (const message of attempted) {
    const found = await look(run, message, message.state);
    if (found.kind === "unavailable") return await stayUnsure(run, attempted, found.reason);
    if (found.kind === "cannot look")
      notes.add(
        `Message ${message.number} may have been posted: without ${found.permission}, Paperboy can't tell.`,
      );
    if (found.kind !== "found") continue;
    await delivered(run, message, found);
    arrived = true;
  }
  if (arrived) return "next";
  const [first] = attempted;
  if (hitch.answered && first) {
    const sent = await attemptPlain(run, first);
    if (sent?.kind === "sent") return await delivered(run, first, sent);
    if (sent?.kind === "deleted")
      return await delivered(run, first, { messageId: null, postId: run.target.postId });
    if (sent?.kind === "unavailable") return await stayUnsure(run, attempted, sent.reason);
  }
  return await giveUpAndTell(run, hitch.reason);
}

/** Waits for somebody to say what arrived, for a day: what nobody knows then is not sent again. */
async function stayUnsure(
  run: Run,
  messages: readonly UnsureMessage[],
  reason: string,
): Promise<"stop"> {
  const { book, digest, log, notes, now } = run;
  const [first] = messages.map(({ state }) => state.attemptedAt);
  notes.add("Paperboy could not check whether all of it was posted.");
  if (first && isPast(first.add(UNSURE_AT_MOST), now())) {
    await leaveUnsure(run, messages);
    return await giveUpAndTell(run, reason);
  }
  log.warn({ reason }, "A digest waits: nobody can say what of it arrived");
  const until = now().add(BETWEEN_LOOKS);
  await book.deliveries.postpone(digest.id, until, await unfinished(run), joined(notes));
  return "stop";
}

/** Sets the papers of messages aside that may have arrived. */
export async function leaveUnsure(
  { book, corpus, digest, log, notes }: Pick<Run, "book" | "corpus" | "digest" | "log" | "notes">,
  messages: readonly DigestMessage[],
): Promise<void> {
  for (const { number, paperIds } of messages) {
    await book.deliveries.unconfirmed(digest.id, number);
    log.warn({ number, paperIds }, "A message may have arrived; it is not sent again");
    const what = titlesOf(paperIds, corpus()).join(", ") || `message ${number}`;
    notes.add(`May have been posted already, so it is not sent again: ${what}`);
  }
}

/** Told once, not again for each digest in a row. */
async function giveUpAndTell(run: Run, reason: string): Promise<"stop"> {
  const { book, channel, log } = run;
  log.warn({ reason }, "Discord took nothing for as long as a digest is tried");
  const [, before] = await book.history.runs(channel.id, 2);
  await giveUp(run, "Discord didn't accept it for an hour. Its papers go to the next digest.");
  if (before?.outcome !== "failed")
    await alarm(run, channel, (reader) => failedNotice(channel.id, reader), run.heard);
  return "stop";
}

async function giveUp(run: Run, why: string): Promise<void> {
  const { book, digest, log, notes, now, patience } = run;
  notes.delete(TROUBLE);
  notes.add(why);
  const outcome = await unfinished(run);
  await book.deliveries.finish(digest.id, outcome, joined(notes), now());
  patience.forget(digest.id);
  log.warn({ outcome, why }, "A digest is given up; its papers go to the next one");
}

async function unfinished({ book, digest }: Run): Promise<"partly sent" | "failed"> {
  const messages = await book.history.messages(digest.id);
  return messages.some(hasArrived) ? "partly sent" : "failed";
}

/** As long as it has been blocked, within bounds. */
function blockedFor({ state }: DigestMessage, now: Temporal.Instant): Temporal.Duration {
  const since = state.kind === "unsure" ? state.attemptedAt.until(now) : NEXT_LOOK;
  if (Temporal.Duration.compare(since, NEXT_LOOK) < 0) return NEXT_LOOK;
  return Temporal.Duration.compare(since, LONGEST_BLOCK) > 0 ? LONGEST_BLOCK : since;
}
