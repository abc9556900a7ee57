/** How long a digest that cannot be sent has been failing, and when to try again. */
export interface Patience {
  /** The pause after a failure at `now`; as long as it has been failing, within bounds. */
  after(digestId: string, now: Temporal.Instant): Temporal.Duration | "no more";
  /** Something went through, or it is over. */
  forget(digestId: string): void;
}

const SHORTEST = Temporal.Duration.from({ minutes: 1 });
const LONGEST = Temporal.Duration.from({ minutes: 20 });
/** From the first failure in a row. */
const AT_MOST = Temporal.Duration.from({ hours: 1 });

/**
 * Kept in memory: after a restart the hour begins anew, which is right, since much of what fails is
 * mended by one. When to try again is stored with the digest.
 */
export function createPatience(): Patience {
  const failingSince = new Map<string, Temporal.Instant>();
  return {
    after(digestId, now) {
      const since = failingSince.get(digestId) ?? now;
      failingSince.set(digestId, since);
      const failingFor = since.until(now);
      const left = AT_MOST.subtract(failingFor);
      if (left.sign <= 0) return "no more";
      return shorter(shorter(longer(failingFor, SHORTEST), LONGEST), left);
    },
    forget: (digestId) => void failingSince.delete(digestId),
  };
}

function shorter(one: Temporal.Duration, other: Temporal.Duration): Temporal.Duration {
  return Temporal.Duration.compare(one, other) < 0 ? one : other;
}

function longer(one: Temporal.Duration, other: Temporal.Duration): Temporal.Duration {
  return Temporal.Duration.compare(one, other) > 0 ? one : other;
}
