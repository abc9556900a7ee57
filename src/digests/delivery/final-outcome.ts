import { type Digest, type DigestMessage, hasArrived, isRefused, type Outcome } from "../digest.ts";
import { isSentLate } from "../lateness.ts";

/**
 * What became of a digest of which every message is delivered or refused. It may have none: all its
 * papers were withdrawn before it was sent.
 */
export function finalOutcome(
  digest: Digest,
  messages: readonly DigestMessage[],
  circumstances: { now: Temporal.Instant; wasBlocked: boolean },
): Outcome {
  const sent = messages.filter(hasArrived);
  if (messages.some((message) => isSetAside(message, messages)))
    return sent.length > 0 ? "partly sent" : "failed";
  if (digest.quiet || messages.length === 0) return "nothing new";
  return isSentLate(digest, circumstances) ? "sent late" : "sent";
}

/** Refused for good, and not because its papers were sent one by one instead. */
export function isSetAside(message: DigestMessage, messages: readonly DigestMessage[]): boolean {
  if (!isRefused(message)) return false;
  const { number, paperIds } = message;
  const later = messages.filter((one) => one.number > number);
  const triedAgain = new Set(later.flatMap((one) => one.paperIds));
  return paperIds.length === 0 || paperIds.some((id) => !triedAgain.has(id));
}
