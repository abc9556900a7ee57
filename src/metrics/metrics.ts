import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Outcome } from "../digests/digest.ts";
import { type FinalCopyOutcome, OUTLET_KINDS, type OutletKind } from "../digests/outlet.ts";
import type { Origin } from "../papers/paper.ts";
import { SOURCE_STATES, type SourceState } from "../papers/source-health.ts";

/** What is looked at when somebody asks, instead of being counted as it happens. */
export interface Gauges {
  unfinishedDigests: () => Promise<number>;
  /** Copies of digests for mails and webhooks. */
  unfinishedCopies: () => Promise<Record<OutletKind, number>>;
  papers: () => number;
  /** Of each source. */
  sourceStates: () => readonly SourceState[];
  /** Whether Discord's gateway is there; null where there is none, as in the playground. */
  isConnected: () => boolean | null;
  /** Whether another process has its shards. */
  isStandingBy: () => boolean;
  /** Of each shard of this process; null where there is no Discord. */
  shardStates: () => readonly ShardState[] | null;
}

export const SHARD_STATES = ["starting", "connected", "reconnecting", "closed"] as const;
export type ShardState = (typeof SHARD_STATES)[number];

/** What is done by the clock: rounds of digests, looks at folders, readings of sources, fillings of vectors. */
export type Timer = "rounds" | "looks" | "readings" | "vectors";

/**
 * Counts what this process does since it started, in Prometheus' format. Labels come from closed sets: they never have
 * names, ids or addresses.
 */
export interface Metrics {
  digestEnded(outcome: Outcome): void;
  copiesEnded(kind: OutletKind, outcome: FinalCopyOutcome, copies: number): void;
  /** By all sources that list a paper; none for one that was looked up. */
  paperArrived(origins: readonly Origin[]): void;
  searched(tookMs: number): void;
  /** Null where no answer came. */
  discordAnswered(status: number | null): void;
  webAnswered(status: number): void;
  ticked(timer: Timer, tick: { lateMs: number; tookMs: number; failed: boolean }): void;
  readonly contentType: string;
  text(): Promise<string>;
}

/** In seconds. A search takes about a millisecond, a tick with many digests minutes. */
const SEARCH_BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];
const TICK_BUCKETS = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300];

export function createMetrics(gauges: Gauges): Metrics {
  const registry = new Registry();
  const registers = [registry];
  // The process itself: memory, processor, and how late its event loop is.
  collectDefaultMetrics({ register: registry });

  const digests = new Counter({
    name: "paperboy_digests_total",
    help: "Digests that ended, by outcome.",
    labelNames: ["outcome"],
    registers,
  });
  const copies = new Counter({
    name: "paperboy_copies_total",
    help: "Copies of digests for mails and webhooks that ended, by outlet and outcome.",
    labelNames: ["outlet", "outcome"],
    registers,
  });
  const arrived = new Counter({
    name: "paperboy_papers_arrived_total",
    help: "Papers seen for the first time, by each source that lists them.",
    labelNames: ["source"],
    registers,
  });
  const searches = new Histogram({
    name: "paperboy_search_seconds",
    help: "How long searches took, without the way to Discord.",
    buckets: SEARCH_BUCKETS,
    registers,
  });
  const discord = new Counter({
    name: "paperboy_discord_responses_total",
    help: "Discord's answers to requests, by HTTP status; none where no answer came.",
    labelNames: ["status"],
    registers,
  });
  const web = new Counter({
    name: "paperboy_web_responses_total",
    help: "Answers on Paperboy's web port, by HTTP status.",
    labelNames: ["status"],
    registers,
  });
  const delays = new Histogram({
    name: "paperboy_tick_delay_seconds",
    help: "How much later than due a tick began.",
    labelNames: ["timer"],
    buckets: TICK_BUCKETS,
    registers,
  });
  const ticks = new Histogram({
    name: "paperboy_tick_seconds",
    help: "How long ticks took, with all that they delivered.",
    labelNames: ["timer"],
    buckets: TICK_BUCKETS,
    registers,
  });
  const failures = new Counter({
    name: "paperboy_ticks_failed_total",
    help: "Ticks that failed.",
    labelNames: ["timer"],
    registers,
  });
  for (const gauge of gaugesOf(gauges)) registry.registerMetric(gauge);

  return {
    digestEnded: (outcome) => digests.inc({ outcome }),
    copiesEnded: (outlet, outcome, count) => copies.inc({ outlet, outcome }, count),
    paperArrived(origins) {
      for (const source of origins.length > 0 ? origins : ["looked up"]) arrived.inc({ source });
    },
    searched: (tookMs) => searches.observe(tookMs / 1000),
    discordAnswered: (status) => discord.inc({ status: status ?? "none" }),
    webAnswered: (status) => web.inc({ status }),
    ticked(timer, { lateMs, tookMs, failed }) {
      delays.observe({ timer }, lateMs / 1000);
      ticks.observe({ timer }, tookMs / 1000);
      if (failed) failures.inc({ timer });
    },
    contentType: registry.contentType,
    text: async () => await registry.metrics(),
  };
}

function gaugesOf({
  unfinishedDigests,
  unfinishedCopies,
  papers,
  sourceStates,
  isConnected,
  isStandingBy,
  shardStates,
}: Gauges): Gauge[] {
  const registers: Registry[] = [];
  return [
    new Gauge({
      name: "paperboy_digests_unfinished",
      help: "Digests that are planned and not finished: the queue.",
      registers,
      async collect() {
        this.set(await unfinishedDigests().catch(() => Number.NaN));
      },
    }),
    new Gauge({
      name: "paperboy_copies_unfinished",
      help: "Copies of digests for mails and webhooks that are planned and not finished.",
      labelNames: ["outlet"],
      registers,
      async collect() {
        const counts = await unfinishedCopies().catch(() => null);
        for (const outlet of OUTLET_KINDS) this.set({ outlet }, counts?.[outlet] ?? Number.NaN);
      },
    }),
    new Gauge({
      name: "paperboy_papers",
      help: "Papers that can be found.",
      registers,
      collect() {
        this.set(papers());
      },
    }),
    new Gauge({
      name: "paperboy_sources",
      help: "Sources of papers, by how they are.",
      labelNames: ["state"],
      registers,
      collect() {
        setByState(this, SOURCE_STATES, sourceStates());
      },
    }),
    new Gauge({
      name: "paperboy_gateway_connected",
      help: "1 while Discord's gateway is connected; NaN without Discord.",
      registers,
      collect() {
        const connected = isConnected();
        this.set(connected === null ? Number.NaN : Number(connected));
      },
    }),
    new Gauge({
      name: "paperboy_standing_by",
      help: "1 while another process has the shards of this one.",
      registers,
      collect() {
        this.set(Number(isStandingBy()));
      },
    }),
    new Gauge({
      name: "paperboy_shards",
      help: "Shards of this process, by how they are; none without Discord.",
      labelNames: ["state"],
      registers,
      collect() {
        const states = shardStates();
        if (states) setByState(this, SHARD_STATES, states);
      },
    }),
  ];
}

function setByState<State extends string>(
  gauge: Gauge<"state">,
  known: readonly State[],
  states: readonly State[],
): void {
  for (const state of known) gauge.set({ state }, states.filter((one) => one === state).length);
}
