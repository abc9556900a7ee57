import type { Store } from "../../src/store/open.ts";

/** All that has had its time by an instant goes, as after many ticks. Returns how many pieces it took. */
export async function pruneAll({ pruning }: Store, now: Temporal.Instant): Promise<number> {
  let pieces = 0;
  while ((await pruning.step(now)).size > 0) pieces += 1;
  return pieces;
}
