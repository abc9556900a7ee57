import { type Digest, type DigestMessage, hasArrived, isRefused, type Outcome } from "../digest.ts";

/** Ticks come once a minute; of what is done longer than this after it was planned, people should know. */
const LATE_AFTER = { minutes: 15 };

/** What became of a digest of which every message is delivered or refused. */
export function finalOutcome(
  { plannedAt, late, quiet }: Digest,
  messages: readonly DigestMessage[],
  { now, wasBlocked }: { now: Temporal.Instant; wasBlocked: boolean },
): Outcome {
  const sent = messages.filter(hasArrived);
  if (messages.some((message) => isSetAside(message, messages)))
    return sent.length > 0 ? "partly sent" : "failed";
  if (quiet) return "nothing new";
  const isLate = Temporal.Instant.compare(now, plannedAt.add(LATE_AFTER)) > 0;
  return late || wasBlocked || isLate ? "sent late" : "sent";
}

/** Refused for good, and not because its papers were sent one by one instead. */
export function isSetAside(message: DigestMessage, messages: readonly DigestMessage[]): boolean {
  if (!isRefused(message)) return false;
  const { number, paperIds } = message;
  const later = messages.filter((one) => one.number > number);
  const triedAgain = new Set(later.flatMap((one) => one.paperIds));
  return paperIds.length === 0 || paperIds.some((id) => !triedAgain.has(id));
}
