import { createTask } from "node-cron";
import type { Logger } from "pino";

export interface TickerOptions {
  /** A cron pattern, as node-cron reads it. */
  pattern: string;
  /** IANA name: the zone of the pattern's hours. */
  timeZone: string;
  /** Told how much later than due it comes, as far as that is known. */
  tick: (lateMs: number) => Promise<unknown>;
  /** What ticks are ended by when all ends; one that fails so has not failed. */
  signal?: AbortSignal;
  log: Logger;
  /** The clock on the wall, which people and daemons set; milliseconds since 1970. */
  wallMs?: () => number;
  /** A clock that nobody sets; milliseconds since anything. */
  steadyMs?: () => number;
  lookEveryMs?: number;
}

/** When the two clocks drift apart by more than this between two looks, the wall clock jumped. */
const JUMP_MS = 2000;

/** After so long without a look it ticks without asking which seconds went by. */
const MAX_SECONDS = 60;

/**
 * Calls `tick` by the wall clock, and at once when it starts and when the clock was set or the
 * machine slept. Only a ticker: what is due is decided by whoever is asked. However much time went
 * by since the last look, it ticks once. Returns what stops it.
 */
export function startTicker({
  pattern,
  timeZone,
  tick,
  signal,
  log,
  wallMs = () => Date.now(),
  steadyMs = () => performance.now(),
  lookEveryMs = 1000,
}: TickerOptions): () => Promise<void> {
  const underWay = new Set<Promise<void>>();
  const run = (lateMs: number) => {
    const ticking = tick(lateMs)
      .then(() => undefined)
      .catch((error: unknown) => {
        if (signal?.aborted && error === signal.reason) return;
        log.error({ err: error }, "A tick failed; the next one tries again");
      })
      .finally(() => underWay.delete(ticking));
    underWay.add(ticking);
  };

  // Never started: its own timer replays every second that was missed before anybody can stop it, is
  // silent after the clock was set back until it has caught up, and skips the hour that comes twice.
  const task = createTask(pattern, () => undefined, { timezone: timeZone });
  // Fails where no day ever fits.
  task.getNextRuns(1);
  let offset = wallMs() - steadyMs();
  /** The last second that was looked at; those up to it are done. */
  let seen = Math.floor(wallMs() / 1000);

  /** How much later than due the next tick comes, in milliseconds; null while none is due. */
  function lateness(): number | null {
    const wall = wallMs();
    const now = Math.floor(wall / 1000);
    const newOffset = wall - steadyMs();
    const jumpMs = newOffset - offset;
    offset = newOffset;
    if (Math.abs(jumpMs) > JUMP_MS) {
      log.warn({ jumpMs: Math.round(jumpMs) }, "The clock was set, or the machine slept");
      seen = now;
      return 0;
    }
    const since = seen;
    seen = Math.max(seen, now);
    if (now - since > MAX_SECONDS) return wall - since * 1000;
    for (let second = since + 1; second <= now; second += 1)
      if (task.match(new Date(second * 1000))) return wall - second * 1000;
    return null;
  }

  let timer: NodeJS.Timeout;
  const waitForSecond = () => {
    const toNextSecondMs = 1000 - (((wallMs() % 1000) + 1000) % 1000);
    timer = setTimeout(look, Math.min(lookEveryMs, Math.ceil(toNextSecondMs)));
  };
  function look() {
    waitForSecond();
    const lateMs = lateness();
    if (lateMs !== null) run(lateMs);
  }
  waitForSecond();
  run(0);

  return async () => {
    clearTimeout(timer);
    await task.destroy();
    await Promise.all(underWay);
  };
}
