import type { DigestMessage } from "../digest.ts";
import type { MissingPermission } from "../missing-permission.ts";
import { partsAgain, titlesOf } from "../planning/lay-out-again.ts";
import { type DeliveryRun, factsOf, type Progress } from "./delivery-run.ts";
import { hasRunningPost } from "./forum-post.ts";
import { block, end, giveBack, giveUpWithAlarm, leaveUnsure, tryLater } from "./give-up.ts";
import { afterLook, afterSend } from "./next-step.ts";
import { withNote } from "./notes.ts";
import { lookFor, send } from "./send-message.ts";
import { afterLastLook, afterProblem, whenBlocked } from "./setbacks.ts";
import {
  type ArrivedMessage,
  type BlockedSend,
  type DeliveryStep,
  type FailureStep,
  isUnsure,
  type LookedFor,
  type SendProblem,
} from "./steps.ts";
import * as say from "./wording.ts";

/**
 * Does what was decided, and what is decided on what came of it, until a message is done with. Gives
 * how far the run has come then; null where it is over, and all is written down.
 */
export async function carryOut(
  step: DeliveryStep,
  run: DeliveryRun,
  progress: Progress,
  messages: readonly DigestMessage[],
): Promise<Progress | null> {
  const goOn = (next: DeliveryStep, from = progress) => carryOut(next, run, from, messages);
  const facts = () => factsOf(run, progress, messages);
  switch (step.do) {
    case "look":
      return await goOn(afterLook(await lookFor(step.message, run, progress), step, facts()));
    case "send": {
      if (!(await isPostOpen(run, progress))) return intoAnotherPost(run, progress);
      const result = await send(step, run, progress, messages);
      if (result)
        return await goOn(afterSend(result.sent, { ...step, message: result.attempted }, facts()));
      return step.layout === "plain" ? await goOn(step.otherwise) : progress;
    }
    case "record":
      return await record(step.message, step.arrived, run, progress);
    case "leave post": {
      const found = await lookFor(step.message, run, progress);
      if (found.kind === "found" || found.kind === "unavailable")
        return await goOn(afterLook(found, { do: "look", message: step.message }, facts()));
      return intoAnotherPost(run, progress);
    }
    case "set aside":
      return await setAside(step, run, progress, messages);
    case "note failure": {
      const further = noteFailure(step, run, progress);
      if (step.next === "try the others") return further;
      const problem = { reason: step.failure.reason, answered: true };
      return await goOn({ do: "wait", problem }, further);
    }
    case "find what blocks": {
      const missing = await whatBlocks(step.refusal, run);
      return await goOn(whenBlocked(missing, step.message, facts()));
    }
    case "wait": {
      const { patience, digest, now } = run;
      return await goOn(afterProblem(step.problem, patience.after(digest.id, now()), facts()));
    }
    case "look a last time":
      return await lookALastTime(step.problem, run, progress, messages);
    case "note":
      return await goOn(step.next, { ...progress, notes: withNote(progress.notes, step.note) });
    case "try later":
      return await tryLater(step, run, progress);
    case "block":
      return await block(step, run, progress);
    case "end":
      return await end(step.because, run, progress);
    case "leave unsure": {
      const notes = await leaveUnsure(step.messages, run, progress.notes);
      return await giveUpWithAlarm(step.reason, run, { ...progress, notes });
    }
    case "give up":
      return await giveUpWithAlarm(step.reason, run, progress);
    case "give back":
      return await giveBack(run, progress);
    case "finish":
    case "go on":
    default:
      return progress;
  }
}

/** Whatever may have arrived in a post has been looked for there before it is sent. */
async function isPostOpen({ courier }: DeliveryRun, { postId }: Progress): Promise<boolean> {
  return postId === null || (await courier.isOpenPost(postId));
}

function intoAnotherPost({ log }: DeliveryRun, progress: Progress): Progress {
  log.info({ postId: progress.postId }, "A forum post is closed; the digest goes on in a new one");
  return { ...progress, postId: null };
}

/** Writes down that a message arrived. */
async function record(
  { number }: DigestMessage,
  { id, postId }: ArrivedMessage,
  { book, channel, digest, now, patience }: DeliveryRun,
  progress: Progress,
): Promise<Progress> {
  const post = postId === null ? null : { id: postId, isRunning: hasRunningPost(channel) };
  await book.deliveries.delivered(digest.id, number, id, now(), post);
  patience.renew(digest.id);
  return { ...progress, postId: postId ?? progress.postId };
}

async function setAside(
  { message, reason }: { message: DigestMessage; reason: string },
  { book, corpus, channel, digest, log }: DeliveryRun,
  progress: Progress,
  messages: readonly DigestMessage[],
): Promise<Progress> {
  const { number, paperIds } = message;
  const sources = { book, corpus: corpus() };
  const instead = await partsAgain(message, { digest, channel, messages }, sources);
  await book.deliveries.refused(digest.id, number, reason, instead);
  log.warn(
    { number, paperIds, reason },
    instead.length > 0
      ? "Discord refused a message; sending its papers one by one"
      : "Discord refused a message; leaving it out",
  );
  const tried = new Set(instead.flatMap((part) => part.paperIds));
  const left = paperIds.filter((id) => !tried.has(id));
  if (instead.length > 0 && left.length === 0) return progress;
  const titles = titlesOf(left, sources.corpus).join(", ") || say.messageNumber(number);
  return { ...progress, notes: withNote(progress.notes, say.notAccepted(titles)) };
}

function noteFailure(
  { message: { number }, failure, count }: FailureStep,
  { digest, log, patience }: DeliveryRun,
  progress: Progress,
): Progress {
  log.warn({ number, reason: failure.reason }, "Discord failed on a message");
  patience.count(digest.id, number, count);
  return { ...progress, failed: new Map([...progress.failed, [number, failure]]) };
}

/** What the cache says is missing, or else what Discord's answer suggests. */
async function whatBlocks(
  { permission, where = say.REFUSED_WITHOUT, cause }: BlockedSend,
  { courier, channel: { id, guildId } }: DeliveryRun,
): Promise<MissingPermission> {
  const probe = await courier.probe(id, { roleId: null, publish: false, guildId });
  const seen = probe.kind === "here" ? probe.missing.find(({ only }) => !only) : undefined;
  return seen ?? { permission, where, ...(cause && { cause }) };
}

async function lookALastTime(
  problem: SendProblem,
  run: DeliveryRun,
  progress: Progress,
  messages: readonly DigestMessage[],
): Promise<Progress | null> {
  const lookedFor: LookedFor[] = [];
  let further = progress;
  for (const message of messages.filter(isUnsure)) {
    const found = await lookFor(message, run, further);
    lookedFor.push({ message, found });
    if (found.kind === "unavailable") break;
    if (found.kind !== "found") continue;
    further = await record(message, { id: found.messageId, postId: found.postId }, run, further);
  }
  const stored = await run.book.history.messages(run.digest.id);
  const step = afterLastLook(lookedFor, problem, factsOf(run, further, stored));
  return await carryOut(step, run, further, stored);
}
