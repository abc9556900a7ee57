/** Something that makes it worth while to read again before the next announcement. */
export interface RetryReason {
  /** A sentence for people without its full stop. */
  why: string;
  /** It makes no sense to ask earlier; null where any time is as good. */
  until: Temporal.Instant | null;
}
