import { digestMark } from "../../messages/digests/digest-message.ts";
import type { Reply } from "../../messages/layout/reply.ts";
import type { Found, Sent } from "../courier.ts";
import type { DigestMessage, UnsureState } from "../digest.ts";
import { payloadNow, plainPayload } from "../planning/lay-out-again.ts";
import type { Run } from "./run.ts";

/** Where only our clock tells when a request left: theirs may be so much behind it. */
const CLOCKS_DIFFER = { hours: 1 };

/**
 * Looks whether a message that was attempted is there. Messages are kept where they arrived under
 * the time of the far end, which need not be ours, so it is looked for by their clock.
 */
export async function look(
  { courier, digest, target }: Run,
  { number }: DigestMessage,
  { attemptedAt, attemptedThere }: UnsureState,
): Promise<Found> {
  const mark = digestMark(digest.id, number);
  const since = attemptedThere ?? attemptedAt.subtract(CLOCKS_DIFFER);
  const found = await courier.find(target, mark, since);
  if (found.kind !== "absent" || target.kind !== "forum" || target.postId === null) return found;
  // It may have opened a post of its own, before another message opened this one.
  return await courier.find({ ...target, postId: null }, mark, since);
}

export async function attempt(run: Run, message: DigestMessage): Promise<Sent> {
  const { book, channel, digest } = run;
  const stored = { digest, channel, messages: await book.history.messages(digest.id) };
  const payload = await payloadNow(message, stored, { book, corpus: run.corpus() });
  return await post(run, message, payload, stateOnce(run, message));
}

async function post(
  { book, courier, digest, roleId, target }: Run,
  { number, nonce }: DigestMessage,
  payload: Reply,
  { attemptedAt, attemptedThere }: UnsureState,
): Promise<Sent> {
  await book.deliveries.attempting(digest.id, number, attemptedAt, attemptedThere ?? null);
  return await courier.send(target, { payload, nonce, roleId });
}

/**
 * The same message once more, with titles and links alone: under its nonce and its mark, so that it
 * stands there once, in whichever layout. Null where there is nothing to leave out, or where it
 * failed; if that may have arrived all the same, it has been looked for.
 */
export async function attemptPlain(run: Run, message: DigestMessage): Promise<Sent | null> {
  const payload = plainPayload(message, run, { corpus: run.corpus() });
  if (!payload) return null;
  run.log.info({ number: message.number }, "A message is tried with titles and links alone");
  const state = stateOnce(run, message);
  const sent = await post(run, message, payload, state);
  if (sent.kind === "sent") run.patience.plainHelped(run.digest.id);
  if (sent.kind === "invalid") return null;
  if (sent.kind !== "failed") return sent;
  if (sent.arrived === "no") return null;
  const found = await look(run, message, state);
  if (found.kind === "found") return { ...found, kind: "sent" };
  return found.kind === "unavailable" ? found : null;
}

/** How a message stands once the next request for it has left. */
function stateOnce({ courier, now }: Run, { state }: DigestMessage): UnsureState {
  if (state.kind === "unsure") return state;
  const { time } = courier;
  return { kind: "unsure", attemptedAt: now(), ...(time && { attemptedThere: time }) };
}
