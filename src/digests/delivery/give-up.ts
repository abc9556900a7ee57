import { blockedNotice, failedNotice } from "../../messages/digests/digest-notices.ts";
import { titlesOf } from "../planning/lay-out-again.ts";
import { alarm } from "./alarm.ts";
import type { DeliveryRun, Progress } from "./delivery-run.ts";
import { joined, type Notes, waitsFor, withNote } from "./notes.ts";
import { unfinishedOutcome } from "./setbacks.ts";
import type { BlockStep, TryLaterStep, UnsureMessage } from "./steps.ts";
import * as say from "./wording.ts";

/** Each of these ends a run: what is to be known of it is written down. */
type Over = Promise<null>;

export async function giveBack({ book, digest, now }: DeliveryRun, { notes }: Progress): Over {
  await book.deliveries.postpone(digest.id, now(), "sending", joined(notes));
  return null;
}

export async function tryLater(
  { after, outcome, why, reason }: TryLaterStep,
  { book, digest, log, now }: DeliveryRun,
  progress: Progress,
): Over {
  const isDown = why === "Discord is unavailable";
  const notes = isDown ? withNote(progress.notes, say.DISCORD_HAD_TROUBLE) : progress.notes;
  const details = isDown ? { reason, retryInS: after.total("seconds") } : { reason };
  log.warn(details, `A digest is waiting: ${why}`);
  await book.deliveries.postpone(digest.id, now().add(after), outcome, joined(notes));
  return null;
}

export async function block(
  { missing, after, pausesChannel, isNews }: BlockStep,
  run: DeliveryRun,
  progress: Progress,
): Over {
  const { book, channel, digest, log, now, patience } = run;
  const { permission, cause, where } = missing;
  const notes = withNote(progress.notes, waitsFor(missing));
  patience.forget(digest.id);
  if (after) await book.deliveries.postpone(digest.id, now().add(after), "blocked", joined(notes));
  const notify = () => alarm(run, channel, (reader) => blockedNotice(channel.id, missing, reader));
  const pause = (notified: boolean) =>
    book.subscriptions.pause(channel.id, { why: "blocked", permission, cause, notified });
  if (pausesChannel) await pause(!isNews);
  if (isNews) {
    log.warn({ permission, where }, "A channel is blocked");
    await notify();
    await pause(true);
  }
  if (after) return null;
  await giveUp(say.WAITED_FOR_A_WEEK, run, { ...progress, notes });
  // Not at once again: it may have been found only now, after a week of being down.
  if (!isNews) await notify();
  return null;
}

export async function end(because: string, run: DeliveryRun, progress: Progress): Over {
  await run.book.subscriptions.end(run.channel.id, run.now());
  return await giveUp(because, run, progress);
}

/** Sets the papers of messages aside that may have arrived. */
export async function leaveUnsure(
  messages: readonly UnsureMessage[],
  { book, corpus, digest, log }: Pick<DeliveryRun, "book" | "corpus" | "digest" | "log">,
  before: Notes,
): Promise<Notes> {
  let notes = before;
  for (const { number, paperIds } of messages) {
    await book.deliveries.unconfirmed(digest.id, number);
    log.warn({ number, paperIds }, "A message may have arrived, so it won't be sent again");
    const titles = titlesOf(paperIds, corpus()).join(", ") || say.messageNumber(number);
    notes = withNote(notes, say.mayBePosted(titles));
  }
  return notes;
}

/** With one alarm, not another for each digest in a row. */
export async function giveUpWithAlarm(reason: string, run: DeliveryRun, progress: Progress): Over {
  const { book, channel, log, recentAlarms } = run;
  log.warn({ reason }, "Giving up on a digest: Discord accepted nothing for too long");
  const [, before] = await book.history.runs(channel.id, 2);
  await giveUp(say.NOT_ACCEPTED_FOR_AN_HOUR, run, progress);
  if (before?.outcome !== "failed")
    await alarm(run, channel, (reader) => failedNotice(channel.id, reader), recentAlarms);
  return null;
}

async function giveUp(
  why: string,
  { book, digest, log, now, patience }: DeliveryRun,
  { notes }: Progress,
): Over {
  const settled = notes.filter((note) => note !== say.DISCORD_HAD_TROUBLE);
  const outcome = unfinishedOutcome(await book.history.messages(digest.id));
  await book.deliveries.finish(digest.id, outcome, joined(withNote(settled, why)), now());
  patience.forget(digest.id);
  log.warn({ outcome, why }, "Gave up on a digest; its papers go to the next one");
  return null;
}
