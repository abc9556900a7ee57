import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";

/** An answer that could be given without waiting longer is not held up by what it wants to remember. */
const SOON_MS = 250;

/** Waits for something to be stored; null, and a line in the log, where that fails or takes too long. */
export async function soon<T>(storing: Promise<T>, log: Logger): Promise<T | null> {
  const timer = new AbortController();
  const late = delay(SOON_MS, null, { signal: timer.signal }).then(() => {
    throw new Error(`It takes longer than ${SOON_MS} ms`);
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([storing, late]);
  } catch (error) {
    log.warn({ err: error }, "Could not store what an answer needs for its buttons");
    return null;
  } finally {
    timer.abort();
  }
}
