import { digestMark, mentioning, plainly } from "../../messages/digests/digest.ts";
import type { Found, Sent } from "../courier.ts";
import type { DigestMessage } from "../digest.ts";
import type { Run } from "./run.ts";

/** Looks whether a message that was attempted is there. */
export async function look(
  { courier, digest, target }: Run,
  { number }: DigestMessage,
  attemptedAt: Temporal.Instant,
): Promise<Found> {
  const mark = digestMark(digest.id, number);
  const found = await courier.find(target, mark, attemptedAt);
  if (found.kind !== "absent" || target.kind !== "forum" || target.postId === null) return found;
  // It may have opened a post of its own, before another message opened this one.
  return await courier.find({ ...target, postId: null }, mark, attemptedAt);
}

export async function attempt(
  { book, channel, courier, digest, now, roleId, target }: Run,
  message: DigestMessage,
): Promise<Sent> {
  const { number, nonce } = message;
  // Planned with a role that was deleted or given up since.
  const payload = mentioning(message.payload, channel.settings.roleId);
  await book.ledger.attempting(digest.id, number, now());
  return await courier.send(target, { payload, nonce, roleId });
}

/**
 * The same message once more, with titles and links alone: under its nonce and its mark, so that it
 * stands there once, in whichever layout. Null where there is nothing to leave out, or where it
 * failed; if that may have arrived all the same, it has been looked for.
 */
export async function attemptPlain(run: Run, message: DigestMessage): Promise<Sent | null> {
  const payload = plainly(mentioning(message.payload, run.channel.settings.roleId));
  if (!payload) return null;
  run.log.info({ number: message.number }, "A message is tried with titles and links alone");
  const sent = await attempt(run, { ...message, payload });
  if (sent.kind === "sent") run.patience.plainHelped(run.digest.id);
  if (sent.kind === "invalid") return null;
  if (sent.kind !== "failed") return sent;
  if (sent.arrived === "no") return null;
  const { state } = message;
  const found = await look(run, message, state.kind === "unsure" ? state.attemptedAt : run.now());
  if (found.kind === "found") return { ...found, kind: "sent" };
  return found.kind === "unavailable" ? found : null;
}
