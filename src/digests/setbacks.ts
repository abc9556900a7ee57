import { blockedNotice } from "../messages/digest-notices.ts";
import { digestMark } from "../messages/digest.ts";
import { alarm } from "./alarm.ts";
import type { MissingPermission } from "./courier.ts";
import type { DigestMessage } from "./digest.ts";
import { delivered, joined, type Run, type Step, waitsFor } from "./run.ts";

/** After a permission is missed: the next look, which costs nothing where the cache tells. */
const NEXT_LOOK = Temporal.Duration.from({ minutes: 1 });
/** Where only Discord's refusal tells: a ban threatens those who ask too often. */
const LONGEST_BLOCK = Temporal.Duration.from({ hours: 1 });
/** While Discord cannot say whether a message arrived. */
const BETWEEN_LOOKS = { minutes: 20 };

/**
 * A permission is missing. The digest waits, the channel's subscriptions pause until it is back, and
 * somebody is told, once. What blocks a digest blocks a notice in the same channel as well, so it goes
 * to the person who set it up, and to whom the settings name.
 */
export async function block(
  run: Run,
  missing: MissingPermission,
  refused: DigestMessage | null = null,
): Promise<"stop"> {
  const { book, channel, digest, log, notes, now, patience } = run;
  const { permission, cause } = missing;
  patience.forget(digest.id);
  notes.add(waitsFor(missing));
  // What has a cause stands in the cache, where looking costs nothing.
  const pause = refused && !cause ? blockedFor(refused, now()) : NEXT_LOOK;
  await book.ledger.postpone(digest.id, now().add(pause), "blocked", joined(notes));
  if (channel.pause?.why === "asked") return "stop";
  const isTold = channel.pause?.told ?? false;
  if (isTold && channel.pause?.permission === permission) return "stop";
  const blocked = { why: "blocked", permission, cause } as const;
  await book.subscriptions.pause(channel.id, { ...blocked, told: isTold });
  log.warn({ permission, where: missing.where }, "A channel is blocked");
  if (isTold) return "stop";
  await alarm(run, channel, (reader) => blockedNotice(channel.id, missing, reader));
  await book.subscriptions.pause(channel.id, { ...blocked, told: true });
  return "stop";
}

/** The channel is gone, and its subscriptions with it; they are kept for a while. */
export async function end(run: Run): Promise<"stop"> {
  await run.book.subscriptions.end(run.channel.id, run.now());
  return await giveUp(run, "The channel was deleted, or Paperboy was removed from the server.");
}

/** Somebody paused the channel before anything of the digest left. */
export async function skip({ book, digest, now }: Run): Promise<null> {
  await book.ledger.finish(digest.id, "skipped: paused", null, now());
  return null;
}

/**
 * Discord cannot be reached: tries again after a pause, for an hour at most. Then the papers go to
 * the next digest, unless `message` may have arrived: as long as nobody can say, nothing is given up, since the
 * papers would be sent twice.
 */
export async function later(
  run: Run,
  message: DigestMessage | null,
  reason: string,
): Promise<Step> {
  const { book, digest, log, notes, now, patience } = run;
  const pause = patience.after(digest.id, now());
  if (pause === "no more") return await lastLook(run, message, reason);
  notes.add(reason);
  log.warn({ reason, retryInS: pause.total("seconds") }, "A digest waits: Discord is unavailable");
  await book.ledger.postpone(digest.id, now().add(pause), "sending", joined(notes));
  return "stop";
}

async function lastLook(run: Run, message: DigestMessage | null, reason: string): Promise<Step> {
  const { book, courier, digest, notes, now, target } = run;
  if (message && message.attemptedAt !== null) {
    const mark = digestMark(digest.id, message.number);
    const found = await courier.find(target, mark, message.attemptedAt);
    if (found.kind === "found") return await delivered(run, message, found);
    if (found.kind === "unavailable") {
      notes.add(`Discord did not answer for an hour. ${found.reason}`);
      const until = now().add(BETWEEN_LOOKS);
      await book.ledger.postpone(digest.id, until, await unfinished(run), joined(notes));
      return "stop";
    }
    if (found.kind === "cannot look")
      notes.add(
        `Message ${message.number} may have arrived: without ${found.permission} Paperboy cannot see it.`,
      );
  }
  return await giveUp(run, `Given up after an hour. ${reason}`);
}

async function giveUp(run: Run, why: string): Promise<"stop"> {
  const { book, digest, log, notes, now, patience } = run;
  notes.add(why);
  const outcome = await unfinished(run);
  await book.ledger.finish(digest.id, outcome, joined(notes), now());
  patience.forget(digest.id);
  log.warn({ outcome, why }, "A digest is given up; its papers go to the next one");
  return "stop";
}

async function unfinished({ book, digest }: Run): Promise<"partly sent" | "failed"> {
  const messages = await book.ledger.messages(digest.id);
  return messages.some(({ messageId }) => messageId !== null) ? "partly sent" : "failed";
}

/** As long as it has been blocked, within bounds. */
function blockedFor({ attemptedAt }: DigestMessage, now: Temporal.Instant): Temporal.Duration {
  const since = attemptedAt?.until(now) ?? NEXT_LOOK;
  if (Temporal.Duration.compare(since, NEXT_LOOK) < 0) return NEXT_LOOK;
  return Temporal.Duration.compare(since, LONGEST_BLOCK) > 0 ? LONGEST_BLOCK : since;
}
