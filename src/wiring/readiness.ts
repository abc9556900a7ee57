import { setTimeout as delay } from "node:timers/promises";
import type { SourceHealth } from "../papers/source-health.ts";
import type { TickWatch } from "../process/tick-watch.ts";
import type { SourceMemory } from "../sources/source.ts";
import type { Readiness } from "../web/operation/health.ts";

interface ReadinessOptions {
  memory: Pick<SourceMemory, "save">;
  ticks: Pick<TickWatch, "state">;
  sources: () => readonly Pick<SourceHealth, "state">[];
  isConnected: () => boolean | null;
  /** Default: never. */
  isStandingBy?: () => boolean;
  /** Monotonic, in milliseconds. */
  steadyMs?: () => number;
  now?: () => Temporal.Instant;
  /** A store that does not answer within this fails. Default 2 s. */
  storeWithinMs?: number;
}

/** Whoever asks more often is told what was found last: everybody may ask. */
const CHECK_EVERY_MS = 15_000;

/** Where it is written that somebody looked: a full disk can be read. */
const KEY = "readiness";

export function createReadiness({
  memory,
  ticks,
  sources,
  isConnected,
  isStandingBy = () => false,
  steadyMs = () => performance.now(),
  now = Temporal.Now.instant,
  storeWithinMs = 2000,
}: ReadinessOptions): () => Promise<Readiness> {
  let checked: { at: number; store: Promise<Readiness["store"]> } | null = null;

  async function check(): Promise<Readiness["store"]> {
    const late = delay(storeWithinMs, "failing" as const, { ref: false });
    const saved = memory.save(KEY, now().toString()).then(() => "ok" as const);
    return await Promise.race([saved, late]).catch(() => "failing" as const);
  }

  return async () => {
    if (checked === null || steadyMs() - checked.at > CHECK_EVERY_MS)
      checked = { at: steadyMs(), store: check() };
    const connected = isConnected();
    const atGateway = connected ? "connected" : isStandingBy() ? "standing by" : "not connected";
    const states = sources().map(({ state }) => state);
    return {
      store: await checked.store,
      tick: ticks.state,
      gateway: connected === null ? "none" : atGateway,
      sources: Object.fromEntries(
        [...new Set(states)].map((state) => [state, states.filter((one) => one === state).length]),
      ),
    };
  };
}
