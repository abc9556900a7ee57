import type { Logger } from "pino";
import { isAway, reasonOf } from "./postgres-trouble.ts";

/** Told of each attempt to use the database. */
export interface Watch {
  wrote(): void;
  failed(error: unknown): void;
}

/**
 * Says once that the database can't be used, however many ask it meanwhile, and once that it can be used again: when
 * somebody has written, since another one that takes its place can only be read at first.
 */
export function createAwayLog(log: Pick<Logger, "error" | "warn">): Watch {
  let isTold = false;
  return {
    wrote() {
      if (isTold) log.warn("The database is back");
      isTold = false;
    },
    failed(error) {
      if (!isAway(error)) return;
      if (!isTold)
        log.error(
          { err: error },
          `The database of PAPERBOY_DATABASE can't be used: ${reasonOf(error)}. Searching works; everything else waits until it's back`,
        );
      isTold = true;
    },
  };
}
