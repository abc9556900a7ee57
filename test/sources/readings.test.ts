import { afterEach, beforeEach, expect, test } from "vitest";
import type { Snapshot } from "../../src/papers/paper.ts";
import type { SourceHealth } from "../../src/papers/source-health.ts";
import { createReadings } from "../../src/sources/readings.ts";
import type { ReadingWish, Source } from "../../src/sources/source.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { recordLog } from "../discord/log.ts";
import { anEntry, aSnapshot } from "../papers/a-page.ts";

let store: Store;

beforeEach(async () => {
  store = await openStore(":memory:");
});

afterEach(async () => {
  await store.close();
});

const wish: ReadingWish = { signal: new AbortController().signal };

const fresh: SourceHealth = {
  name: "A source",
  state: "fresh",
  since: null,
  readAt: null,
  newest: null,
  trouble: null,
};

function aSource(
  name: string,
  read: Source["read"],
  health: () => Partial<SourceHealth> = () => ({}),
): Source {
  return {
    name,
    get health() {
      return { ...fresh, name, ...health() };
    },
    read,
  };
}

function aListing(file: string, ...titles: string[]): Snapshot {
  const entries = titles.map((title, i) => anEntry({ title, line: i + 1, arxivId: title }));
  return aSnapshot({ file, origin: "huggingface", entries });
}

function createdOver(...sources: Source[]) {
  const recorded = recordLog();
  return {
    ...recorded,
    readings: createReadings(sources, { paperStore: store.paperStore, log: recorded.log }),
  };
}

const titles = () => [...store.paperStore.corpus().all()].map(({ title }) => title);

test("what a source gives is kept before it is asked for more", async () => {
  const seen: string[][] = [];
  const source = aSource("A source", async function* () {
    yield aListing("Monday", "One");
    seen.push(titles());
    yield aListing("Tuesday", "One", "Two");
    seen.push(titles());
  });
  const told: string[] = [];
  const came = await createdOver(source).readings.read(wish, (listing, { entries }) =>
    told.push(`${listing}: ${entries}`),
  );
  expect(seen).toEqual([["One"], ["One", "Two"]]);
  expect(told).toEqual(["Monday: 1", "Tuesday: 3"]);
  expect(came).toEqual([{ source: "A source", entries: 3, fresh: 2, problems: 0 }]);
});

test("a source that fails or never ends is no other's concern", async () => {
  const stuck = Promise.withResolvers<void>();
  const sources = [
    aSource("Broken", () => {
      throw new Error("A mistake of ours");
    }),
    aSource("Slow", async function* () {
      await stuck.promise;
      yield aListing("Slow", "Late");
    }),
    aSource("Fine", async function* () {
      yield aListing("Fine", "In time");
    }),
  ];
  const { readings, ...recorded } = createdOver(...sources);
  const reading = readings.read(wish);
  expect(await recorded.line(/A source has new papers/)).toMatchObject({
    source: "Fine",
    fresh: 1,
  });
  expect(await recorded.line(/Could not read a source/)).toMatchObject({ source: "Broken" });
  expect(titles()).toEqual(["In time"]);
  stuck.resolve();
  await reading;
  expect(titles()).toEqual(["In time", "Late"]);
});

test("a source that is being read is not read twice at once", async () => {
  const stuck = Promise.withResolvers<void>();
  let times = 0;
  const source = aSource("Slow", async function* () {
    times += 1;
    await stuck.promise;
    yield aListing("Slow", "One");
  });
  const { readings } = createdOver(source);
  const both = [readings.read(wish), readings.read(wish)];
  stuck.resolve();
  const [one, other] = await Promise.all(both);
  expect(one).toEqual(other);
  await readings.read(wish);
  expect(times).toBe(2);
});

test("the log tells once how a source is when it is otherwise than before", async () => {
  let state: SourceHealth["state"] = "unread";
  let next: SourceHealth["state"] = "fresh";
  const source = aSource(
    "A source",
    async function* () {
      state = next;
      yield* [];
    },
    () => ({ state, trouble: state === "failing" ? "It is asking Paperboy to slow down" : null }),
  );
  const { readings, lines } = createdOver(source);
  for (next of ["fresh", "fresh", "failing", "failing", "fresh"] as const)
    await readings.read(wish);
  expect(lines.map(({ level, state: told, trouble }) => [level, told, trouble])).toEqual([
    [30, "fresh", null],
    [40, "failing", "It is asking Paperboy to slow down"],
    [30, "fresh", null],
  ]);
});

test("problems of a listing are logged, a folder full of them not all", async () => {
  const problems = Array.from({ length: 60 }, (_, i) => ({
    line: i,
    what: "Has no title",
    done: "Left it out",
  }));
  const source = aSource("A source", async function* () {
    yield { ...aListing("Monday", "One"), problems };
  });
  const { readings, lines } = createdOver(source);
  expect(await readings.read(wish)).toMatchObject([{ problems: 60 }]);
  expect(lines.filter(({ msg }) => msg === "A listing has a problem")).toHaveLength(20);
});
