import { setTimeout as delay } from "node:timers/promises";
import type { Courier } from "../courier.ts";

/** What `work` comes to, or "late" when that takes longer. It goes on all the same. */
export async function within<T>(work: Promise<T>, ms: number): Promise<T | "late"> {
  const timer = new AbortController();
  const late = delay(ms, "late" as const, { signal: timer.signal }).catch(() => "late" as const);
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.abort();
    // Nobody may be there any more when it fails.
    work.catch(() => undefined);
  }
}

/** For people who wait for an answer: a probe that takes longer says that Discord is unavailable. */
export function promptly(courier: Pick<Courier, "probe">, ms: number): Pick<Courier, "probe"> {
  return {
    async probe(channelId, needs) {
      const probe = await within(courier.probe(channelId, needs), ms);
      return probe === "late"
        ? { kind: "unavailable", reason: `No answer from Discord for ${ms} ms` }
        : probe;
    },
  };
}
