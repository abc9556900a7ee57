import type { Logger } from "pino";
import { reasonOf } from "./postgres-trouble.ts";

/** Told of each attempt to use the database. */
export interface Watch {
  worked(): void;
  failed(error: unknown): void;
}

/** Says once that the database is away, however many ask it meanwhile, and once that it is back. */
export function createAwayLog(log: Pick<Logger, "error" | "warn">): Watch {
  let isAway = false;
  return {
    worked() {
      if (isAway) log.warn("The database is back");
      isAway = false;
    },
    failed(error) {
      const reason = reasonOf(error);
      if (reason === null) return;
      if (!isAway)
        log.error(
          { err: error },
          `The database of PAPERBOY_DATABASE can't be used: ${reason}. Searching works; everything else waits until it's back`,
        );
      isAway = true;
    },
  };
}
