import { sql } from "kysely";
import type { LeaseClock } from "../schema/lease-clock.ts";

/** The clock of whoever asks: all that share a SQLite file are on one machine. */
export const processClock: LeaseClock = (now) =>
  sql<number>`cast(${now.epochMilliseconds} as bigint)`;
