import { digestMark } from "../../messages/digests/digest-message.ts";
import type { Reply } from "../../messages/layout/reply.ts";
import type { LookResult, Sent, Target } from "../courier.ts";
import type { DigestMessage, UnsureState } from "../digest.ts";
import { payloadNow, plainPayload } from "../planning/lay-out-again.ts";
import type { DeliveryRun, Progress } from "./delivery-run.ts";
import { hasRunningPost } from "./forum-post.ts";
import type { SendStep, UnsureMessage } from "./steps.ts";

/** Where only our clock tells when a request left: theirs may be so much behind it. */
const CLOCKS_DIFFER = { hours: 1 };

/**
 * Looks whether a message that was attempted is there. Messages are kept where they arrived under
 * the time of the far end, which need not be ours, so it is looked for by their clock.
 */
export async function lookFor(
  { number, state: { attemptedAt, attemptedThere } }: UnsureMessage,
  run: DeliveryRun,
  progress: Progress,
): Promise<LookResult> {
  const { courier, digest } = run;
  const target = targetOf(run, progress);
  const mark = digestMark(digest.id, number);
  const since = attemptedThere ?? attemptedAt.subtract(CLOCKS_DIFFER);
  const found = await courier.find(target, mark, since);
  if (found.kind !== "absent" || target.kind !== "forum" || target.postId === null) return found;
  // It may have opened a post of its own, before another message opened this one.
  return await courier.find({ ...target, postId: null }, mark, since);
}

/** Sends a message, and gives it as it is then; null where it has no plain layout. */
export async function send(
  { message, layout }: SendStep,
  run: DeliveryRun,
  progress: Progress,
  messages: readonly DigestMessage[],
): Promise<{ sent: Sent; attempted: UnsureMessage } | null> {
  const { book, courier, digest, log, patience, roleId } = run;
  const { number, nonce } = message;
  const payload = await payloadOf(message, layout, run, messages);
  if (!payload) return null;
  if (layout === "plain") log.info({ number }, "Retrying a message with only titles and links");
  const attempted = { ...message, state: stateOnceSent(message, run) };
  const { attemptedAt, attemptedThere = null } = attempted.state;
  await book.deliveries.attempting(digest.id, number, attemptedAt, attemptedThere);
  const sent = await courier.send(targetOf(run, progress), { payload, nonce, roleId });
  if (layout === "plain" && sent.kind === "sent") patience.plainHelped(digest.id);
  return { sent, attempted };
}

async function payloadOf(
  message: DigestMessage,
  layout: SendStep["layout"],
  { book, channel, corpus, digest }: DeliveryRun,
  messages: readonly DigestMessage[],
): Promise<Reply | null> {
  const stored = { digest, channel, messages };
  const sources = { book, corpus: corpus() };
  if (layout === "plain") return plainPayload(message, stored, sources);
  return await payloadNow(message, stored, sources);
}

function targetOf({ channel, title }: DeliveryRun, { postId }: Progress): Target {
  const { id, kind, settings } = channel;
  const tagId = settings.tag?.id ?? null;
  return { channelId: id, kind, postId, title, tagId, isRunning: hasRunningPost(channel) };
}

function stateOnceSent(
  { state }: DigestMessage,
  { courier: { time }, now }: DeliveryRun,
): UnsureState {
  if (state.kind === "unsure") return state;
  return { kind: "unsure", attemptedAt: now(), ...(time && { attemptedThere: time }) };
}
