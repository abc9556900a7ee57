import type { Expression } from "kysely";

/**
 * What time it is for leases, in milliseconds since 1970, as a part of a statement; whoever asks thinks that it is
 * `now`. See `processClock` and `databaseClock`.
 */
export type LeaseClock = (now: Temporal.Instant) => Expression<number>;
