import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { type Level, type Logger, pino } from "pino";

export interface OpenLog {
  log: Logger;
  /** Waits for whoever reads the log, so long at most; true when all of it is out. */
  flush: (timeoutMs: number) => Promise<boolean>;
}

/** What waits in memory for a slow reader: some thousand lines. */
const MAX_WAITING_BYTES = 1024 * 1024;

/**
 * A log on stderr that nobody has to read: what a pipe does not take waits, and beyond a bound lines
 * are left out, and counted by a line of their own once there is room again.
 */
export function openLog(level: Level | "silent", stream = process.stderr): OpenLog {
  let leftOut = 0;
  const log = pino({ level }, { write });

  function write(line: string): void {
    if (stream.writableLength > MAX_WAITING_BYTES) leftOut += 1;
    else stream.write(line);
  }

  // Lines are left out until the last of those that wait is out: the count then stands in their place.
  stream.on("drain", () => {
    if (leftOut === 0) return;
    const lines = leftOut;
    leftOut = 0;
    log.warn({ lines }, "Log lines were dropped because nothing was reading them");
  });
  // Without a reader there is no log, and no reason to end.
  stream.on("error", () => undefined);

  return {
    log,
    async flush(timeoutMs) {
      const isOut = () => stream.writableLength === 0 || stream.destroyed;
      if (!isOut())
        await Promise.race([
          once(stream, "drain").catch(() => undefined),
          delay(timeoutMs, undefined, { ref: false }),
        ]);
      return isOut();
    },
  };
}
