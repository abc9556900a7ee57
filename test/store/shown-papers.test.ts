import { afterEach, beforeEach, expect, test } from "vitest";
import type { Store } from "../../src/store/open.ts";
import { aDigest, aMessage, FRIDAY } from "../digests/a-channel.ts";
import { anOpenChannel, aPostedDigest } from "../web/a-site.ts";
import { openTestStore } from "./test-store.ts";

const BY_HAND = { kind: "by hand" as const };
const LATER = FRIDAY.add({ hours: 48 });

let store: Store;

beforeEach(async () => {
  store = await openTestStore();
  await anOpenChannel(store);
  await aPostedDigest(store, ["p1"]);
});

afterEach(() => store.close());

const shown = async () => [...(await store.publicChannels.paperIds())].toSorted();

test("what open channels show is known at once, however often it is asked", async () => {
  expect(await shown()).toEqual(["p1"]);
  expect(await shown()).toEqual(["p1"]);
  await aPostedDigest(store, ["p2"], { id: "d2", occasion: BY_HAND, dueAt: LATER });
  expect(await shown()).toEqual(["p1", "p2"]);
  await anOpenChannel(store, { id: "c2" });
  const elsewhere = { id: "d3", channelId: "c2", occasion: BY_HAND, dueAt: LATER };
  await aPostedDigest(store, ["p2", "p3"], elsewhere);
  expect(await shown()).toEqual(["p1", "p2", "p3"]);
});

test("so is what they show no more", async () => {
  await anOpenChannel(store, { id: "c2" });
  const elsewhere = { id: "d3", channelId: "c2", occasion: BY_HAND, dueAt: LATER };
  await aPostedDigest(store, ["p2"], elsewhere);
  expect(await shown()).toEqual(["p1", "p2"]);
  await store.publicChannels.close("c1", LATER);
  expect(await shown()).toEqual(["p2"]);
  await store.book.subscriptions.end("c2", LATER);
  expect(await shown()).toEqual([]);
  await store.book.subscriptions.end("c2", null);
  expect(await shown()).toEqual(["p2"]);
  await anOpenChannel(store, { id: "c2", since: LATER.add({ hours: 1 }) });
  expect(await shown()).toEqual([]);
});

test("a digest that is still being posted counts as far as it got", async () => {
  const { deliveries } = store.book;
  const digest = aDigest({ id: "d2", occasion: BY_HAND, dueAt: LATER, plannedAt: LATER });
  await deliveries.plan(digest, [aMessage("p2"), aMessage("p3")]);
  expect(await shown()).toEqual(["p1"]);
  await deliveries.delivered("d2", 1, "m2", LATER);
  expect(await shown()).toEqual(["p1", "p2"]);
  await deliveries.delivered("d2", 2, "m3", LATER);
  expect(await shown()).toEqual(["p1", "p2", "p3"]);
});
