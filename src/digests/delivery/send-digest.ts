import {
  leftOutNotice,
  failedNotice,
  type AlarmReader,
} from "../../messages/digests/digest-notices.ts";
import { alarm } from "./alarm.ts";
import { carryOut } from "./carry-out.ts";
import { type DeliveryRun, type DeliveryTools, factsOf, type Progress } from "./delivery-run.ts";
import { afterProbe, channelOnceIn, type EnterStep, isSkipped } from "./entry.ts";
import { choosePost, titleOf } from "./forum-post.ts";
import { finalOutcome, setAside } from "./final-outcome.ts";
import { nextStep } from "./next-step.ts";
import { joined, notesOf, withNote } from "./notes.ts";
import { dropRole } from "./drop-role.ts";
import { leaveOutWithdrawn } from "./withdrawn.ts";
import * as say from "./wording.ts";

/**
 * Brings one digest as far as it can be brought now. Every step is written down before the next
 * begins, so that it can end anywhere: what may have arrived is looked for before it is sent again.
 */
export async function sendDigest(digestId: string, tools: DeliveryTools): Promise<void> {
  const { book, claim } = tools;
  if (!(await claim(digestId))) return;
  const begun = await begin(digestId, tools);
  if (!begun) return;
  const { run } = begun;
  let progress = await leaveOutWithdrawn(run, begun.progress);
  for (;;) {
    const messages = await book.history.messages(digestId);
    const step = nextStep(factsOf(run, progress, messages));
    if (step.do === "finish") break;
    if (step.do !== "give back" && !(await claim(digestId))) return;
    const further = await carryOut(step, run, progress, messages);
    if (!further) return;
    progress = further;
  }
  await finish(run, await publish(run, progress));
}

interface Begun {
  run: DeliveryRun;
  progress: Progress;
}

/** Null where a run ends already, and the digest is dealt with. */
async function begin(digestId: string, tools: DeliveryTools): Promise<Begun | null> {
  const { courier, now } = tools;
  const { subscriptions, deliveries, history } = tools.book;
  const digest = await history.digest(digestId);
  if (!digest) return null;
  const channel = await subscriptions.channel(digest.channelId);
  if (!channel || channel.endedAt !== null) {
    await deliveries.finish(digestId, "failed", say.TOPICS_ENDED, now());
    return null;
  }
  const messages = await history.messages(digestId);
  const { roleId, publish: wantsPublishing } = channel.settings;
  const wasBlocked = digest.outcome === "blocked";
  const title = titleOf(digest, channel);
  const run: DeliveryRun = { ...tools, digest, channel, wasBlocked, title, roleId };
  const postId = await choosePost(digest, channel, tools.book);
  const progress: Progress = { notes: notesOf(digest), postId, failed: new Map() };
  if (isSkipped(factsOf(run, progress, messages))) {
    await deliveries.finish(digestId, "skipped: paused", null, now());
    return null;
  }
  const { id, guildId } = channel;
  const probe = await courier.probe(id, { roleId, publish: wantsPublishing, guildId });
  const step = afterProbe(probe, factsOf(run, progress, messages));
  if (step.do === "enter") return await enter(step, run, progress);
  await carryOut(step, run, progress, messages);
  return null;
}

async function enter(step: EnterStep, run: DeliveryRun, progress: Progress): Promise<Begun> {
  const { book, channel, log } = run;
  const { unblocks, lostRoleId, roleId, note } = step;
  if (unblocks) {
    await book.subscriptions.pause(channel.id, null);
    log.info(unblocks, "A channel is no longer blocked");
  }
  if (lostRoleId !== null) await dropRole(channel, lostRoleId, run);
  return {
    run: { ...run, channel: channelOnceIn(channel, step), roleId },
    progress: note === null ? progress : { ...progress, notes: withNote(progress.notes, note) },
  };
}

/** Every run does this for all messages: a crash may have come between a delivery and this. */
async function publish(
  { book, channel, courier, digest }: DeliveryRun,
  progress: Progress,
): Promise<Progress> {
  if (!channel.settings.publish || channel.kind !== "announcement") return progress;
  let { notes } = progress;
  for (const { state, number } of await book.history.messages(digest.id)) {
    if (state.kind !== "delivered") continue;
    const result = await courier.publish(channel.id, state.id);
    if (result === "published") continue;
    if (result === "limited") {
      notes = withNote(notes, say.PARTLY_PUBLISHED);
      break;
    }
    notes = withNote(notes, say.notPublished(number));
  }
  return { ...progress, notes };
}

async function finish(run: DeliveryRun, { notes }: Progress): Promise<void> {
  const { book, channel, corpus, digest, log, now, patience, recentAlarms, wasBlocked } = run;
  const messages = await book.history.messages(digest.id);
  const known = corpus();
  const isWithdrawn = (paperId: string) => known.byId(paperId)?.withdrawn === true;
  const outcome = finalOutcome(digest, messages, { now: now(), wasBlocked, isWithdrawn });
  await book.deliveries.finish(digest.id, outcome, joined(notes) || null, now());
  patience.forget(digest.id);
  log.info({ outcome }, "Digest finished");
  const leftOut = setAside(messages, isWithdrawn);
  if (leftOut.length === 0) return;
  const papers = new Set(leftOut.flatMap(({ paperIds }) => paperIds)).size;
  const noticeFor = (reader: AlarmReader) =>
    papers > 0 ? leftOutNotice(channel.id, papers, reader) : failedNotice(channel.id, reader);
  await alarm(run, channel, noticeFor, recentAlarms);
}
