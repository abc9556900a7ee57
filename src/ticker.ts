import { schedule } from "node-cron";
import type { Logger } from "pino";

export interface TickerOptions {
  /** A cron pattern, as node-cron reads it. */
  pattern: string;
  /** IANA name: the zone of the pattern's hours. */
  timeZone: string;
  tick: () => Promise<unknown>;
  log: Logger;
  /** The clock on the wall, which people and daemons set; milliseconds since 1970. */
  wallMs?: () => number;
  /** A clock that nobody sets; milliseconds since anything. */
  steadyMs?: () => number;
  lookEveryMs?: number;
}

/** When the two clocks drift apart by more than this between two looks, the wall clock jumped. */
const JUMP_MS = 2000;

/**
 * Calls `tick` by the wall clock, and at once when it starts and when the clock was set or the
 * machine slept. Only a ticker: what is due is decided by whoever is asked. Returns what stops it.
 */
export function startTicker({
  pattern,
  timeZone,
  tick,
  log,
  wallMs = Date.now,
  steadyMs = () => performance.now(),
  lookEveryMs = 1000,
}: TickerOptions): () => Promise<void> {
  const underWay = new Set<Promise<void>>();
  const run = () => {
    const ticking = tick()
      .then(() => undefined)
      .catch((error: unknown) =>
        log.error({ err: error }, "A tick failed; the next one tries again"),
      )
      .finally(() => underWay.delete(ticking));
    underWay.add(ticking);
  };
  const begin = () => schedule(pattern, run, { timezone: timeZone, suppressMissedWarning: true });

  let task = begin();
  // After the clock was set back node-cron is silent until it has caught up, and after a jump
  // forward it replays every tick it missed. A new task knows nothing of either.
  let offset = wallMs() - steadyMs();
  const watch = setInterval(() => {
    const newOffset = wallMs() - steadyMs();
    const jumpMs = newOffset - offset;
    offset = newOffset;
    if (Math.abs(jumpMs) <= JUMP_MS) return;
    log.warn({ jumpMs: Math.round(jumpMs) }, "The clock was set, or the machine slept");
    void task.destroy();
    task = begin();
    run();
  }, lookEveryMs);
  run();

  return async () => {
    clearInterval(watch);
    await task.destroy();
    await Promise.all(underWay);
  };
}
