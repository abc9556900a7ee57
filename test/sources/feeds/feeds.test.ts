import { afterEach, beforeEach, expect, test } from "vitest";
import { createReadings } from "../../../src/sources/readings.ts";
import { openStore, type Store } from "../../../src/store/open.ts";
import { openSources } from "../../../src/wiring/live-sources.ts";
import { recordLog } from "../../discord/log.ts";
import { aClock, meaning } from "../a-client.ts";
import { type FarEnd, startFarEnd } from "../far-end.ts";
import { someSettings } from "../some-settings.ts";
import { rssOf } from "./a-feed.ts";

let store: Store;
let farEnd: FarEnd;
let clock: ReturnType<typeof aClock>;

beforeEach(async () => {
  store = await openStore(":memory:");
  clock = aClock("2026-11-20T08:00:00Z");
  farEnd = await startFarEnd({ now: clock.now, answer: () => ({ body: rssOf(MARMOTS) }) });
});
afterEach(async () => {
  await farEnd[Symbol.asyncDispose]();
  await store.close();
});

const { signal } = new AbortController();
const MARMOTS = [1, 2].map((number) => ({ id: `id ${number}`, title: `Marmots, part ${number}` }));

/** All that is wired, with these feeds. Public names are asked for through the far end, which is their proxy. */
async function openLive(feeds: string[] = [], addresses = ["93.184.215.14"]) {
  const { log, lines } = recordLog();
  const { now, wait } = clock;
  const proxy = { http: farEnd.base, https: null, except: ["127.0.0.1"] };
  const settings = someSettings({ feeds, proxy });
  const lookup = meaning(...addresses);
  const live = await openSources({ settings, store, log, now, wait, lookup });
  const readings = createReadings(live.sources, { paperStore: store.paperStore, log });
  return { ...live, lines, readings, read: async () => await readings.read({ signal, now: true }) };
}

test("feeds of one host share one line and one pause, those of others do not", async () => {
  await using other = await startFarEnd({
    answer: () => ({ body: rssOf(MARMOTS) }),
    now: clock.now,
  });
  const { read } = await openLive([`${farEnd.base}/a`, `${farEnd.base}/b`, `${other.base}/c`]);
  await read();
  const times = farEnd.asked.map(({ at }) => at.epochMilliseconds);
  expect(farEnd.asked.map(({ path }) => path)).toEqual(["/a", "/b"]);
  expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(2000);
  expect(other.asked).toHaveLength(1);
});

test("where a feed moved to is asked by the client of that host", async () => {
  await using other = await startFarEnd({
    answer: () => ({ body: rssOf(MARMOTS) }),
    now: clock.now,
  });
  farEnd.say({ status: 301, headers: { location: "http://blog.example/new" } });
  const { read, readings } = await openLive([`${farEnd.base}/a`]);
  await read();
  expect(farEnd.asked.map(({ path }) => path)).toEqual(["/a", "http://blog.example/new"]);
  expect(readings.health[0]).toMatchObject({ name: "A Journal", state: "fresh" });
  // Trust in the address of the settings does not go with it.
  farEnd.say({ status: 301, headers: { location: `${other.base}/inside` } });
  await read();
  expect(readings.health[0]).toMatchObject({ state: "failing" });
  expect(other.asked).toEqual([]);
});

test("a feed that leads in circles is given up", async () => {
  const { read, readings } = await openLive([`${farEnd.base}/a`]);
  farEnd.say(
    ...Array.from({ length: 20 }, (_, i) => ({
      status: 302,
      headers: { location: `http://${i % 2 === 0 ? "one" : "two"}.example/` },
    })),
  );
  await read();
  expect(readings.health[0]?.state).toBe("failing");
  expect(farEnd.asked).toHaveLength(6);
});

test("a feed can be added, is read then, and stays after a restart", async () => {
  const { feeds, read, lines } = await openLive();
  const url = "http://blog.example/feed?key=s3cret";
  expect(await feeds.add(url)).toMatchObject({
    kind: "added",
    feed: { host: "blog.example", isOfSettings: false, health: { name: "A Journal" } },
    items: 2,
  });
  expect(await feeds.add(` feed:${url}#top `)).toMatchObject({ kind: "known" });
  await read();
  expect(store.paperStore.corpus().size).toBe(2);
  const again = await openLive();
  const [feed] = again.feeds.all();
  expect(again.feeds.all()).toHaveLength(1);
  expect(JSON.stringify([lines, again.feeds.all(), again.lines])).not.toContain("s3cret");

  expect(await again.feeds.remove(feed?.id ?? "")).toMatchObject({ host: "blog.example" });
  expect(await again.feeds.remove(feed?.id ?? "")).toBeNull();
  expect([...again.sources]).toEqual([]);
  expect((await openLive()).feeds.all()).toEqual([]);
  expect(store.paperStore.corpus().size).toBe(2);
});

test("a feed of the settings is not removed, nor added again", async () => {
  const url = `${farEnd.base}/a`;
  const { feeds } = await openLive([url]);
  const [feed] = feeds.all();
  expect(feed).toMatchObject({ isOfSettings: true });
  expect(await feeds.remove(feed?.id ?? "")).toBeNull();
  expect(await feeds.add(url)).toMatchObject({ kind: "known", feed: { isOfSettings: true } });
});

test.each([
  ["http://127.0.0.1:9/feed"],
  ["http://127.1/feed"],
  ["http://[::1]/feed"],
  ["http://169.254.169.254/latest/meta-data/"],
  ["http://10.0.0.1/feed"],
  ["https://user:secret@blog.example/feed"],
  ["file:///etc/passwd"],
  ["gopher://blog.example/"],
  ["blog.example/feed"],
  ["not an address"],
  [`https://blog.example/${"x".repeat(3000)}`],
])("%s cannot be added", async (address) => {
  const { feeds } = await openLive();
  expect(await feeds.add(address)).toMatchObject({ kind: "refused" });
  expect(feeds.all()).toEqual([]);
  expect(farEnd.asked).toEqual([]);
});

test("nor can an address of the settings' host that they do not name, or a name that leads inward", async () => {
  const { feeds } = await openLive([`${farEnd.base}/a`]);
  expect(await feeds.add(`${farEnd.base}/b`)).toMatchObject({ kind: "refused" });
  const inward = await openLive([], ["93.184.215.14", "127.0.0.1"]);
  expect(await inward.feeds.add("http://blog.example/feed")).toMatchObject({ kind: "refused" });
  expect(farEnd.asked).toEqual([]);
});

test("nor one that leads inward by a redirect, or is no feed", async () => {
  const { feeds } = await openLive();
  farEnd.say({ status: 302, headers: { location: "http://127.0.0.1:9/" } });
  expect(await feeds.add("http://blog.example/feed")).toMatchObject({ kind: "refused" });
  farEnd.say({ body: "<html></html>" });
  expect(await feeds.add("http://blog.example/feed")).toEqual({
    kind: "refused",
    why: "blog.example sent a web page instead of a feed.",
  });
  farEnd.say({ status: 404 });
  expect(await feeds.add("http://blog.example/feed")).toEqual({
    kind: "refused",
    why: "blog.example refused to answer (HTTP 404).",
  });
  expect(feeds.all()).toEqual([]);
});

test("of many that are added at once, none is lost, and a hundred are enough", async () => {
  const { feeds } = await openLive();
  const one = await openLive();
  await Promise.all([
    feeds.add("http://a.example/feed"),
    one.feeds.add("http://b.example/feed"),
    feeds.add("http://c.example/feed"),
  ]);
  expect((await openLive()).feeds.all()).toHaveLength(3);
  await store.memory.save(
    "typed feeds",
    Array.from({ length: 100 }, (_, i) => ({ url: `http://blog.example/${i}` })),
  );
  expect(await (await openLive()).feeds.add("http://a.example/feed")).toMatchObject({
    kind: "refused",
    why: "Paperboy reads 100 added feeds at most. Remove one first.",
  });
});
