import { day } from "../../messages/layout/day.ts";
import {
  type AlarmReader,
  failedNotice,
  leftOutNotice,
} from "../../messages/digests/digest-notices.ts";
import { alarm } from "./alarm.ts";
import { attempt, attemptPlain, look } from "./attempt.ts";
import { isAtFault, isWorthTryingApart, MORE_THAN_ENOUGH } from "./blame.ts";
import type { Probe, Sent } from "../courier.ts";
import type { MissingPermission } from "../missing-permission.ts";
import { type DigestMessage, isOpen, openedPost } from "../digest.ts";
import { frameOf } from "../frame.ts";
import { finalOutcome, isSetAside } from "./final-outcome.ts";
import { isPausedAt } from "../pauses.ts";
import { isPart } from "../parts.ts";
import { partsAgain, titlesOf } from "../planning/lay-out-again.ts";
import { dropRole } from "./role.ts";
import {
  delivered,
  joined,
  mayHaveArrived,
  notesOf,
  type Run,
  type Step,
  type Tools,
} from "./run.ts";
import { block, end, later, skip } from "./setbacks.ts";

type Failed = Extract<Sent, { kind: "failed" }>;

/**
 * Discord remembers nonces for "the past few minutes". Only where the channel's history cannot be
 * read does this number matter, and then for nothing but what people are told.
 */
const NONCE_MEMORY = { minutes: 2 };

/**
 * Brings one digest as far as it can be brought now. Every step is written down before the next
 * begins, so that it can end anywhere: what may have arrived is looked for before it is sent again.
 */
export async function sendDigest(digestId: string, tools: Tools): Promise<void> {
  const { book, claim, now, stopping } = tools;
  if (!(await claim(digestId))) return;
  const run = await begin(digestId, tools);
  if (!run) return;
  /** What failed in this run; the others are tried before it is tried again. */
  const failed = new Map<number, Failed>();
  for (;;) {
    const messages = await book.history.messages(digestId);
    const open = messages.filter(isOpen);
    const message = open.find(({ number }) => !failed.has(number));
    if (open.length === 0) break;
    // Gives the digest back, so that whoever starts next need not wait for its lease.
    if (stopping.aborted)
      return await book.deliveries.postpone(digestId, now(), "sending", joined(run.notes));
    if (!(await claim(digestId))) return;
    const step = message
      ? await sendMessage(run, message, messages)
      : await afterFailures(run, failed, messages);
    if (step === "stop") return;
    if (step === "next" || !message) continue;
    failed.set(message.number, step);
    const isFirst = run.patience.failures(digestId, message.number) < 2;
    // Once may be chance. A part has been part of a failure before.
    if (isFirst && !isPart(message, messages))
      if ((await later(run, { reason: step.reason, answered: true })) === "stop") return;
  }
  await publish(run);
  await finish(run);
}

/** The target of a message and all else that holds for a whole run; null where it ends already. */
async function begin(digestId: string, tools: Tools): Promise<Run | null> {
  const { subscriptions, deliveries, history } = tools.book;
  const digest = await history.digest(digestId);
  if (!digest) return null;
  const channel = await subscriptions.channel(digest.channelId);
  if (!channel || channel.endedAt !== null) {
    const told = "The subscriptions of this channel have ended.";
    await deliveries.finish(digestId, "failed", told, tools.now());
    return null;
  }
  const messages = await history.messages(digestId);
  const run: Run = {
    ...tools,
    digest,
    channel,
    notes: notesOf(digest),
    wasBlocked: digest.outcome === "blocked",
    target: {
      channelId: channel.id,
      kind: channel.kind,
      postId: channel.kind === "forum" ? openedPost(messages) : null,
      title: `${digest.quiet ? "Nothing new" : "New papers"} · ${day(frameOf(digest, channel).date)}`,
    },
    roleId: channel.settings.roleId,
  };
  if (isPaused(run) && messages.every(({ state }) => state.kind === "waiting"))
    return await skip(run);
  const { publish: wanted, roleId } = channel.settings;
  const probe = await tools.courier.probe(channel.id, {
    roleId,
    publish: wanted,
    guildId: channel.guildId,
  });
  return await enter(run, probe, messages);
}

/** The run, if the channel lets us in; else null, and the digest is dealt with. */
async function enter(
  run: Run,
  probe: Probe,
  messages: readonly DigestMessage[],
): Promise<Run | null> {
  const { book, channel, notes, log } = run;
  if (probe.kind !== "here") {
    if (probe.kind === "unavailable") await later(run, { reason: probe.reason, answered: false });
    else if (probe.kind === "gone") await end(run);
    else
      await block(run, {
        permission: `this is ${probe.what}`,
        where: "Use /digest subscribe in another channel",
        cause: "kind of channel",
      });
    return null;
  }
  const needed = probe.missing.find(({ only }) => only === undefined);
  if (needed) {
    await block(run, needed);
    return null;
  }
  if (channel.pause?.why === "blocked") {
    await book.subscriptions.pause(channel.id, null);
    log.info({ permission: channel.pause.permission }, "A channel is no longer blocked");
  }
  const mention = probe.missing.find(({ only }) => only === "mention");
  if (mention && messages.some(({ payload }) => payload.allowed_mentions.roles?.length))
    notes.add(`Nobody was pinged, because Paperboy lacks ${mention.permission} (${mention.where})`);
  if (!probe.roleIsGone || run.roleId === null)
    return { ...run, roleId: mention ? null : run.roleId };
  await dropRole(channel, run.roleId, run);
  const settings = { ...channel.settings, roleId: null };
  return { ...run, channel: { ...channel, settings }, roleId: null };
}

async function sendMessage(
  run: Run,
  message: DigestMessage,
  messages: readonly DigestMessage[],
): Promise<Step | Failed> {
  const { digest, patience } = run;
  const { number } = message;
  const failures = patience.failures(digest.id, number);
  if (mayHaveArrived(message)) {
    const { attemptedAt } = message.state;
    const found = await look(run, message, message.state);
    if (found.kind === "found") return await delivered(run, message, found);
    if (found.kind === "unavailable")
      return await later(run, { reason: found.reason, answered: false });
    if (found.kind === "cannot look" && !isNonceRemembered(run, attemptedAt))
      run.notes.add(
        `Message ${number} may have been posted twice: without ${found.permission}, ` +
          "Paperboy can't tell whether it had arrived.",
      );
    if (isToBeParted(run, message, messages))
      return await takeApart(run, message, messages, "Discord failed at it again and again");
  }
  if (failures > 0 && patience.needsPlain(digest.id)) {
    const sent = await attemptPlain(run, message);
    if (sent) return await settle(run, message, sent, messages);
  }
  return await settle(run, message, await attempt(run, message), messages);
}

/** Writes down what became of an attempt. */
async function settle(
  run: Run,
  message: DigestMessage,
  sent: Sent,
  messages: readonly DigestMessage[],
): Promise<Step | Failed> {
  const { digest, log, patience, target } = run;
  const { number } = message;
  switch (sent.kind) {
    case "sent":
      return await delivered(run, message, sent);
    case "deleted":
      return await delivered(run, message, { messageId: null, postId: target.postId });
    case "invalid":
      return await setAside(run, message, messages, sent.reason);
    case "blocked":
      return await block(run, await whyBlocked(run, sent), message);
    case "gone":
      return await end(run, sent.because);
    case "unavailable":
      return await later(run, { reason: sent.reason, answered: false });
    case "failed":
    default:
      log.warn({ number, reason: sent.reason }, "Discord failed at a message");
      patience.count(digest.id, number, sent.arrived === "no" ? MORE_THAN_ENOUGH : 1);
      return sent;
  }
}

/** All that is left has failed in this run: finds out whose fault it is, or waits. */
async function afterFailures(
  run: Run,
  failed: ReadonlyMap<number, Failed>,
  messages: readonly DigestMessage[],
): Promise<Step> {
  const open = messages.filter(isOpen);
  for (const message of open) {
    const failure = failed.get(message.number);
    // What may have arrived is looked for first, in a while.
    if (failure?.arrived === "no" && isToBeParted(run, message, messages))
      return await setAside(run, message, messages, failure.reason);
  }
  const reason = open.map(({ number }) => failed.get(number)?.reason).find(Boolean) ?? "";
  return await later(run, { reason, answered: true });
}

function isToBeParted(
  { digest, patience }: Run,
  message: DigestMessage,
  messages: readonly DigestMessage[],
): boolean {
  const failures = (number: number) => patience.failures(digest.id, number);
  return (
    isAtFault(message, messages, failures(message.number)) ||
    isWorthTryingApart(message, messages, failures)
  );
}

/** As `setAside`, but a paper alone gets another chance in a plain layout. */
async function takeApart(
  run: Run,
  message: DigestMessage,
  messages: readonly DigestMessage[],
  reason: string,
): Promise<Step | Failed> {
  if (mayHaveArrived(message) && message.paperIds.length === 1) {
    const sent = await attemptPlain(run, message);
    if (sent) return await settle(run, message, sent, messages);
  }
  return await setAside(run, message, messages, reason);
}

/** Its papers are tried one by one, and one alone is set aside. */
async function setAside(
  { book, corpus, channel, digest, log, notes }: Run,
  message: DigestMessage,
  messages: readonly DigestMessage[],
  reason: string,
): Promise<"next"> {
  const { number, paperIds } = message;
  const sources = { book, corpus: corpus() };
  const instead = await partsAgain(message, { digest, channel, messages }, sources);
  await book.deliveries.refused(digest.id, number, reason, instead);
  const told = instead.length > 0 ? "; its papers go one by one" : "; it is set aside";
  log.warn({ number, paperIds, reason }, `Discord refused a message${told}`);
  const tried = new Set(instead.flatMap((part) => part.paperIds));
  const left = paperIds.filter((id) => !tried.has(id));
  if (instead.length > 0 && left.length === 0) return "next";
  const what = titlesOf(left, sources.corpus).join(", ") || `message ${number}`;
  notes.add(`Discord didn't accept it, so it was left out: ${what}`);
  return "next";
}

/** What the cache says is missing, or else what Discord's answer suggests. */
async function whyBlocked(
  { courier, channel }: Run,
  {
    permission,
    where = "Discord refused a message without it",
    cause,
  }: Extract<Sent, { kind: "blocked" }>,
): Promise<MissingPermission> {
  const { id, guildId } = channel;
  const probe = await courier.probe(id, { roleId: null, publish: false, guildId });
  const seen = probe.kind === "here" ? probe.missing.find(({ only }) => !only) : undefined;
  return seen ?? { permission, where, ...(cause && { cause }) };
}

/** Every run does this for all messages: a crash may have come between a delivery and this. */
async function publish({ book, channel, courier, digest, notes }: Run): Promise<void> {
  if (!channel.settings.publish || channel.kind !== "announcement") return;
  for (const { state, number } of await book.history.messages(digest.id)) {
    if (state.kind !== "delivered") continue;
    const result = await courier.publish(channel.id, state.id);
    if (result === "published") continue;
    notes.add(
      result === "limited"
        ? "Not all of it is published: Discord allows ten publications an hour in a channel."
        : `Message ${number} could not be published.`,
    );
    if (result === "limited") return;
  }
}

async function finish(run: Run): Promise<void> {
  const { book, channel, digest, log, now, patience, wasBlocked } = run;
  const messages = await book.history.messages(digest.id);
  const outcome = finalOutcome(digest, messages, { now: now(), wasBlocked });
  await book.deliveries.finish(digest.id, outcome, joined(run.notes) || null, now());
  patience.forget(digest.id);
  log.info({ outcome }, "A digest is done");
  const leftOut = messages.filter((message) => isSetAside(message, messages));
  if (leftOut.length === 0) return;
  const papers = new Set(leftOut.flatMap(({ paperIds }) => paperIds)).size;
  const noticeFor = (reader: AlarmReader) =>
    papers > 0 ? leftOutNotice(channel.id, papers, reader) : failedNotice(channel.id, reader);
  await alarm(run, channel, noticeFor, run.heard);
}

function isNonceRemembered({ now, target }: Run, attemptedAt: Temporal.Instant): boolean {
  // A forum post takes no nonce.
  if (target.kind === "forum" && target.postId === null) return false;
  const since = attemptedAt.until(now());
  // A clock that was set back tells nothing.
  return since.sign >= 0 && Temporal.Duration.compare(since, NONCE_MEMORY) <= 0;
}

/** A digest that somebody sent by hand goes out in a pause too. */
function isPaused({ channel, digest, now }: Run): boolean {
  return digest.occasion.kind === "slot" && isPausedAt(now(), channel);
}
