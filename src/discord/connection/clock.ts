/** What time it is for Discord, whose clock makes the ids of messages. */
export interface DiscordClock {
  /** The `Date` header of an answer that has just come. */
  hear(date: string | null): void;
  /** Not after its time, and behind it by hardly more than a second; null before the first answer. */
  now(): Temporal.Instant | null;
}

/** `steadyMs`: a clock that nobody sets, in milliseconds. What our own clock says plays no part. */
export function createDiscordClock(steadyMs = () => performance.now()): DiscordClock {
  let lastAnswer: { at: number; dateMs: number } | null = null;
  return {
    hear(date) {
      const dateMs = Date.parse(date ?? "");
      if (!Number.isNaN(dateMs)) lastAnswer = { at: steadyMs(), dateMs };
    },
    now() {
      if (lastAnswer === null) return null;
      const sinceMs = Math.floor(steadyMs() - lastAnswer.at);
      return Temporal.Instant.fromEpochMilliseconds(lastAnswer.dateMs + sinceMs);
    },
  };
}
