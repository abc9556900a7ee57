import { afterEach, beforeEach, expect, test } from "vitest";
import {
  arrive,
  matchArrived,
  type MatchTopics,
  type PapersAbout,
} from "../../src/digests/planning/arrive.ts";
import type { Book } from "../../src/digests/book.ts";
import type { Paper } from "../../src/papers/paper.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { aPaper } from "../papers/a-paper.ts";
import { aChannel, aDigest, aMessage, FRIDAY, subscribed } from "./a-channel.ts";
import { aCorpus } from "./a-corpus.ts";

let store: Store;
let book: Book;
let asked: string[];

beforeEach(async () => {
  store = await openStore(":memory:");
  book = store.book;
  asked = [];
});

afterEach(() => store.close());

/** A paper matches the topics that are words of its title. Notes what it was asked. */
const match: MatchTopics = (topics, papers) => {
  asked.push(`${topics.join(", ")}: ${papers.map(({ id }) => id).join(" ")}`);
  return new Map(
    topics.map((topic) => [
      topic,
      papers
        .filter((paper) => isAbout(topic, paper))
        .map(({ id }) => ({ paperId: id, strength: 1, words: [topic], fields: ["title"] })),
    ]),
  );
};

function isAbout(topic: string, { title }: Paper): boolean {
  return title.toLowerCase().split(" ").includes(topic);
}

const about: PapersAbout = () => {
  throw new Error("So few papers are compared one by one");
};

async function arriving(papers: Paper[], joined: Record<string, string> = {}): Promise<string[]> {
  return await arrive({ book, corpus: aCorpus(papers, joined), match, about, now: FRIDAY });
}

async function unsent(which: "new" | "archive" = "new", channelId = "c1"): Promise<string[]> {
  return (await book.candidates.unsent(channelId, which)).map(({ paperId }) => paperId);
}

const vision1 = aPaper({ id: "v1", title: "Vision one" });
const vision2 = aPaper({ id: "v2", title: "Vision two" });
const audio1 = aPaper({ id: "a1", title: "Audio one" });

test("a paper that no source has listed is not new before one does", async () => {
  const papers = [aPaper({ id: "listed" }), aPaper({ id: "asked for" })];
  const corpus = {
    ...aCorpus(papers),
    unlisted: () => new Map([["asked for", "asked for" as const]]),
  };
  expect(await arrive({ book, corpus, match, about, now: FRIDAY })).toEqual(["listed"]);
  expect(await arriving(papers)).toEqual(["asked for"]);
});

/** The same, of which a source showed these among what it had before it was read. */
async function arrivingWithArchive(papers: Paper[], archive: string[]): Promise<string[]> {
  const unlisted = new Map(archive.map((id) => [id, "archive" as const]));
  const corpus = { ...aCorpus(papers), unlisted: () => unlisted };
  return await arrive({ book, corpus, match, about, now: FRIDAY });
}

test("what a source had before it was read is archive to everybody", async () => {
  await subscribed(book, aChannel(), "vision");
  expect(await arrivingWithArchive([vision1, vision2], ["v1"])).toEqual(["v2"]);
  await subscribed(book, aChannel({ id: "c2" }), "vision");
  await arrivingWithArchive([vision1, vision2], ["v1"]);
  expect([await unsent("new"), await unsent("archive")]).toEqual([["v2"], ["v1"]]);
  expect(await unsent("archive", "c2")).toEqual(["v2", "v1"]);
  expect(await book.arrivals.since(FRIDAY, 10)).toEqual(["v2"]);
});

test("it is news once another source lists it, to everybody who wasn't sent it", async () => {
  for (const id of ["before", "sent"]) await subscribed(book, aChannel({ id }), "vision");
  await arrivingWithArchive([vision1, vision2], ["v1", "v2"]);
  await subscribed(book, aChannel({ id: "between" }), "vision");
  await book.deliveries.plan(aDigest({ channelId: "sent" }), [aMessage("v1")]);
  await book.deliveries.delivered("d1", 1, "m1", FRIDAY);
  await book.deliveries.finish("d1", "sent", null, FRIDAY);
  expect(await arrivingWithArchive([vision1, vision2], ["v2"])).toEqual(["v1"]);
  await subscribed(book, aChannel({ id: "after" }), "vision");
  expect(await arrivingWithArchive([vision1, vision2], ["v2"])).toEqual([]);
  const news = async (id: string) => await unsent("new", id);
  expect(await news("before")).toEqual(["v1"]);
  expect(await news("between")).toEqual(["v1"]);
  expect(await news("sent")).toEqual([]);
  expect(await news("after")).toEqual([]);
  expect(await unsent("archive", "before")).toEqual(["v2"]);
  expect(await book.arrivals.since(FRIDAY, 10)).toEqual(["v1"]);
  expect(await arrivingWithArchive([vision1, vision2], ["v1", "v2"])).toEqual([]);
  expect(await news("before")).toEqual(["v1"]);
});

test("a change of topic makes no news of archive", async () => {
  await subscribed(book, aChannel(), "vision");
  const [subscription] = await book.subscriptions.of("c1");
  await arrivingWithArchive([vision1], ["v1"]);
  await book.subscriptions.change(subscription?.id ?? 0, { topic: "one", name: "one" });
  await arrivingWithArchive([vision1], ["v1"]);
  expect([await unsent("new"), await unsent("archive")]).toEqual([[], ["v1"]]);
});

test.each(["v1", "v2"])(
  "archive that turns out to be what came as news is news, and as old, whichever id stays: %s",
  async (stays) => {
    await subscribed(book, aChannel(), "vision");
    await arrivingWithArchive([vision1], ["v1"]);
    await arrivingWithArchive([vision1, vision2], ["v1"]);
    await subscribed(book, aChannel({ id: "later" }), "vision");
    const goes = stays === "v1" ? "v2" : "v1";
    expect(await arriving([stays === "v1" ? vision1 : vision2], { [goes]: stays })).toEqual([]);
    expect(await unsent("new")).toEqual([stays]);
    expect(await unsent("new", "later")).toEqual([]);
    expect(await unsent("archive", "later")).toEqual([stays]);
  },
);

test("papers are numbered in the order of the corpus, and an edit makes none new again", async () => {
  expect(await arriving([vision1, audio1])).toEqual(["v1", "a1"]);
  expect(await arriving([{ ...vision1, abstract: "Edited" }, audio1, vision2])).toEqual(["v2"]);
  expect((await book.arrivals.after(0)).map(({ paperId }) => paperId)).toEqual(["v1", "a1", "v2"]);
});

test("what was known when a channel subscribed is its archive, what comes later is new", async () => {
  await arriving([vision1, audio1]);
  await subscribed(book, aChannel(), "vision");
  await arriving([vision1, audio1, vision2]);
  expect(await unsent("archive")).toEqual(["v1"]);
  expect(await unsent("new")).toEqual(["v2"]);
});

test("what another process has numbered and this one doesn't have yet is matched once it has", async () => {
  await subscribed(book, aChannel(), "vision");
  await book.arrivals.note(["v1", "v2"], FRIDAY);
  const matchWith = async (papers: Paper[], minutes: number) =>
    await matchArrived({
      book,
      corpus: aCorpus(papers),
      match,
      about,
      now: FRIDAY.add({ minutes }),
    });
  await matchWith([vision1], 0);
  expect(await unsent()).toEqual(["v1"]);
  await matchWith([vision1, vision2], 1);
  expect(await unsent()).toEqual(["v1", "v2"]);
  // Nothing waits for ever for what never comes.
  await book.arrivals.note(["lost", "a1"], FRIDAY);
  await matchWith([vision1, vision2, audio1], 1);
  expect(await book.arrivals.topics()).toMatchObject([{ matchedUntil: 2 }]);
  await matchWith([vision1, vision2, audio1], 11);
  expect(await book.arrivals.topics()).toMatchObject([{ matchedUntil: 4 }]);
});

test("each distinct topic is matched once against what is new to it, whoever wants it", async () => {
  await arriving([vision1]);
  for (const id of ["c1", "c2", "c3"]) await subscribed(book, aChannel({ id }), "vision");
  await matchArrived({ book, corpus: aCorpus([vision1]), match, about, now: FRIDAY });
  await subscribed(book, aChannel({ id: "c4" }), "vision", "audio");
  await arriving([vision1, audio1, vision2]);
  expect(asked).toEqual(["vision: v1", "audio: v1", "vision, audio: a1 v2"]);
  expect(await unsent("new", "c3")).toEqual(["v2"]);
  asked = [];
  await arriving([vision1, audio1, vision2]);
  expect(asked).toEqual([]);
});

test("a paper whose file was removed stays known, and is not new when it comes back", async () => {
  await subscribed(book, aChannel(), "vision");
  await arriving([vision1, vision2]);
  await arriving([vision2]);
  expect(await arriving([vision1, vision2])).toEqual([]);
  expect(await unsent()).toEqual(["v1", "v2"]);
});

test("a paper that turns out to be a known one is not new any more", async () => {
  await arriving([vision1]);
  await subscribed(book, aChannel(), "vision");
  await arriving([vision1, vision2]);
  expect(await unsent("new")).toEqual(["v2"]);
  await arriving([vision1], { v2: "v1" });
  expect(await unsent("new")).toEqual([]);
  expect(await unsent("archive")).toEqual(["v1"]);
});

test("what was sent under the one id is not sent under the other", async () => {
  await subscribed(book, aChannel(), "vision");
  await arriving([vision1, vision2]);
  await book.deliveries.plan(aDigest(), [aMessage("v2")]);
  await book.deliveries.delivered("d1", 1, "m1", FRIDAY);
  await book.deliveries.finish("d1", "sent", null, FRIDAY);
  await arriving([vision1], { v2: "v1" });
  expect(await unsent()).toEqual([]);
});

test("for a new topic a large archive is not read, and what came since then is", async () => {
  const archive = Array.from({ length: 2500 }, (_, i) => aPaper({ title: `Vision ${i}` }));
  await arriving(archive);
  await subscribed(book, aChannel(), "vision");
  const [known] = archive;
  const found = {
    paperId: known?.id ?? "",
    strength: 1,
    words: ["vision"],
    fields: ["title" as const],
  };
  const corpus = aCorpus([...archive, vision1]);
  await arrive({ book, corpus, match, about: () => [found], now: FRIDAY });
  expect(await unsent("archive")).toEqual([known?.id]);
  expect(await unsent("new")).toEqual(["v1"]);
  expect(asked).toEqual(["vision: v1"]);
});

test("a topic that cannot be matched holds up no other, and is not tried for ever", async () => {
  await subscribed(book, aChannel(), "vision", "((");
  const corpus = aCorpus([vision1]);
  await arrive({
    book,
    corpus,
    match: (topics, papers) =>
      new Map([...match(topics, papers)].filter(([topic]) => topic !== "((")),
    about,
    now: FRIDAY,
  });
  expect(await unsent()).toEqual(["v1"]);
  expect((await book.arrivals.topics()).map(({ matchedUntil }) => matchedUntil)).toEqual([1, 1]);
});

test("stopped at any step, the next call finds everything that an undisturbed one does", async () => {
  const audioVision = aPaper({ id: "av", title: "Audio and vision" });
  const known = [vision1, audio1];
  const later = [audio1, { ...vision1, title: "Vision and audio one" }, audioVision];
  let stopped = true;
  let steps = 0;
  for (; stopped; steps += 1) {
    await store.close();
    store = await openStore(":memory:");
    book = store.book;
    await arriving(known);
    await subscribed(book, aChannel(), "vision", "audio");
    await book.arrivals.note(["v2"], FRIDAY);
    const failing = failingAfter(steps, book);
    const corpus = aCorpus(later, { v2: "v1" });
    stopped = await arrive({ book: failing, corpus, match, about, now: FRIDAY }).then(
      () => false,
      () => true,
    );
    await arriving(later, { v2: "v1" });
    const found = { fresh: await unsent("new"), archive: await unsent("archive"), steps };
    expect(found).toEqual({ fresh: ["av", "av"], archive: ["v1", "v1", "a1"], steps });
  }
  expect(steps).toBeGreaterThan(5);
});

/** The book of a process that dies after some steps. */
function failingAfter(steps: number, { arrivals, ...others }: Book): Book {
  let left = steps;
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    left -= 1;
    if (left < 0) throw new Error("Killed");
    return await work();
  };
  return {
    ...others,
    arrivals: {
      note: (ids, at) => step(() => arrivals.note(ids, at)),
      known: (ids) => step(() => arrivals.known(ids)),
      after: (arrival) => step(() => arrivals.after(arrival)),
      since: (at, most) => step(() => arrivals.since(at, most)),
      newest: () => step(() => arrivals.newest()),
      openArchive: () => step(() => arrivals.openArchive()),
      closeArchive: () => step(() => arrivals.closeArchive()),
      topics: () => step(() => arrivals.topics()),
      join: (oldId, id) => step(() => arrivals.join(oldId, id)),
      matched: (from, until, matches) => step(() => arrivals.matched(from, until, matches)),
    },
  };
}
