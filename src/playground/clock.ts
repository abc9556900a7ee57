/** The playground's time: real time, and what was skipped of it. */
export interface Clock {
  now: () => Temporal.Instant;
  /** Moves on to an instant; does nothing when that is past. */
  skipTo(instant: Temporal.Instant): void;
}

interface ClockOptions {
  /** Where time goes on, if that is after the real time: an earlier run may have skipped ahead. */
  from?: Temporal.Instant | null;
  real?: () => Temporal.Instant;
}

export function createClock({
  from = null,
  real = () => Temporal.Now.instant(),
}: ClockOptions = {}): Clock {
  let skipped = new Temporal.Duration();
  const now = () => real().add(skipped);

  function skipTo(instant: Temporal.Instant): void {
    const ahead = now().until(instant);
    if (ahead.sign > 0) skipped = skipped.add(ahead);
  }

  if (from) skipTo(from);
  return { now, skipTo };
}
