import { expect, test } from "vitest";
import type { Outcome } from "../../src/digests/digest.ts";
import { createIndex } from "../../src/search/create-index.ts";
import { openStore } from "../../src/store/open.ts";
import { meteredBook, meteredIndex } from "../../src/wiring/metered.ts";
import { aChannel, aDigest, aMessage, FRIDAY, subscribed } from "../digests/a-channel.ts";
import { aPaper } from "../papers/a-paper.ts";

function aMeter() {
  const ended: Outcome[] = [];
  const arrived: string[] = [];
  const searches: number[] = [];
  return {
    ended,
    arrived,
    searches,
    digestEnded: (outcome: Outcome) => void ended.push(outcome),
    copiesEnded: () => undefined,
    papersArrived: (ids: readonly string[]) => void arrived.push(...ids),
    searched: (tookMs: number) => void searches.push(tookMs),
  };
}

test("each digest that ends is counted once, also one that ends as it is planned", async () => {
  const store = await openStore(":memory:");
  const meter = aMeter();
  const { deliveries, arrivals } = meteredBook(store.book, meter);
  await subscribed(store.book, aChannel(), "vision");
  await deliveries.plan(aDigest(), [aMessage("p1")]);
  expect(meter.ended).toEqual([]);
  // The day has its digest.
  expect(await deliveries.plan(aDigest({ id: "d2" }), [aMessage("p2")])).toBeNull();
  await deliveries.delivered("d1", 1, "m1", FRIDAY);
  await deliveries.finish("d1", "sent", null, FRIDAY);
  const quiet = { id: "d3", occasion: { kind: "slot", date: "2026-11-22" } } as const;
  await deliveries.plan(aDigest({ ...quiet, outcome: "nothing new" }), []);
  expect(meter.ended).toEqual(["sent", "nothing new"]);

  await arrivals.note(["p1", "p2"], FRIDAY);
  await arrivals.note(["p2", "p3"], FRIDAY);
  expect(meter.arrived).toEqual(["p1", "p2", "p3"]);
  await store.close();
});

test("an index under a meter answers as it would without", () => {
  const papers = ["Frogs sing at night", "Toads don't"].map((title) => aPaper({ title }));
  const index = createIndex(papers);
  const meter = aMeter();
  const metered = meteredIndex(index, meter);
  expect(metered.search("frogs").hits).toEqual(index.search("frogs").hits);
  expect(metered.size).toBe(2);
  expect(metered.suggest("fro")).toEqual(index.suggest("fro"));
  expect(meter.searches).toHaveLength(1);
  // As the pages outside of Discord ask it.
  expect(metered.idsOf("frogs")).toEqual(index.idsOf("frogs"));
  expect(meter.searches).toHaveLength(2);
});
