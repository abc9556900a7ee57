import { rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openStore, type Store } from "../../../src/store/open.ts";
import { meaningOf, type StandIn, startStandIn } from "../../embeddings/stand-in.ts";
import { folderInMemory } from "../../folder-in-memory.ts";
import { openWithConnection } from "../../store/connection-of.ts";
import { aFill, numbered, takeIn } from "./a-fill.ts";

let store: Store;
let standIn: StandIn;
let folder: string;
let path: string;

beforeEach(async () => {
  folder = folderInMemory("paperboy-vectors-");
  path = join(folder, "paperboy.db");
  store = await openStore(path);
  standIn = await startStandIn();
});

afterEach(async () => {
  await store.close();
  await standIn[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const open = async (more: Partial<Parameters<typeof aFill>[0]> = {}) =>
  await aFill({ store, url: standIn.url, ...more });

async function restart(): Promise<void> {
  await store.close();
  store = await openStore(path);
}

const sizes = () => standIn.asked.map(({ input }) => input.length);

describe("papers get their vectors", () => {
  test("32 at once at most, each text once, with the prefix for papers", async () => {
    await takeIn(store, numbered(70));
    const { fill, space } = await open({ prefixes: { query: "q: ", paper: "p: " } });
    await fill();
    expect(sizes()).toEqual([32, 32, 6]);
    expect(standIn.texts.toSorted()).toEqual(
      numbered(70)
        .map(({ title }) => `p: ${title}`)
        .toSorted(),
    );
    expect(space.size).toBe(70);
    await fill();
    expect(standIn.asked).toHaveLength(3);
  });

  test("of title and text, as people read them", async () => {
    await takeIn(store, [{ title: "Marmots", text: "They   sleep.\u200b" + " x".repeat(2000) }]);
    await (await open()).fill();
    expect(standIn.texts[0]).toMatch(/^Marmots\nThey sleep\. x x x/);
    expect(standIn.texts[0]).toHaveLength(2000);
  });

  test("and new ones when they come, as do those that say something else", async () => {
    await takeIn(store, [{ title: "Marmots" }, { title: "Proteins" }]);
    const { fill, space } = await open();
    await fill();
    await takeIn(store, [
      { title: "Marmots", text: "Cars." },
      { title: "Proteins" },
      { title: "Traffic" },
    ]);
    await fill();
    expect(standIn.texts).toEqual(["Marmots", "Proteins", "Marmots\nCars.", "Traffic"]);
    expect(space.size).toBe(3);
    const marmots = store.paperStore.corpus().byTitle("Marmots")?.id ?? "";
    expect(space.vectorOf(marmots)?.[3]).toBeGreaterThan(0);
    // What was paid for is kept.
    await takeIn(store, [{ title: "Marmots" }, { title: "Proteins" }]);
    await fill();
    expect(standIn.texts).toHaveLength(4);
  });

  test("from where it stopped after a restart, and each once", async () => {
    await takeIn(store, numbered(100));
    const first = await open();
    standIn.answer = ({ input }) => {
      if (standIn.asked.length > 2) return null;
      if (standIn.asked.length === 2) setTimeout(first.stop, 0);
      return { vectors: input.map((text) => meaningOf(text)) };
    };
    await first.fill();
    const before = first.space.size;
    expect(before).toBeGreaterThanOrEqual(32);
    expect(before).toBeLessThan(100);

    await restart();
    standIn.answer = ({ input }) => ({ vectors: input.map((text) => meaningOf(text)) });
    const asked = standIn.asked.length;
    const second = await open();
    await second.fill();
    expect(second.space.size).toBe(100);
    const later = standIn.asked.slice(asked).flatMap(({ input }) => input);
    expect(later).toHaveLength(100 - before);
  });

  test("again when the model or its prefix is another, and those of the other model go", async () => {
    await takeIn(store, numbered(3));
    await (await open()).fill();
    await restart();
    const { fill, space } = await open({ model: "large" });
    await fill();
    expect(standIn.asked.map(({ model }) => model)).toEqual(["small", "large"]);
    expect(space.size).toBe(3);
    const raw = new DatabaseSync(path);
    const models = raw.prepare("select distinct model from vector").all();
    raw.close();
    expect(models).toEqual([{ model: "large" }]);
    await (await open({ model: "large", prefixes: { query: "", paper: "p: " } })).fill();
    expect(sizes()).toEqual([3, 3]);
    await restart();
  });

  test("from what is kept where the index of words is made anew", async () => {
    await takeIn(store, numbered(3));
    await (await open()).fill();
    await store.close();
    const raw = new DatabaseSync(path);
    raw.exec("update search_sum set reading = 'another version'");
    raw.close();
    store = await openStore(path);
    while (await store.paperStore.indexSome());
    const { fill, space } = await open();
    await fill();
    expect(space.size).toBe(3);
    expect(standIn.asked).toHaveLength(1);
  });

  test("again where the model behind the name has become another one, but once", async () => {
    await takeIn(store, numbered(3));
    await (await open()).fill();
    const { fill, space, lines } = await open();
    standIn.answer = ({ input }) => ({ vectors: input.map((text) => meaningOf(text, 12)) });
    await takeIn(store, numbered(4));
    await fill();
    expect(space.length).toBe(12);
    expect(space.size).toBe(4);
    standIn.answer = ({ input }) => ({ vectors: input.map((text) => meaningOf(text, 8)) });
    await takeIn(store, numbered(5));
    await fill();
    expect([space.length, space.size]).toEqual([12, 4]);
    expect(lines.at(-1)).toMatchObject({ why: "The model gives vectors of different lengths" });
  });
});

describe("a far end", () => {
  test("that slows down is left alone for as long as it wants, over a restart too", async () => {
    await takeIn(store, numbered(3));
    let now = Temporal.Instant.from("2026-11-21T12:00:00Z");
    const clock = { now: () => now };
    standIn.answer = () => ({ status: 429, headers: { "retry-after": "1800" }, body: "" });
    const { fill, lines } = await open(clock);
    await fill();
    await fill();
    expect(standIn.asked).toHaveLength(1);
    expect(lines.filter(({ level }) => level >= 40)).toMatchObject([
      {
        why: "The embeddings server is asking Paperboy to slow down",
        until: "2026-11-21T12:30:00Z",
      },
    ]);
    await restart();
    const later = await open(clock);
    now = now.add({ minutes: 29 });
    await later.fill();
    expect(standIn.asked).toHaveLength(1);
    standIn.answer = ({ input }) => ({ vectors: input.map((text) => meaningOf(text)) });
    now = now.add({ minutes: 2 });
    await later.fill();
    expect(later.space.size).toBe(3);
  });

  test("that is out of order is asked again later, with one line when it fails and one when it is back", async () => {
    await takeIn(store, numbered(3));
    let now = Temporal.Instant.from("2026-11-21T12:00:00Z");
    const { fill, space, lines } = await open({ now: () => now });
    standIn.answer = () => ({ status: 500, body: "Marmots of valley 1" });
    for (let i = 0; i < 3; i += 1) {
      await fill();
      now = now.add({ minutes: 11 });
    }
    expect(standIn.asked).toHaveLength(3);
    standIn.answer = ({ input }) => ({ vectors: input.map((text) => meaningOf(text)) });
    await fill();
    expect(space.size).toBe(3);
    expect(lines.map(({ msg }) => msg)).toEqual([
      "Can't get embeddings; searching by words alone for now",
      "Embeddings are back",
      "Embeddings are complete",
    ]);
    expect(JSON.stringify(lines)).not.toContain("Marmots");
  });

  test("that refuses many texts gets fewer, and loses none", async () => {
    await takeIn(store, numbered(32));
    standIn.answer = ({ input }) =>
      input.length > 5
        ? { status: 413, body: "" }
        : { vectors: input.map((text) => meaningOf(text)) };
    const { fill, space } = await open();
    await fill();
    expect(space.size).toBe(32);
  });

  test("that refuses one long text gets its beginning; one that has none for it is not asked again", async () => {
    await takeIn(store, [
      ...numbered(5),
      { title: "Long", text: "x ".repeat(600) },
      { title: "Poison" },
    ]);
    standIn.answer = ({ input }) =>
      input.some((text) => text.length > 600 || text.includes("Poison"))
        ? { status: 400, body: "" }
        : { vectors: input.map((text) => meaningOf(text)) };
    const { fill, space, lines } = await open();
    await fill();
    expect(space.size).toBe(6);
    expect(lines.filter(({ level }) => level >= 40)).toEqual([]);
    const asked = standIn.asked.length;
    await takeIn(store, [{ title: "Poison" }, { title: "Another" }]);
    await fill();
    expect(standIn.asked.slice(asked).flatMap(({ input }) => input)).toEqual(["Another"]);
  });

  test.each<[string, (count: number) => unknown[]]>([
    ["vectors of zeros", (count) => Array.from({ length: count }, () => [0, 0, 0])],
    ["no numbers", (count) => Array.from({ length: count }, () => ["NaN", "NaN"])],
    ["one vector more than texts", (count) => Array.from({ length: count + 1 }, () => [1, 2])],
  ])("that gives %s is left alone, and no paper is given up", async (_, vectors) => {
    await takeIn(store, numbered(20));
    let now = Temporal.Instant.from("2026-11-21T12:00:00Z");
    const { fill, space, lines } = await open({ now: () => now });
    standIn.answer = ({ input }) => ({ vectors: vectors(input.length) });
    await fill();
    expect(space.size).toBe(0);
    expect(standIn.asked.length).toBeLessThan(12);
    expect(lines.filter(({ level }) => level >= 40)).toHaveLength(1);
    standIn.answer = ({ input }) => ({ vectors: input.map((text) => meaningOf(text)) });
    now = now.add({ minutes: 11 });
    await fill();
    expect(space.size).toBe(20);
  });

  test("that gives some papers no direction keeps the others", async () => {
    await takeIn(store, numbered(4));
    standIn.answer = ({ input }) => ({
      vectors: input.map((text) => (text.endsWith("2") ? [0, 0] : [1, 2])),
    });
    const { fill, space } = await open();
    await fill();
    await fill();
    expect(space.size).toBe(3);
    expect(standIn.asked).toHaveLength(1);
  });

  test("is asked outside of transactions: others write meanwhile", async () => {
    await takeIn(store, numbered(3));
    const { fill } = await open();
    const saved = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    standIn.answer = ({ input }) => {
      asked.resolve();
      return { vectors: input.map((text) => meaningOf(text)), after: saved.promise };
    };
    const filling = fill();
    await asked.promise;
    await store.memory.save("something", 1);
    saved.resolve();
    await filling;
    expect(await store.memory.load("something")).toBe(1);
  });
});

test("where nothing can be stored, less and less is asked for", async () => {
  await takeIn(store, numbered(40));
  await store.close();
  const opened = await openWithConnection(path);
  ({ store } = opened);
  opened.connection.exec("pragma query_only = on");
  const { fill, space } = await open();
  let failed = 0;
  for (let i = 0; i < 60; i += 1) await fill().catch(() => (failed += 1));
  expect(failed).toBeLessThan(7);
  expect(standIn.asked).toHaveLength(failed);
  opened.connection.exec("pragma query_only = off");
  for (let i = 0; i < 130; i += 1) await fill();
  expect(space.size).toBe(40);
});

test("a paper whose text changes while its vector is on the way gets the vector of what it says", async () => {
  await takeIn(store, [{ title: "Marmots" }]);
  const { fill, space } = await open();
  const asked = Promise.withResolvers<void>();
  const changed = Promise.withResolvers<void>();
  standIn.answer = ({ input }) => {
    asked.resolve();
    return { vectors: input.map((text) => meaningOf(text)), after: changed.promise };
  };
  const filling = fill();
  await asked.promise;
  await takeIn(store, [{ title: "Marmots", text: "Traffic." }]);
  changed.resolve();
  await filling;
  expect(space.size).toBe(0);
  await fill();
  expect(space.size).toBe(1);
  const [paper] = store.paperStore.corpus().lastSeen(1);
  expect(space.vectorOf(paper?.id ?? "")?.[3]).toBeGreaterThan(0);
});
