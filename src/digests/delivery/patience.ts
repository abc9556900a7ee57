/** How a digest that cannot be sent has been failing, and when to try again. */
export interface Patience {
  /** The pause after a failure at `now`; as long as it has been failing, within bounds. */
  after(digestId: string, now: Temporal.Instant): Temporal.Duration | "no more";
  /** Something went through: the hour begins anew. */
  renew(digestId: string): void;
  /** Counts failures of one message that Discord answered; how many there are by now. */
  count(digestId: string, number: number, failures: number): number;
  failures(digestId: string, number: number): number;
  /** That a message got through in its plain layout only; those that fail are then tried so first. */
  plainHelped(digestId: string): void;
  needsPlain(digestId: string): boolean;
  /** It is over. */
  forget(digestId: string): void;
}

interface FailingDigest {
  since: Temporal.Instant | null;
  failures: Map<number, number>;
  needsPlain: boolean;
}

const SHORTEST_PAUSE = Temporal.Duration.from({ minutes: 1 });
const LONGEST_PAUSE = Temporal.Duration.from({ minutes: 20 });
/** From the first failure in a row. */
const MAX_TRYING = Temporal.Duration.from({ hours: 1 });

/**
 * Kept in memory: after a restart the hour begins anew, which is right, since much of what fails is
 * mended by one. When to try again is stored with the digest.
 */
export function createPatience(): Patience {
  const failing = new Map<string, FailingDigest>();

  function failingOf(digestId: string): FailingDigest {
    const one = failing.get(digestId) ?? {
      since: null,
      failures: new Map<number, number>(),
      needsPlain: false,
    };
    failing.set(digestId, one);
    return one;
  }

  return {
    after(digestId, now) {
      const one = failingOf(digestId);
      one.since ??= now;
      const failingFor = one.since.until(now);
      const left = MAX_TRYING.subtract(failingFor);
      if (left.sign <= 0) return "no more";
      return shorter(shorter(longer(failingFor, SHORTEST_PAUSE), LONGEST_PAUSE), left);
    },
    renew(digestId) {
      const one = failing.get(digestId);
      if (one) one.since = null;
    },
    count(digestId, number, failures) {
      const counted = failingOf(digestId).failures;
      const total = (counted.get(number) ?? 0) + failures;
      counted.set(number, total);
      return total;
    },
    failures: (digestId, number) => failing.get(digestId)?.failures.get(number) ?? 0,
    plainHelped(digestId) {
      failingOf(digestId).needsPlain = true;
    },
    needsPlain: (digestId) => failing.get(digestId)?.needsPlain ?? false,
    forget: (digestId) => void failing.delete(digestId),
  };
}

function shorter(one: Temporal.Duration, other: Temporal.Duration): Temporal.Duration {
  return Temporal.Duration.compare(one, other) < 0 ? one : other;
}

function longer(one: Temporal.Duration, other: Temporal.Duration): Temporal.Duration {
  return Temporal.Duration.compare(one, other) > 0 ? one : other;
}
