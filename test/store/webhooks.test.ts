import { afterEach, beforeEach, expect, test } from "vitest";
import type { Store } from "../../src/store/open.ts";
import { pruneAll } from "./prune-all.ts";
import { aChannel, FRIDAY, subscribed } from "../digests/a-channel.ts";
import { openTestStore } from "./test-store.ts";

const TARGET = { url: new URL("https://hooks.example.org/x?key=1"), secret: Buffer.from("secret") };
const MADE = { at: FRIDAY, newId: "o1" };

let store: Store;

beforeEach(async () => {
  store = await openTestStore();
  await subscribed(store.book, aChannel(), "vision");
  await store.webhooks.set("c1", TARGET, MADE);
});

afterEach(() => store.close());

test("a channel has one, and setting another leaves its outlet as it is", async () => {
  const other = { ...TARGET, url: new URL("https://other.example.org/y") };
  await store.webhooks.set("c1", other, { at: FRIDAY, newId: "o2" });
  expect(await store.webhooks.of("c1")).toMatchObject({
    host: "other.example.org",
    outlet: { id: "o1", kind: "webhook", channelId: "c1", end: null },
  });
  expect(await store.webhooks.target("o1")).toEqual(other);
  expect(await store.webhooks.target("o2")).toBeNull();
});

test("of one that ended its host is kept, and neither address nor secret", async () => {
  await store.outlets.end("o1", "unwanted", FRIDAY);
  expect(await store.webhooks.target("o1")).toBeNull();
  expect(await store.webhooks.of("c1")).toMatchObject({
    host: "hooks.example.org",
    target: null,
    outlet: { end: { why: "unwanted" } },
  });
  await pruneAll(store, FRIDAY.add({ hours: 30 * 24 + 1 }));
  expect(await store.webhooks.of("c1")).toBeNull();
});

test("it waits with a channel that ended, and goes with it", async () => {
  const { subscriptions } = store.book;
  await subscriptions.end("c1", FRIDAY);
  await pruneAll(store, FRIDAY.add({ hours: 30 * 24 }));
  expect(await store.webhooks.target("o1")).toEqual(TARGET);
  await pruneAll(store, FRIDAY.add({ hours: 30 * 24 + 1 }));
  expect(await store.webhooks.of("c1")).toBeNull();
  expect(await store.outlets.outlet("o1")).toBeNull();
});
