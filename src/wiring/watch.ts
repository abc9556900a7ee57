import { setImmediate } from "node:timers/promises";
import { createMetrics, type Metrics, type ShardState, type Timer } from "../metrics/metrics.ts";
import { originsOf } from "../papers/origins.ts";
import type { SourceHealth } from "../papers/source-health.ts";
import { createTickWatch } from "../process/tick-watch.ts";
import type { Config } from "../settings/config.ts";
import type { Store } from "../store/open.ts";
import type { Readiness } from "../web/operation/health.ts";
import type { Library } from "./library.ts";
import type { Meter } from "./metered.ts";
import { createReadiness } from "./readiness.ts";

interface WatchOptions {
  config: Pick<Config, "metrics">;
  store: Pick<Store, "book" | "memory" | "outlets">;
  library: Pick<Library, "corpus">;
  sources: () => readonly SourceHealth[];
  isConnected: () => boolean | null;
  isStandingBy: () => boolean;
  shardStates: () => readonly ShardState[] | null;
}

/** What is known of how this process is doing. */
export interface Watch {
  readiness: () => Promise<Readiness>;
  /** Null where nobody may ask for them: nothing is counted then. */
  metrics: Metrics | null;
  meter: Meter | null;
  /** The same tick, under watch. */
  watched: (timer: Timer, tick: () => Promise<unknown>) => (lateMs: number) => Promise<void>;
}

export function openWatch({
  config,
  store,
  library,
  sources,
  isConnected,
  isStandingBy,
  shardStates,
}: WatchOptions): Watch {
  const { token, port } = config.metrics;
  const ticks = createTickWatch();
  const metrics =
    token === null && port === null
      ? null
      : createMetrics({
          unfinishedDigests: async () => await store.book.deliveries.countUnfinished(),
          papers: () => library.corpus.size,
          sourceStates: () => sources().map(({ state }) => state),
          unfinishedCopies: async () => await store.outlets.countUnfinished(),
          isConnected,
          isStandingBy,
          shardStates,
        });
  return {
    readiness: createReadiness({ memory: store.memory, ticks, sources, isConnected, isStandingBy }),
    metrics,
    meter: metrics && meterOf(metrics, library),
    watched: (timer, tick) => async (lateMs) => {
      const from = performance.now();
      const ended = timer === "rounds" ? ticks.begun() : () => undefined;
      let failed = true;
      try {
        await tick();
        failed = false;
      } finally {
        ended(failed);
        metrics?.ticked(timer, { lateMs, tookMs: performance.now() - from, failed });
      }
    },
  };
}

/** Papers that are looked at without letting others have a turn. */
const PAPERS_AT_ONCE = 50;

function meterOf(metrics: Metrics, library: Pick<Library, "corpus">): Meter {
  async function countPapers(paperIds: readonly string[]): Promise<void> {
    for (const [i, id] of paperIds.entries()) {
      const paper = library.corpus.byId(id);
      if (paper) metrics.paperArrived(originsOf(paper));
      if (i % PAPERS_AT_ONCE === PAPERS_AT_ONCE - 1) await setImmediate();
    }
  }
  return {
    digestEnded: (outcome) => metrics.digestEnded(outcome),
    copiesEnded: (...ended) => metrics.copiesEnded(...ended),
    searched: (tookMs) => metrics.searched(tookMs),
    // Nobody waits for it, and what cannot be read any more is counted nowhere.
    papersArrived: (paperIds) => void countPapers(paperIds).catch(() => undefined),
  };
}
