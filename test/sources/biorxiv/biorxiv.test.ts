import * as fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createPreprintServer } from "../../../src/sources/biorxiv/biorxiv.ts";
import { readDetails } from "../../../src/sources/biorxiv/read-page.ts";
import { createReadings } from "../../../src/sources/readings.ts";
import { openStore, type Store } from "../../../src/store/open.ts";
import { recordLog } from "../../discord/log.ts";
import { anEntry, aSnapshot } from "../../papers/a-page.ts";
import { takeInListing } from "../../../src/papers/corpus/take-in.ts";
import { aClient, aClock } from "../a-client.ts";
import { type PreprintServer, startPreprintServer } from "./a-server.ts";

let store: Store;
let server: PreprintServer;
let clock: ReturnType<typeof aClock>;

beforeEach(async () => {
  clock = aClock("2026-11-20T08:00:00Z");
  [store, server] = await Promise.all([openStore(":memory:"), startPreprintServer(clock.now)]);
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  await store.close();
});

const { signal } = new AbortController();

function open(categories = ["cell_biology"]) {
  const { now } = clock;
  const { memory, paperStore } = store;
  const client = aClient(server.base, { name: "bioRxiv", memory, now, wait: clock.wait });
  const options = { client, memory, now, categories, baseUrl: server.base };
  const source = createPreprintServer({ ...options, server: "biorxiv" });
  const readings = createReadings([source], { paperStore, log: recordLog().log });
  return {
    source,
    read: async (since?: Temporal.PlainDate) =>
      (await readings.read({ signal, ...(since && { since }) }))[0],
  };
}

const doiOf = (number: number) => `10.64898/2026.11.19.${700_000 + number}`;

function post(from: number, to: number, date = "2026-11-19") {
  for (let number = from; number <= to; number += 1)
    server.world.preprints.push({ doi: doiOf(number), title: `Cells, part ${number}`, date });
}

function papers() {
  return [...store.paperStore.corpus().all()];
}

test("all pages of a category are read, by what came and not by what should", async () => {
  post(1, 75);
  server.world.preprints.push({
    doi: doiOf(99),
    title: "Of Nerves",
    date: "2026-11-19",
    category: "neuroscience",
  });
  for (const pageSize of [30, 100, 7]) {
    server.world.pageSize = pageSize;
    const { source, read } = open();
    await read();
    expect(papers()).toHaveLength(75);
    expect(source.health).toMatchObject({ name: "bioRxiv", state: "fresh", trouble: null });
    clock.pass({ hours: 2 });
  }
  expect(server.asked[1]?.path).toBe(
    "/details/biorxiv/2026-11-18/2026-11-20/30/json?category=cell_biology",
  );
  expect(papers()[0]).toMatchObject({
    title: "Cells, part 1",
    abstract: "They whistle.",
    authors: ["A. K. Lovelace", "B. Two"],
    published: { date: "2026-11-19" },
    links: [{ kind: "paper", url: `https://doi.org/${doiOf(1)}` }],
    seenIn: [{ file: "bioRxiv cell_biology, 2026-11-19", origin: "biorxiv" }],
  });
});

test("a later version is not new, and tells more of what is known", async () => {
  post(1, 1);
  const { read } = open();
  expect(await read()).toMatchObject({ fresh: 1 });
  clock.pass({ hours: 24 });
  server.world.preprints.push(
    { doi: doiOf(1), title: "Cells, part 1, revised", date: "2026-11-20", version: 2 },
    { doi: doiOf(2), title: "Cells of old, revised", date: "2026-11-20", version: 3 },
  );
  expect(await read()).toMatchObject({ fresh: 0 });
  expect(papers().map(({ title }) => title)).toEqual(["Cells, part 1, revised"]);
});

test("two versions of a day are one new paper", async () => {
  post(1, 1);
  server.world.preprints.unshift({
    doi: doiOf(1),
    title: "Cells, revised",
    date: "2026-11-19",
    version: 2,
  });
  expect(await open().read()).toMatchObject({ entries: 1, fresh: 1 });
  expect(papers()).toMatchObject([{ title: "Cells, revised" }]);
  expect([...store.paperStore.corpus().unlisted()]).toEqual([]);
});

test("what a journal published gets its link, stays one paper, and is not new again", async () => {
  const journal = "10.1371/journal.pone.1";
  post(1, 2);
  await open().read();
  const entry = anEntry({ title: "Something quite different", doi: journal, item: "one" });
  await takeInListing(
    aSnapshot({ file: "a feed", origin: "feeds", entries: [entry] }),
    store.paperStore,
  );
  const [id] = papers().map((paper) => paper.id);
  expect(papers()).toHaveLength(3);
  clock.pass({ hours: 24 });
  server.world.publications.push(
    { preprint: doiOf(1), journal, title: "Cells, part 1", date: "2026-11-21" },
    { preprint: doiOf(77), journal: "10.1000/unknown", title: "Unknown", date: "2026-11-21" },
  );
  expect(await open().read()).toMatchObject({ fresh: 0 });
  expect(papers()).toHaveLength(2);
  expect(store.paperStore.corpus().byDoi(journal)).toMatchObject({
    id,
    links: [{ url: `https://doi.org/${doiOf(1)}` }, { url: `https://doi.org/${journal}` }],
  });
  const asked = server.asked.filter(({ path }) => path.startsWith("/pubs")).length;
  clock.pass({ hours: 2 });
  await open().read();
  expect(server.asked.filter(({ path }) => path.startsWith("/pubs"))).toHaveLength(asked);
});

test("days that went by are caught up, a month at most", async () => {
  await open().read();
  clock.pass({ hours: 24 * 10 });
  post(1, 3, "2026-11-23");
  expect(await open().read()).toMatchObject({ fresh: 3 });
  clock.pass({ hours: 24 * 60 });
  server.world.preprints.length = 0;
  post(4, 5, "2026-12-10");
  post(6, 7, "2027-01-15");
  expect(await open().read()).toMatchObject({ fresh: 2 });
});

test("what is cut short, empty or no list is told, and asked for again", async () => {
  post(1, 40);
  const { source, read } = open();
  server.say((asked) => server.answer(asked), {
    body: '{"messages":[{"status":"no posts found"}],"collection":[]}',
  });
  await read();
  expect(source.health).toMatchObject({
    state: "truncated",
    trouble: "bioRxiv showed 30 of 40 papers",
  });
  clock.pass({ hours: 2 });
  server.say({ body: "<html>Please wait</html>" });
  await read();
  expect(source.health).toMatchObject({
    state: "failing",
    trouble: "bioRxiv sent something that isn't a list of papers",
  });
  clock.pass({ hours: 24 * 5 });
  await read();
  expect(papers()).toHaveLength(40);
  clock.pass({ hours: 24 * 7 });
  await read();
  expect(source.health).toMatchObject({ state: "quiet", trouble: "No papers in the last 3 days" });
});

test("one category that fails keeps no other from being read", async () => {
  post(1, 2);
  const { source, read } = open(["neuroscience", "cell_biology"]);
  server.say({ status: 400 });
  await read();
  expect(papers()).toHaveLength(2);
  expect(source.health).toMatchObject({ state: "failing" });
});

test("a category that the server doesn't know brings nothing, and is told", async () => {
  post(1, 3);
  server.world.unknownCategory = "cellbiology";
  const { source, read } = open(["cellbiology"]);
  await read();
  expect(papers()).toEqual([]);
  expect(source.health).toMatchObject({
    state: "failing",
    trouble: "bioRxiv sent only papers of other categories. Check how it is spelled",
  });
});

test("whatever is broken in a list, nothing that is well-formed is lost", () => {
  const broken = fc.constantFrom<unknown>(
    null,
    7,
    {},
    { doi: 1 },
    { doi: doiOf(1) },
    { title: "A", date: "x" },
    [],
  );
  const sound = fc.nat(99).map((number) => ({
    doi: doiOf(number),
    title: `Part ${number}`,
    date: "2026-11-19",
    authors: null,
    version: "x",
  }));
  fc.assert(
    fc.property(fc.array(fc.oneof(broken, sound)), fc.jsonValue(), (collection, total) => {
      const body = JSON.stringify({ messages: [{ status: "ok", total }], collection });
      const wanted = collection.flatMap((one) =>
        Object(one)["date"] === "2026-11-19" ? [Object(one)["title"]] : [],
      );
      expect(readDetails(body)?.items.map(({ title }) => title)).toEqual(wanted);
    }),
  );
});
