import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createFeed, feedId } from "../../../src/sources/feeds/feed.ts";
import { createReadings } from "../../../src/sources/readings.ts";
import { openStore, type Store } from "../../../src/store/open.ts";
import { recordLog } from "../../discord/log.ts";
import { aClient, aClock } from "../a-client.ts";
import { type FarEnd, type Said, startFarEnd } from "../far-end.ts";
import { type AnItem, atomOf, rssOf } from "./a-feed.ts";

let store: Store;
let farEnd: FarEnd;
let clock: ReturnType<typeof aClock>;

beforeEach(async () => {
  store = await openStore(":memory:");
  farEnd = await startFarEnd();
  clock = aClock("2026-11-20T08:00:00Z");
});
afterEach(async () => {
  await farEnd[Symbol.asyncDispose]();
  await store.close();
});

const { signal } = new AbortController();

/** The feed at the far end, in a process that has just begun. */
function openFeed() {
  const { now, wait } = clock;
  const url = new URL(`${farEnd.base}/feed?key=s3cret`);
  const { memory, paperStore } = store;
  const log = recordLog();
  const clientOf = (host: string) =>
    aClient(farEnd.base, { name: host, bases: [], site: null, memory, now, wait, log: log.log });
  const source = createFeed({ id: feedId(url), url, isTrusted: true }, { clientOf, memory, now });
  const readings = createReadings([source], { paperStore, log: log.log });
  return {
    source,
    lines: log.lines,
    read: async () => (await readings.read({ signal }))[0],
  };
}

/** An hour later it says this, and is read. */
async function readOf(feed: ReturnType<typeof openFeed>, said: Said | string) {
  farEnd.say(typeof said === "string" ? { body: said } : said);
  const reading = await feed.read();
  clock.pass({ hours: 1 });
  return reading;
}

/** Titles of all papers, and of those among them that are news. */
function papers() {
  const corpus = store.paperStore.corpus();
  const unlisted = corpus.unlisted();
  const all = [...corpus.all()];
  return {
    all: all.map(({ title }) => title),
    news: all.filter(({ id }) => !unlisted.has(id)).map(({ title }) => title),
  };
}

const numbered = (from: number, to: number, more: Partial<AnItem> = {}): AnItem[] =>
  Array.from({ length: to - from + 1 }, (_, i) => ({
    id: `id ${from + i}`,
    link: `https://journal.example/${from + i}`,
    title: `Marmots, part ${from + i}`,
    ...more,
  }));

const bare = (from: number, to: number) => numbered(from, to).map(({ title }) => ({ title }));

const places = (from: number) =>
  numbered(from, from + 9).map((item, at) => ({ ...item, id: `place ${at}` }));

const issue = (number: number) =>
  ["Editorial", "Erratum"].map((title) => ({
    id: `${title} ${number}`,
    link: `https://journal.example/${title}/${number}`,
    title,
  }));

const many = (to: number) =>
  Array.from({ length: to }, (_, i) => ({
    id: `id ${i}`,
    title: `Marmots, part ${i}`,
    published: `2026-01-01T00:00:00Z`,
  })).map((item, i) => ({
    ...item,
    published: Temporal.Instant.from("2026-01-01T00:00:00Z").add({ minutes: i }).toString(),
  }));

const host = () => new URL(farEnd.base).host;

const NOVEMBER = { published: "2026-11-02T00:00:00Z" };

describe("no flood", () => {
  test("what a feed shows at first is archive, but for what is dated within two days", async () => {
    const feed = openFeed();
    const items = [
      ...numbered(1, 20),
      ...numbered(21, 22, { published: "2026-11-18T09:00:00Z" }),
      ...numbered(23, 24, { published: "2026-11-18T07:00:00Z" }),
      ...numbered(25, 25, { published: "2026-12-18T07:00:00Z" }),
    ];
    await readOf(feed, rssOf(items));
    expect(papers().all).toHaveLength(25);
    expect(papers().news).toEqual(["Marmots, part 21", "Marmots, part 22"]);
  });

  test("afterwards what is new is news, whatever date it has", async () => {
    const feed = openFeed();
    await readOf(feed, rssOf(numbered(1, 20)));
    await readOf(
      feed,
      rssOf([...numbered(21, 21, NOVEMBER), ...numbered(22, 22), ...numbered(1, 18)]),
    );
    expect(papers().news).toEqual(["Marmots, part 21", "Marmots, part 22"]);
    expect(feed.source.health).toMatchObject({ name: "A Journal", state: "fresh", trouble: null });
  });

  test("after a gap longer than papers wait, all is archive again", async () => {
    const feed = openFeed();
    await readOf(feed, rssOf(numbered(1, 20)));
    clock.pass({ hours: 24 * 6 });
    await readOf(feed, rssOf(numbered(3, 22)));
    expect(papers().news).toEqual(["Marmots, part 21", "Marmots, part 22"]);
    clock.pass({ hours: 24 * 8 });
    await readOf(feed, rssOf(numbered(5, 24)));
    expect(papers().news).toHaveLength(2);
    expect(papers().all).toHaveLength(24);
    await readOf(feed, rssOf(numbered(6, 25)));
    expect(papers().news.at(-1)).toBe("Marmots, part 25");
  });

  test("where most is new at once, only what is dated within two days is news", async () => {
    const feed = openFeed();
    await readOf(feed, rssOf(numbered(1, 10)));
    const recent = numbered(31, 31, { published: "2026-11-20T07:00:00Z" });
    await readOf(feed, rssOf([...recent, ...numbered(32, 40)]));
    expect(papers().news).toEqual(["Marmots, part 31"]);
    expect(feed.source.health).toMatchObject({
      state: "fresh",
      trouble: "Most items are new at once, so only those from the last 2 days count as new",
    });
  });

  test("a feed of few items may have all of them new", async () => {
    const feed = openFeed();
    await readOf(feed, rssOf(numbered(1, 3)));
    await readOf(feed, rssOf(numbered(4, 6)));
    expect(papers().news).toHaveLength(3);
  });

  test("what a cut left out at first is no news either", async () => {
    const feed = openFeed();
    const whole = rssOf(numbered(1, 20));
    await readOf(feed, whole.slice(0, whole.length * 0.7));
    await readOf(feed, whole);
    expect(papers()).toMatchObject({ news: [], all: { length: 20 } });
    await readOf(feed, rssOf(numbered(2, 21)));
    expect(papers().news).toEqual(["Marmots, part 21"]);
  });

  test("nor is what a process gave that ended before it remembered", async () => {
    farEnd.say({ body: rssOf(numbered(1, 5)) });
    const dying = openFeed();
    // It is stopped while its first listing is kept.
    for await (const _ of dying.source.read({ signal })) break;
    await readOf(openFeed(), rssOf(numbered(1, 6)));
    expect(papers()).toMatchObject({ news: [], all: { length: 6 } });
  });
});

describe("an edit is no new paper", () => {
  test.each([
    ["its title", { title: "Marmots, revised edition" }],
    ["its text", { text: "They whistle." }],
    ["its link", { link: "https://journal.example/elsewhere" }],
    ["its id", { id: "another" }],
    ["its date", { published: "2026-11-20T08:00:00Z" }],
    ["its DOI", { doi: "10.1000/marmots" }],
  ])("of %s", async (_, change) => {
    const feed = openFeed();
    const [item = { title: "" }, ...others] = numbered(1, 6);
    await readOf(feed, rssOf([item, ...others]));
    await readOf(feed, rssOf([...others, ...numbered(7, 7)]));
    await readOf(feed, rssOf([{ ...item, ...change }, ...others]));
    expect(papers().news).toEqual(["Marmots, part 7"]);
    expect(papers().all).toHaveLength(7);
    const [paper] = [...store.paperStore.corpus().all()];
    const { title = item.title, text: abstract = null } = { ...change } as Partial<AnItem>;
    expect(paper).toMatchObject({ title, abstract });
  });

  test("news stays news when it is edited days later", async () => {
    const feed = openFeed();
    await readOf(feed, rssOf(numbered(1, 6)));
    await readOf(feed, rssOf(numbered(1, 7)));
    clock.pass({ hours: 48 });
    await readOf(feed, rssOf([...numbered(1, 6), ...numbered(7, 7, { text: "They whistle." })]));
    expect(papers().news).toEqual(["Marmots, part 7"]);
    expect(papers().all).toHaveLength(7);
  });
});

describe("odd feeds double nothing", () => {
  test("with every item twice", async () => {
    const feed = openFeed();
    await readOf(feed, rssOf(numbered(1, 10)));
    await readOf(feed, rssOf([...numbered(2, 11), ...numbered(2, 11)]));
    expect(papers()).toMatchObject({ news: ["Marmots, part 11"], all: { length: 11 } });
    expect(feed.source.health).toMatchObject({ state: "fresh", trouble: null });
  });

  test("without ids", async () => {
    const feed = openFeed();
    await readOf(feed, rssOf(bare(1, 10)));
    await readOf(feed, rssOf(bare(2, 11)));
    await readOf(feed, rssOf(bare(2, 11)));
    expect(papers()).toMatchObject({ news: ["Marmots, part 11"], all: { length: 11 } });
  });

  test("with new ids each time, which is told", async () => {
    const feed = openFeed();
    for (const day of [1, 2, 3])
      await readOf(
        feed,
        rssOf(numbered(day, day + 9).map((item) => ({ ...item, id: `${day} ${item.id}` }))),
      );
    expect(papers()).toMatchObject({ news: { length: 2 }, all: { length: 12 } });
    expect(feed.source.health.trouble).toBe(
      "Its items get new ids each time, so Paperboy goes by links and titles",
    );
  });

  test("with new ids and links each time", async () => {
    const feed = openFeed();
    for (const day of [1, 2, 3])
      await readOf(
        feed,
        rssOf(
          numbered(day, day + 9).map((item) => ({
            ...item,
            id: `${day} ${item.id}`,
            link: `${item.link}?session=${day}`,
          })),
        ),
      );
    expect(papers()).toMatchObject({ news: { length: 2 }, all: { length: 12 } });
  });

  test("with one id and one link for all", async () => {
    const feed = openFeed();
    const alike = { id: "https://journal.example/", link: "https://journal.example/" };
    await readOf(feed, rssOf(numbered(1, 10, alike)));
    await readOf(feed, rssOf(numbered(2, 11, alike)));
    expect(papers()).toMatchObject({ news: ["Marmots, part 11"], all: { length: 11 } });
  });

  test("with ids that are given to other items", async () => {
    const feed = openFeed();
    await readOf(feed, rssOf(places(1)));
    await readOf(feed, rssOf(places(2)));
    expect(papers()).toMatchObject({ news: ["Marmots, part 11"], all: { length: 11 } });
  });

  test("with titles that each issue has", async () => {
    const feed = openFeed();
    await readOf(feed, rssOf([...numbered(1, 6), ...issue(1)]));
    await readOf(feed, rssOf([...numbered(1, 6), ...issue(2)]));
    expect(papers().news).toEqual(["Editorial", "Erratum"]);
    expect(papers().all).toHaveLength(10);
  });

  test("with 20,000 items, of which the newest are read, and that is told", async () => {
    const feed = openFeed();
    await readOf(feed, rssOf(many(20_000)));
    await readOf(feed, rssOf(many(20_001)));
    expect(papers()).toMatchObject({ news: ["Marmots, part 20000"], all: { length: 2001 } });
    expect(feed.source.health).toMatchObject({
      state: "truncated",
      trouble: `${new URL(farEnd.base).host} lists 20,001 items, and Paperboy reads 2,000 of them`,
    });
  });
});

describe("how a feed is", () => {
  test.each([
    [
      "<!doctype html><html><body><h1>Moved</h1></body></html>",
      "sent a web page instead of a feed",
    ],
    ["Hello", "sent something that isn't a feed"],
    ['{"version": 1}', "sent something that isn't a feed"],
    ["<rss><channel><item><title>A</item></channel></rss>", "has 1 item, which can't be read"],
  ])("%s is told, and what was there stays", async (body, what) => {
    const feed = openFeed();
    await readOf(feed, rssOf(numbered(1, 6)));
    await readOf(feed, body);
    expect(feed.source.health).toMatchObject({ state: "failing", trouble: `${host()} ${what}` });
    await readOf(feed, rssOf(numbered(1, 7)));
    expect(feed.source.health).toMatchObject({ state: "fresh", trouble: null });
    expect(papers()).toMatchObject({ news: ["Marmots, part 7"], all: { length: 7 } });
  });

  test("a refusal, a feed without its end and an empty one are told", async () => {
    const feed = openFeed();
    await readOf(feed, { status: 410 });
    expect(feed.source.health).toMatchObject({
      name: host(),
      state: "failing",
      trouble: `${host()} refused to answer (HTTP 410)`,
    });
    await readOf(feed, atomOf(numbered(1, 6)).replace("</feed>", ""));
    expect(feed.source.health).toMatchObject({ state: "truncated", name: "A Journal" });
    await readOf(feed, rssOf([]));
    expect(feed.source.health).toMatchObject({ state: "quiet", trouble: "The feed is empty" });
  });

  test("it is asked once an hour, and only sends what changed", async () => {
    const feed = openFeed();
    const headers = { etag: '"1"', "last-modified": "Fri, 20 Nov 2026 07:00:00 GMT" };
    farEnd.say({ body: rssOf(numbered(1, 6)), headers }, { status: 304 });
    await feed.read();
    clock.pass({ minutes: 59 });
    await feed.read();
    expect(farEnd.asked).toHaveLength(1);
    clock.pass({ minutes: 1 });
    // A restart changes nothing.
    const again = openFeed();
    expect(await again.read()).toMatchObject({ entries: 0 });
    expect(farEnd.asked[1]?.headers).toMatchObject({
      "if-none-match": '"1"',
      "if-modified-since": "Fri, 20 Nov 2026 07:00:00 GMT",
    });
    expect(again.source.health).toMatchObject({ name: "A Journal", state: "fresh" });
  });

  test("what cannot be read of it is told once", async () => {
    const feed = openFeed();
    const broken = rssOf(numbered(1, 6)).replace("part 3", "<b>part 3");
    expect(await readOf(feed, broken)).toMatchObject({ entries: 5, problems: 1 });
    expect(await readOf(feed, `${broken} `)).toMatchObject({ entries: 0, problems: 0 });
    expect(papers().all).toHaveLength(5);
  });

  test("its address is nowhere to be read", async () => {
    const feed = openFeed();
    await readOf(feed, { status: 302, headers: { location: "file:///etc/passwd?key=s3cret" } });
    await readOf(feed, rssOf(numbered(1, 6)).replace("part 3", "<b>part 3"));
    await readOf(feed, { status: 403 });
    const { seenIn } = [...store.paperStore.corpus().all()][0]!;
    expect(JSON.stringify([feed.lines, feed.source.health, seenIn])).not.toContain("s3cret");
    expect(feed.lines.length).toBeGreaterThan(1);
  });
});
