import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Pause } from "../../src/digests/digest.ts";
import { createCorpus } from "../../src/papers/corpus/corpus.ts";
import { createClock } from "../../src/playground/clock.ts";
import { removeSamplePages } from "../../src/playground/sample-pages.ts";
import { createStory, type StoryOptions } from "../../src/playground/story.ts";
import { readFolder } from "../../src/sources/seeds/seeds.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { aChannel, FRIDAY, subscribed } from "../digests/a-channel.ts";

const SATURDAY = FRIDAY.add({ hours: 24 });
const SUNDAY = FRIDAY.add({ hours: 48 });
const SEEDS = fileURLToPath(new URL("../../seeds/", import.meta.url));

let store: Store;
let folder: string;

beforeEach(async () => {
  store = await openStore(":memory:");
  folder = await mkdtemp(join(tmpdir(), "paperboy-story-"));
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

/** A story on Friday at noon. */
function aStory(overrides: Partial<StoryOptions> = {}) {
  const clock = createClock({ real: () => FRIDAY.add({ hours: 3 }) });
  const story = createStory({
    clock,
    subscriptions: store.book.subscriptions,
    incomingFolder: join(folder, "incoming"),
    countPapers: () => 0,
    round: () => Promise.resolve(),
    ...overrides,
  });
  return { clock, story };
}

test("the next digest of a channel is its next slot", async () => {
  await subscribed(store.book, aChannel(), "vision");
  const { story } = aStory();

  expect(await story.nextDigest("c1")).toEqual(SATURDAY);
});

test("a slot that is settled already brings no digest, whatever time it is", async () => {
  await subscribed(store.book, aChannel({ settledUntil: SATURDAY }), "vision");
  const { story } = aStory();

  expect(await story.nextDigest("c1")).toEqual(SUNDAY);
});

test("no digest comes without a channel, without topics, and after the end", async () => {
  await subscribed(store.book, aChannel({ id: "without topics" }));
  await subscribed(store.book, aChannel({ id: "ended", endedAt: FRIDAY }), "vision");
  const { story } = aStory();

  for (const id of ["nowhere", "without topics", "ended"])
    expect(await story.nextDigest(id)).toBeNull();
});

test.each<[string, Pause, Temporal.Instant | "paused"]>([
  ["until they ask", { why: "asked", until: null }, "paused"],
  ["for a missing permission", { why: "blocked", permission: "View", notified: true }, "paused"],
  ["over the next slot", { why: "asked", until: SATURDAY.add({ minutes: 1 }) }, SUNDAY],
  ["until the next slot", { why: "asked", until: SATURDAY }, SATURDAY],
  ["for less than till the next slot", { why: "asked", until: FRIDAY }, SATURDAY],
])("a channel paused %s", async (_how, pause, next) => {
  await subscribed(store.book, aChannel({ pause }), "vision");
  const { story } = aStory();

  expect(await story.nextDigest("c1")).toEqual(next);
});

test("skipping ahead does what is due, when it is due", async () => {
  const rounds: string[] = [];
  const { clock, story } = aStory({
    round: () => {
      rounds.push(clock.now().toString());
      return Promise.resolve();
    },
  });

  const news = await story.skipTo(SATURDAY);

  expect(rounds).toEqual([SATURDAY.toString()]);
  expect(news).toEqual({ kind: "skipped", to: SATURDAY.toString() });
});

test("sample pages are delivered day by day, each with papers that nothing before it had", async () => {
  const incoming = join(folder, "incoming");
  const today = Temporal.PlainDate.from("2026-11-20");
  let corpus = createCorpus(await readFolder(SEEDS), { today });
  const { story } = aStory({
    countPapers: () => corpus.papers.length,
    round: async () => {
      const pages = [...(await readFolder(SEEDS)), ...(await readFolder(incoming))];
      corpus = createCorpus(pages, { today });
    },
  });

  for (const [place, papers] of [10, 6, 6, 6, 6, 6].entries())
    expect(await story.deliverPage()).toEqual({ kind: "delivered", papers, left: 5 - place });
  expect(await story.deliverPage()).toEqual({ kind: "all delivered", folder: incoming });

  const pages = corpus.snapshots.filter(({ file }) => file.startsWith("sample-page"));
  expect(pages).toHaveLength(6);
  for (const page of pages) {
    expect(page).toMatchObject({ textKind: "summary", problems: [] });
    const titles = page.entries.map(({ title }) => title).join("\n");
    expect(titles).toContain("Federated");
    for (const { title, published, authorCount, organisation } of page.entries) {
      expect([title, published?.precision, published?.inferred]).toEqual([title, "day", false]);
      expect(organisation ?? authorCount).not.toBeNull();
    }
  }
});

test("without its sample pages, a folder has what people put there", async () => {
  const incoming = join(folder, "incoming");
  const { story } = aStory();
  await story.deliverPage();
  await story.deliverPage();
  await writeFile(join(incoming, "mine.txt"), "A page of my own");

  await removeSamplePages(incoming);

  expect(await readdir(incoming)).toEqual(["mine.txt"]);
  expect(await story.deliverPage()).toMatchObject({ left: 5 });
});
