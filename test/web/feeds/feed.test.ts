import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { PublicChannel, ShownPaper } from "../../../src/digests/public-channels.ts";
import type { Paper } from "../../../src/papers/paper.ts";
import { readable, visible } from "../../../src/papers/text/clean.ts";
import { openStore } from "../../../src/store/open.ts";
import { atom } from "../../../src/web/feeds/atom.ts";
import { createChannelFeeds } from "../../../src/web/feeds/channel-feeds.ts";
import { feedOf } from "../../../src/web/feeds/feed.ts";
import { jsonFeed, jsonFeedSchema } from "../../../src/web/feeds/json-feed.ts";
import { FRIDAY } from "../../digests/a-channel.ts";
import { aCorpus } from "../../digests/a-corpus.ts";
import { hostileText } from "../../messages/hostile-text.ts";
import { aPaper } from "../../papers/a-paper.ts";
import { anOpenChannel, aPostedDigest } from "../a-site.ts";
import { elementsOf, readAtom } from "./read.ts";

const BASE = "https://papers.example.org/lab";
const CHANNEL: PublicChannel = {
  id: "c1",
  guildId: "g1",
  name: "papers",
  serverName: "Lab",
  since: FRIDAY,
};

function shown(paperId: string, place: number | null = 1, reason: ShownPaper["reason"] = null) {
  return { paperId, digestId: "d1", place, plannedAt: FRIDAY, reason };
}

async function feed(papers: Paper[], of: ShownPaper[], joined: Record<string, string> = {}) {
  return await feedOf({ channel: CHANNEL, topic: null, base: BASE }, of, aCorpus(papers, joined));
}

test("a paper that was withdrawn says so, and one that is gone is left out", async () => {
  const papers = [
    aPaper({ id: "withdrawn", withdrawn: true }),
    aPaper({ id: "gone", gone: true }),
    aPaper({ id: "here" }),
  ];
  const of = [shown("withdrawn", 1), shown("gone", 2), shown("unknown", 3), shown("here", 4)];
  const { entries } = await feed(papers, of);
  expect(entries.map(({ page }) => page)).toEqual([`${BASE}/p/withdrawn`, `${BASE}/p/here`]);
  expect(entries[0]?.content).toContain("<strong>This paper was withdrawn.</strong>");
  expect(entries[1]?.content).not.toContain("withdrawn");
});

test("papers that turn out to be one stay the entry that they were", async () => {
  const paper = aPaper({ id: "new" });
  const before = await feed([aPaper({ id: "old" })], [shown("old", 3)]);
  const after = await feed([paper], [shown("new", 3)]);
  expect(after.entries[0]?.id).toBe(before.entries[0]?.id);
  // Until the ledger knows, and where it holds both.
  const both = await feed([paper], [shown("old", 1), shown("new", 2)], { old: "new" });
  expect(both.entries.map(({ page }) => page)).toEqual([`${BASE}/p/new`]);
});

test("ids are other ones for other papers, channels and topics, and the same at another address", async () => {
  const papers = [aPaper({ id: "p1" }), aPaper({ id: "p2" })];
  const wish = { channel: CHANNEL, topic: null, base: BASE };
  const of = [shown("p1", 1), shown("p2", null)];
  const corpus = aCorpus(papers);
  const here = await feedOf(wish, of, corpus);
  const elsewhere = await feedOf({ ...wish, base: "http://127.0.0.1:8080" }, of, corpus);
  const topic = { topic: "vision", heading: "Vision" };
  const others = [
    await feedOf({ ...wish, channel: { ...CHANNEL, id: "c2" } }, of, corpus),
    await feedOf({ ...wish, topic }, of, corpus),
  ];
  const idsOf = ({ id, entries }: typeof here) => [id, ...entries.map((entry) => entry.id)];
  expect(idsOf(elsewhere)).toEqual(idsOf(here));
  expect(new Set([here, ...others].map(({ id }) => id)).size).toBe(3);
  expect(new Set([...idsOf(here), ...idsOf(others[0] ?? here)]).size).toBe(6);
  expect(here.id).toMatch(
    /^urn:uuid:[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
  );
});

test("links that lead elsewhere than they seem to are left out", async () => {
  const links = [
    "javascript:alert(1)",
    "https://arxiv.org@evil.example",
    "data:text/html,x",
    "no",
  ].map((url) => ({ kind: "paper" as const, url }));
  const { entries } = await feed([aPaper({ id: "p1", links })], [shown("p1")]);
  expect(entries).toMatchObject([{ paper: null }]);
  expect(entries[0]?.content).not.toContain("href");
});

const text = fc.oneof(
  hostileText,
  fc.string({ unit: "binary" }),
  fc.constantFrom("]]>", "&amp;", "<"),
);
const paper = fc
  .record({
    title: text,
    abstract: text,
    organisation: text,
    aiSummary: text,
    authors: fc.array(text, { maxLength: 25 }),
    links: fc.array(
      fc.record({
        kind: fc.constantFrom("paper" as const, "code" as const),
        url: fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), text),
      }),
      { maxLength: 3 },
    ),
    withdrawn: fc.boolean(),
  })
  .map((said) => aPaper({ ...said, displayTitle: readable(said.title) }));
const names = fc.record({ channel: text, server: text, heading: text, topic: text });

/** What XML can say of a text, as a parser gives it back. */
function inXml(written: string): string {
  return written
    .replace(/\r\n?/g, "\n")
    .replace(/[^\t\n\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "");
}

test("whatever papers, channels and topics are called, feeds are well-formed and say just that", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(paper, { minLength: 1, maxLength: 4 }),
      names,
      async (papers, called) => {
        const { heading, topic } = called;
        const reason = {
          heading,
          topic,
          strength: 0.5,
          words: [heading],
          fields: ["title" as const],
          attention: null,
          votesHere: 0,
        };
        const made = await feedOf(
          {
            channel: { ...CHANNEL, name: called.channel, serverName: called.server },
            topic: { topic, heading },
            base: BASE,
          },
          papers.map(({ id }, i) => shown(id, i, reason)),
          aCorpus(papers),
        );
        const xml = await atom(made, `${BASE}/c/c1/feed.atom`);
        const elements = elementsOf(xml);
        const texts = (name: string) =>
          elements.filter((one) => one.name === name).map((one) => one.text);
        expect(new Set(elements.map(({ name }) => name)).difference(KNOWN)).toEqual(new Set());
        const titles = papers.map(({ displayTitle }) => visible(displayTitle) || "Untitled paper");
        expect(texts("title")).toEqual([made.title, ...titles].map(inXml));
        expect(texts("content")).toEqual(made.entries.map(({ content }) => inXml(content)));
        expect(texts("id")).toEqual([made.id, ...made.entries.map(({ id }) => id)]);
        expect(readAtom(xml).one.items).toHaveLength(papers.length);

        const { items, title } = jsonFeedSchema.parse(
          JSON.parse(jsonFeed(made, `${BASE}/c/c1/feed.json`)),
        );
        expect(title).toBe(made.title);
        expect(items.map((item) => item.title)).toEqual(titles);
        for (const { content_html: content } of items)
          expect(content.replace(ALLOWED, "")).not.toMatch(/[<>]/);
      },
    ),
    { numRuns: 60 },
  );
});

const KNOWN = new Set(
  "feed id title subtitle updated link author name generator entry published category content".split(
    " ",
  ),
);

/** What we write of HTML; all else is text. */
const ALLOWED = /<\/?(?:p|em|strong|a)>|<a href="https?:[^"<>\s]*">/g;

test("a feed is written once until something in it is another", async () => {
  const store = await openStore(":memory:");
  let asked = 0;
  let now = FRIDAY.add({ hours: 48 });
  let corpus = aCorpus([aPaper({ id: "p1", title: "One" }), aPaper({ id: "p2", title: "Two" })]);
  const feeds = createChannelFeeds({
    channels: {
      ...store.publicChannels,
      async lately(...what) {
        asked += 1;
        return await store.publicChannels.lately(...what);
      },
    },
    get corpus() {
      return corpus;
    },
    now: () => now,
  });
  await anOpenChannel(store);
  await aPostedDigest(store, ["p1"]);
  const wish = { key: null, format: "atom" as const, base: BASE };
  const written = async (other: Partial<Parameters<typeof feeds.written>[1]> = {}) =>
    await feeds.written(CHANNEL, { ...wish, ...other });

  const first = await written();
  now = now.add({ seconds: 90 });
  expect(await Promise.all([written(), written()])).toEqual([first, first]);
  const json = await written({ format: "json" });
  expect(json?.text).not.toBe(first?.text);
  expect(await written({ key: "none" })).toBeNull();
  expect(asked).toBe(1);

  // Another corpus that says the same is no other version.
  corpus = aCorpus([...corpus.all()]);
  expect(await written()).toEqual(first);
  expect(asked).toBe(2);

  const by = { kind: "by hand" as const };
  await aPostedDigest(store, ["p2"], {
    id: "d2",
    occasion: by,
    plannedAt: FRIDAY.add({ hours: 30 }),
  });
  const second = await written();
  expect(second?.text).toContain("Two");
  expect(second?.modified.since(first?.modified ?? now).total("seconds")).toBe(90);
  // Within the same second, which no date of HTTP can tell from it.
  corpus = aCorpus([aPaper({ id: "p2", title: "Two, mended" })]);
  const third = await written();
  expect(third?.text).toContain("Two, mended");
  expect(third?.modified.since(second?.modified ?? now).total("seconds")).toBe(1);

  // By whatever hosts one is asked for, no other feed is written anew.
  const kept = await written({ format: "json" });
  for (let i = 0; i < 150; i += 1) await written({ base: `https://made-up-${i}.example` });
  expect(await written({ format: "json" })).toBe(kept);
  await store.close();
});
