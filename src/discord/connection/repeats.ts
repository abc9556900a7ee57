/** Discord knows a nonce again for a few minutes (discord-api-docs, "Create Message"). */
const REPEATED_WITHIN = { minutes: 1 };

/** A request may have been done, so long ago that Discord would do it again. */
class TooLateToRepeat extends Error {
  override name = "TooLateToRepeat";
  override message = "Discord did not answer, and it is too late to ask the same again";
  /** As errors of the network have one: see `asking`. */
  readonly code = "TOO_LATE_TO_REPEAT";
}

/**
 * The library repeats a request that got no answer. Where the process was stopped in between, minutes may have gone by, and
 * Discord no longer knows the nonce: such a repeat fails, so that whoever wants it looks first. The library gives each
 * attempt of a request the same headers, as one object.
 */
export function createRepeats(now: () => Temporal.Instant) {
  const unanswered = new WeakMap<object, Temporal.Instant>();
  return {
    /** Fails where it is too late. */
    begin(headers: unknown): void {
      if (!isObject(headers)) return;
      const first = unanswered.get(headers);
      if (first === undefined) unanswered.set(headers, now());
      else if (Temporal.Instant.compare(first.add(REPEATED_WITHIN), now()) < 0)
        throw new TooLateToRepeat();
    },
    answered(headers: unknown): void {
      if (isObject(headers)) unanswered.delete(headers);
    },
  };
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
