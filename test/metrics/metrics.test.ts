import * as fc from "fast-check";
import { expect, test } from "vitest";
import { OUTCOMES } from "../../src/digests/digest.ts";
import { COPY_OUTCOMES, OUTLET_KINDS } from "../../src/digests/outlet.ts";
import { createMetrics, SHARD_STATES, type Timer } from "../../src/metrics/metrics.ts";
import { originSchema } from "../../src/papers/paper.ts";
import { SOURCE_STATES } from "../../src/papers/source-health.ts";
import { readMetrics, valueOf, withoutBounds } from "./read-metrics.ts";

const gauges = {
  unfinishedDigests: () => Promise.resolve(3),
  papers: () => 232,
  sourceStates: () => ["fresh", "failing", "fresh"] as const,
  unfinishedCopies: () => Promise.resolve({ mail: 2, webhook: 0 }),
  isConnected: () => true,
  isStandingBy: () => false,
  shardStates: () => ["connected", "reconnecting", "connected"] as const,
};

test("what is counted is what a scraper reads", async () => {
  const metrics = createMetrics(gauges);
  metrics.digestEnded("sent");
  metrics.digestEnded("sent");
  metrics.digestEnded("nothing new");
  metrics.copiesEnded("mail", "sent", 1);
  metrics.copiesEnded("webhook", "ended", 3);
  metrics.paperArrived(["arxiv", "huggingface"]);
  metrics.paperArrived([]);
  metrics.searched(2);
  metrics.discordAnswered(429);
  metrics.discordAnswered(null);
  metrics.webAnswered(304);
  metrics.ticked("rounds", { lateMs: 40, tookMs: 2000, failed: true });
  const samples = readMetrics(await metrics.text());
  expect(metrics.contentType).toMatch(/^text\/plain; version=0\.0\.4/);
  const values = [
    ["paperboy_digests_total", { outcome: "sent" }, 2],
    ["paperboy_digests_total", { outcome: "nothing new" }, 1],
    ["paperboy_copies_total", { outlet: "mail", outcome: "sent" }, 1],
    ["paperboy_copies_total", { outlet: "webhook", outcome: "ended" }, 3],
    ["paperboy_copies_unfinished", { outlet: "mail" }, 2],
    ["paperboy_copies_unfinished", { outlet: "webhook" }, 0],
    ["paperboy_shards", { state: "connected" }, 2],
    ["paperboy_shards", { state: "closed" }, 0],
    ["paperboy_papers_arrived_total", { source: "huggingface" }, 1],
    ["paperboy_papers_arrived_total", { source: "looked up" }, 1],
    ["paperboy_search_seconds_sum", {}, 0.002],
    ["paperboy_discord_responses_total", { status: "429" }, 1],
    ["paperboy_discord_responses_total", { status: "none" }, 1],
    ["paperboy_web_responses_total", { status: "304" }, 1],
    ["paperboy_tick_delay_seconds_bucket", { timer: "rounds", le: "0.05" }, 1],
    ["paperboy_tick_delay_seconds_bucket", { timer: "rounds", le: "0.01" }, 0],
    ["paperboy_tick_seconds_sum", { timer: "rounds" }, 2],
    ["paperboy_ticks_failed_total", { timer: "rounds" }, 1],
    ["paperboy_digests_unfinished", {}, 3],
    ["paperboy_papers", {}, 232],
    ["paperboy_sources", { state: "fresh" }, 2],
    ["paperboy_sources", { state: "unread" }, 0],
    ["paperboy_gateway_connected", {}, 1],
  ] as const;
  for (const [name, labels, value] of values)
    expect([name, valueOf(samples, name, labels)]).toEqual([name, value]);
  expect(valueOf(samples, "nodejs_eventloop_lag_p99_seconds")).toBeDefined();
});

test("a store that fails leaves the rest to be read", async () => {
  const metrics = createMetrics({
    ...gauges,
    unfinishedDigests: () => Promise.reject(new Error("The disk is gone")),
    unfinishedCopies: () => Promise.reject(new Error("The disk is gone")),
    isConnected: () => null,
    isStandingBy: () => false,
    shardStates: () => null,
  });
  const samples = readMetrics(await metrics.text());
  expect(valueOf(samples, "paperboy_digests_unfinished")).toBeNaN();
  expect(valueOf(samples, "paperboy_copies_unfinished", { outlet: "mail" })).toBeNaN();
  expect(valueOf(samples, "paperboy_gateway_connected")).toBeNaN();
  expect(valueOf(samples, "paperboy_shards", { state: "connected" })).toBeUndefined();
  expect(valueOf(samples, "paperboy_papers")).toBe(232);
});

test("whatever happens, each metric stays a few lines", async () => {
  const metrics = createMetrics(gauges);
  const timers: Timer[] = ["rounds", "looks", "readings", "vectors"];
  const status = fc.integer({ min: 100, max: 599 });
  const happening = fc.oneof(
    fc.constantFrom(...OUTCOMES).map((one) => () => metrics.digestEnded(one)),
    fc
      .tuple(
        fc.constantFrom(...OUTLET_KINDS),
        fc.constantFrom(...COPY_OUTCOMES.filter((one) => one !== "waiting")),
        fc.nat(),
      )
      .map((ended) => () => metrics.copiesEnded(...ended)),
    fc
      .array(fc.constantFrom(...originSchema.options))
      .map((some) => () => metrics.paperArrived(some)),
    fc.double({ min: 0, max: 1e9, noNaN: true }).map((ms) => () => metrics.searched(ms)),
    fc.option(status).map((one) => () => metrics.discordAnswered(one)),
    fc.tuple(fc.constantFrom(...timers), fc.nat(), fc.nat(), fc.boolean()).map(
      ([timer, lateMs, tookMs, failed]) =>
        () =>
          metrics.ticked(timer, { lateMs, tookMs, failed }),
    ),
  );
  const labels = new Set([
    ...OUTCOMES,
    ...OUTLET_KINDS,
    ...COPY_OUTCOMES,
    ...SHARD_STATES,
    ...originSchema.options,
    ...timers,
    ...SOURCE_STATES,
    "looked up",
    "none",
    ...Array.from({ length: 500 }, (_, i) => String(i + 100)),
  ]);
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { maxLength: 100 }), async (all) => {
      for (const happen of all) happen();
      const ours = readMetrics(await metrics.text()).filter(({ name }) =>
        name.startsWith("paperboy_"),
      );
      const others = ours.flatMap(({ labels: its }) => Object.values(withoutBounds(its)));
      expect(others.filter((one) => !labels.has(one))).toEqual([]);
    }),
    { numRuns: 50 },
  );
});
