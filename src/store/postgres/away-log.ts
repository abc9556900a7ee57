import type { Logger } from "pino";
import { isAway, reasonOf } from "./postgres-trouble.ts";

/** Told of each attempt to use the database. */
export interface Watch {
  worked(): void;
  failed(error: unknown): void;
}

/** Says once that the database is away, however many ask it meanwhile, and once that it is back. */
export function createAwayLog(log: Pick<Logger, "error" | "warn">): Watch {
  let isTold = false;
  return {
    worked() {
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
