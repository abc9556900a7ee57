import { describe, expect, test } from "vitest";
import type { Reason } from "../../../src/digests/reason.ts";
import { topicKey } from "../../../src/web/addresses.ts";
import { jsonFeedSchema } from "../../../src/web/feeds/json-feed.ts";
import { aDigest, aMessage, FRIDAY } from "../../digests/a-channel.ts";
import { aPaper } from "../../papers/a-paper.ts";
import { anOpenChannel, aPostedDigest, aSite } from "../a-site.ts";
import { readAtom } from "./read.ts";

const SATURDAY = FRIDAY.add({ hours: 24 });
const BASE = "https://papers.example.org";

const VISION = aPaper({
  id: "vision",
  title: "Seeing <b> & believing",
  displayTitle: "Seeing <b> & believing",
  abstract: "We see that 1 < 2 & more.",
  authors: ["Ada Lovelace", "R&D"],
  organisation: "Lab",
  published: { date: "2026-11-17", precision: "day", inferred: false },
  links: [
    { kind: "code", url: "https://github.com/a/b?x=1&y=2" },
    { kind: "paper", url: "https://arxiv.org/abs/2611.00001" },
  ],
});
const LATER = aPaper({ id: "later", title: "Seeing later" });
const PATHS = [
  "/c/c1/feed.atom",
  "/c/c1/feed.json",
  `/c/c1/t/${topicKey("vision")}/feed.atom`,
  `/c/c1/t/${topicKey("vision")}/feed.json`,
];
const SOUND = aPaper({ id: "sound", title: "Hearing" });

function because(heading: string, topic = heading): Reason {
  return {
    heading,
    topic,
    strength: 0.9,
    words: ["seeing"],
    fields: ["title"],
    attention: { upvotes: 12, days: 1 },
    votesHere: 0,
  };
}

function dueAt(at: Temporal.Instant) {
  return { dueAt: at, plannedAt: at };
}

async function aChannelWithFeeds() {
  const site = await aSite([VISION, SOUND, LATER], { publicUrl: BASE });
  await anOpenChannel(site.store, { name: "papers & more", serverName: "Lab" });
  const reasons = new Map([
    ["vision", because("Vision", "vision")],
    ["sound", because("Audio <3", "audio")],
  ]);
  await aPostedDigest(site.store, ["vision", "sound"], { reasons });
  return site;
}

describe("a channel's feeds", () => {
  test("say the same in both formats, to readers that have nothing in common", async () => {
    const { get } = await aChannelWithFeeds();
    const inAtom = await get("/c/c1/feed.atom");
    expect(inAtom.status).toBe(200);
    expect(inAtom.headers.get("content-type")).toBe("application/atom+xml; charset=utf-8");
    const xml = await inAtom.text();
    const { one, other } = readAtom(xml);

    const asJson = await get("/c/c1/feed.json");
    expect(asJson.headers.get("content-type")).toBe("application/feed+json; charset=utf-8");
    const feed = jsonFeedSchema.parse(await asJson.json());

    const title = "#papers & more · Lab";
    expect([one.title, other.title?.value, feed.title]).toEqual([title, title, title]);
    expect(one.self).toBe(`${BASE}/c/c1/feed.atom`);
    expect(one.url).toBe(`${BASE}/c/c1`);
    expect(feed).toMatchObject({
      feed_url: `${BASE}/c/c1/feed.json`,
      home_page_url: `${BASE}/c/c1`,
    });
    expect(one.updated?.toISOString()).toBe("2026-11-21T08:00:00.000Z");

    const titles = ["Seeing <b> & believing", "Hearing"];
    expect(one.items.map((item) => item.title)).toEqual(titles);
    expect(other.entries?.map((entry) => entry.title?.value)).toEqual(titles);
    expect(feed.items.map((item) => item.title)).toEqual(titles);

    const ids = feed.items.map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
    expect(one.items.map(({ id }) => id)).toEqual(ids);
    expect(other.entries?.map(({ id }) => id)).toEqual(ids);
    for (const id of ids) expect(id).toMatch(/^urn:uuid:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/);

    const [first] = one.items;
    expect(first?.url).toBe(`${BASE}/p/vision`);
    expect(first?.published?.toISOString()).toBe("2026-11-21T08:00:00.000Z");
    expect(first?.updated?.toISOString()).toBe("2026-11-21T08:00:00.000Z");
    expect(first?.authors.map(({ name }) => name)).toEqual(["Ada Lovelace", "R&D"]);
    expect(first?.categories.map(({ term }) => term)).toEqual(["Vision"]);
    expect(feed.items[0]).toMatchObject({
      url: `${BASE}/p/vision`,
      external_url: "https://arxiv.org/abs/2611.00001",
      date_published: "2026-11-21T08:00:00Z",
      authors: [{ name: "Ada Lovelace" }, { name: "R&D" }],
      tags: ["Vision"],
    });
    expect(feed.items[1]?.tags).toEqual(["Audio <3"]);

    const content = feed.items[0]?.content_html;
    expect(other.entries?.[0]?.content?.value ?? "").toBe(content);
    expect(content).toContain(
      "<em>Strong match in the title: Seeing · 12 upvotes in its first day</em>",
    );
    expect(content).toContain("<p>We see that 1 &lt; 2 &amp; more.</p>");
    expect(content).toContain("Ada Lovelace, R&amp;D · Lab · 2026-11-17");
    expect(content).toContain('<a href="https://arxiv.org/abs/2611.00001">Paper</a>');
    expect(content).toContain('<a href="https://github.com/a/b?x=1&amp;y=2">Code</a>');
  });

  test("of a topic have what stood under it, whatever it is called by now", async () => {
    const { store, get } = await aChannelWithFeeds();
    const reasons = new Map([["later", because("Pictures", "vision")]]);
    await aPostedDigest(store, ["later"], {
      id: "d2",
      occasion: { kind: "by hand" },
      ...dueAt(SATURDAY.add({ hours: 1 })),
      reasons,
    });
    const path = `/c/c1/t/${topicKey("vision")}`;
    const feed = jsonFeedSchema.parse(await (await get(`${path}/feed.json`)).json());
    expect(feed.title).toBe("Pictures · #papers & more · Lab");
    expect(feed.feed_url).toBe(`${BASE}${path}/feed.json`);
    expect(feed.items.map(({ title }) => title)).toEqual([LATER.title, VISION.title]);
    const all = jsonFeedSchema.parse(await (await get("/c/c1/feed.json")).json());
    expect(all.items.map(({ title }) => title)).toEqual([LATER.title, VISION.title, SOUND.title]);
    const idOf = ({ items }: typeof feed, title: string) =>
      items.find((item) => item.title === title)?.id;
    expect(idOf(feed, VISION.title)).toBe(idOf(all, VISION.title));
    const xml = await (await get(`${path}/feed.atom`)).text();
    expect(readAtom(xml).one.items.map(({ title }) => title)).toEqual([LATER.title, VISION.title]);
    expect((await get(`/c/c1/t/${topicKey("nothing")}/feed.atom`)).status).toBe(404);
  });

  test.each(PATHS)(
    "%s is there while the channel is open, and gone at once after",
    async (path) => {
      const { store, get } = await aSite([VISION, SOUND]);
      expect((await get(path)).status).toBe(404);
      await anOpenChannel(store);
      await aPostedDigest(store, ["vision"], { reasons: new Map([["vision", because("vision")]]) });
      const { status, headers } = await get(path);
      expect(status).toBe(200);
      await store.publicChannels.close("c1", SATURDAY);
      const closed = await get(path, { "If-None-Match": headers.get("etag") ?? "" });
      expect(closed.status).toBe(410);
      expect(closed.headers.get("etag")).toBeNull();
      await store.publicChannels.open(
        { id: "c1", name: "papers", serverName: "Lab", since: FRIDAY },
        SATURDAY,
      );
      expect((await get(path)).status).toBe(200);
      await store.book.subscriptions.end("c1", SATURDAY);
      expect((await get(path)).status).toBe(410);
    },
  );

  test("have the address that people typed, where the operator names none", async () => {
    const { store, get, url } = await aSite([VISION]);
    await anOpenChannel(store);
    await aPostedDigest(store, ["vision"]);
    const { one } = readAtom(await (await get("/c/c1/feed.atom")).text());
    expect(one.self).toBe(`${url}/c/c1/feed.atom`);
    expect(one.items[0]?.url).toBe(`${url}/p/vision`);
  });

  test("of a channel whose names nobody knows say what it is all the same", async () => {
    const { store, get } = await aSite([VISION], { publicUrl: BASE });
    await anOpenChannel(store, { name: "", serverName: "" });
    await aPostedDigest(store, ["vision"]);
    const { one } = readAtom(await (await get("/c/c1/feed.atom")).text());
    expect(one.title).toBe("#channel · A server on Discord");
  });

  test("may be empty", async () => {
    const { store, get } = await aSite([]);
    await anOpenChannel(store);
    const xml = await (await get("/c/c1/feed.atom")).text();
    const { one } = readAtom(xml);
    expect(one.items).toEqual([]);
    expect(one.updated?.toISOString()).toBe("2026-11-13T08:00:00.000Z");
    expect(jsonFeedSchema.parse(await (await get("/c/c1/feed.json")).json()).items).toEqual([]);
  });

  test("hold nothing that the channel shows to nobody outside", async () => {
    const { store, get } = await aSite([VISION, SOUND]);
    await anOpenChannel(store, { since: SATURDAY });
    const by = { kind: "by hand" as const };
    await aPostedDigest(store, ["vision"], { id: "d1", occasion: by, ...dueAt(FRIDAY) });
    await store.book.deliveries.plan(aDigest({ id: "d2", occasion: by }), [aMessage("sound")]);
    const feed = async () => jsonFeedSchema.parse(await (await get("/c/c1/feed.json")).json());
    expect((await feed()).items).toEqual([]);
    await store.book.deliveries.delivered("d2", 1, "m2", SATURDAY);
    expect((await feed()).items.map(({ title }) => title)).toEqual([SOUND.title]);
  });

  test("end with the hundredth paper", async () => {
    const papers = Array.from({ length: 130 }, (_, i) => aPaper({ id: `p${i}` }));
    const { store, get } = await aSite(papers);
    await anOpenChannel(store);
    for (let day = 0; day < 13; day++)
      await aPostedDigest(
        store,
        papers.slice(day * 10, day * 10 + 10).map(({ id }) => id),
        { id: `d${day}`, occasion: { kind: "by hand" }, ...dueAt(FRIDAY.add({ hours: day })) },
      );
    const feed = jsonFeedSchema.parse(await (await get("/c/c1/feed.json")).json());
    const newest = Array.from({ length: 10 }, (_, i) => 12 - i).flatMap((day) =>
      papers.slice(day * 10, day * 10 + 10),
    );
    expect(feed.items.map(({ title }) => title)).toEqual(newest.map(({ title }) => title));
  });
});

describe("who has a feed already", () => {
  test.each(PATHS)("is not sent it again: %s", async (path) => {
    const { get, url } = await aChannelWithFeeds();
    const { headers } = await get(path);
    const etag = headers.get("etag") ?? "";
    const date = headers.get("last-modified") ?? "";
    expect(etag).toMatch(/^"[\w-]{22}"$/);
    expect(headers.get("cache-control")).toBe("public, no-cache");
    const known = [
      { "If-None-Match": etag },
      { "If-None-Match": `W/${etag}` },
      { "If-None-Match": `"other", ${etag}` },
      { "If-None-Match": "*" },
      { "If-Modified-Since": date },
      { "If-Modified-Since": new Date(Date.parse(date) + 60_000).toUTCString() },
    ];
    for (const sent of known) {
      const answer = await get(path, sent);
      expect([sent, answer.status, await answer.text()]).toEqual([sent, 304, ""]);
      expect(answer.headers.get("etag")).toBe(etag);
      expect(answer.headers.get("last-modified")).toBe(date);
      expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    }
    const unknown = [
      { "If-None-Match": '"other"' },
      { "If-None-Match": "" },
      { "If-None-Match": '"other"', "If-Modified-Since": date },
      { "If-Modified-Since": new Date(Date.parse(date) - 1000).toUTCString() },
      { "If-Modified-Since": "yesterday" },
      { "If-Modified-Since": "2030-01-01" },
    ];
    for (const sent of unknown) expect([sent, (await get(path, sent)).status]).toEqual([sent, 200]);

    const head = await fetch(url + path, { method: "HEAD" });
    expect([head.status, head.headers.get("etag"), await head.text()]).toEqual([200, etag, ""]);
    const known304 = await fetch(url + path, {
      method: "HEAD",
      headers: { "If-None-Match": etag },
    });
    expect(known304.status).toBe(304);
  });

  test("is sent what came since", async () => {
    const { store, get } = await aChannelWithFeeds();
    const before = await get("/c/c1/feed.atom");
    const [etag, date] = [
      before.headers.get("etag") ?? "",
      before.headers.get("last-modified") ?? "",
    ];
    await aPostedDigest(store, ["later"], {
      id: "d2",
      occasion: { kind: "by hand" },
      ...dueAt(SATURDAY.add({ hours: 1 })),
    });
    const after = await get("/c/c1/feed.atom", { "If-None-Match": etag });
    expect(after.status).toBe(200);
    expect(after.headers.get("etag")).not.toBe(etag);
    expect(await after.text()).toContain(LATER.title);
    expect((await get("/c/c1/feed.atom", { "If-Modified-Since": date })).status).toBe(200);
    await store.publicChannels.rename("c1", { name: "renamed", serverName: "Lab" });
    expect(await (await get("/c/c1/feed.atom")).text()).toContain("<title>#renamed · Lab</title>");
  });
});

test("any page may read feeds, and nothing else of ours", async () => {
  const { get, url } = await aChannelWithFeeds();
  for (const path of PATHS) {
    const { headers } = await get(path, { Origin: "https://reader.example" });
    expect(headers.get("access-control-allow-origin")).toBe("*");
    expect(headers.get("access-control-allow-credentials")).toBeNull();
    const asked = await fetch(url + path, {
      method: "OPTIONS",
      headers: {
        Origin: "https://reader.example",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "if-none-match",
      },
    });
    expect(asked.status).toBe(204);
    expect(asked.headers.get("access-control-allow-headers")).toBe("if-none-match");
  }
  expect((await get("/c/c1")).headers.get("access-control-allow-origin")).toBeNull();
});
