import type { Logger } from "pino";
import { within } from "../digests/delivery/promptly.ts";
import { mayBeOver } from "../store/trouble.ts";

/** What is read of the database, or `instead` where that can't be used just now. */
export type UnlessAway = <T>(reading: Promise<T>, instead: T) => Promise<T>;

/** For so long an answer is held up by what it can do without. */
const READ_WITHIN_MS = 1000;

export function createUnlessAway(log: Logger): UnlessAway {
  return async (reading, instead) => {
    try {
      const read = await within(reading, READ_WITHIN_MS);
      return read === "late" ? instead : read;
    } catch (error) {
      if (!mayBeOver(error)) throw error;
      log.warn({ err: error }, "An answer leaves out what is in the database");
      return instead;
    }
  };
}
