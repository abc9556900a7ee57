import type { Logger } from "pino";
import type { Store } from "../store/open.ts";

/**
 * Deletes a piece of what has had its time; calls while one is at it do nothing. Never fails: what could not be deleted
 * is, a tick later.
 */
export function createPrune({
  pruning,
  now,
  log,
}: {
  pruning: Store["pruning"];
  now: () => Temporal.Instant;
  log: Logger;
}): () => Promise<void> {
  let isAtIt = false;
  return async () => {
    if (isAtIt) return;
    isAtIt = true;
    try {
      const went = await pruning.step(now());
      if (went.size > 0) log.debug({ rows: Object.fromEntries(went) }, "Deleted what is old");
    } catch (error) {
      log.error({ err: error }, "Could not delete what is old");
    } finally {
      isAtIt = false;
    }
  };
}
