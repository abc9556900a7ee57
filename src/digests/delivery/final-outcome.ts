import { type Digest, type DigestMessage, hasArrived, isRefused, type Outcome } from "../digest.ts";
import { isSentLate } from "../lateness.ts";

interface Circumstances {
  now: Temporal.Instant;
  wasBlocked: boolean;
  /** Whether a paper was withdrawn since: it was taken out, and nobody is to hear of a refusal. */
  isWithdrawn: (paperId: string) => boolean;
}

/**
 * What became of a digest of which every message is delivered or refused. It may have none: all its
 * papers were withdrawn before it was sent.
 */
export function finalOutcome(
  digest: Digest,
  messages: readonly DigestMessage[],
  { isWithdrawn, ...circumstances }: Circumstances,
): Outcome {
  if (setAside(messages, isWithdrawn).length > 0)
    return messages.some(hasArrived) ? "partly sent" : "failed";
  if (digest.quiet || !messages.some(hasArrived)) return "nothing new";
  return isSentLate(digest, circumstances) ? "sent late" : "sent";
}

/** A message that was refused for good, and what it was to show that no other message shows. */
interface SetAside {
  number: number;
  /** Empty for a message that shows no papers at all. */
  paperIds: string[];
}

/** What was refused, and not because its papers were sent one by one instead. */
export function setAside(
  messages: readonly DigestMessage[],
  isWithdrawn: Circumstances["isWithdrawn"],
): SetAside[] {
  return messages.filter(isRefused).flatMap(({ number, paperIds }) => {
    const later = messages.filter((one) => one.number > number);
    const triedAgain = new Set(later.flatMap((one) => one.paperIds));
    const left = paperIds.filter((id) => !triedAgain.has(id) && !isWithdrawn(id));
    return left.length > 0 || paperIds.length === 0 ? [{ number, paperIds: left }] : [];
  });
}
