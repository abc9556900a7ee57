import { afterEach, beforeEach, expect, test } from "vitest";
import type { Book } from "../../src/digests/book.ts";
import { arrive, type MatchTopics } from "../../src/digests/planning/arrive.ts";
import { matchAgain } from "../../src/digests/planning/match-again.ts";
import { takeInListing } from "../../src/papers/corpus/take-in.ts";
import type { Corpus } from "../../src/papers/corpus/corpus.ts";
import type { Entry } from "../../src/papers/paper.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { aSnapshot } from "../commands/house.ts";
import { aChannel, aDigest, aMessage, FRIDAY, subscribed } from "./a-channel.ts";

let store: Store;
let book: Book;
let matched: string[];

beforeEach(async () => {
  store = await openStore(":memory:");
  book = store.book;
  matched = [];
});

afterEach(() => store.close());

/** A paper matches the topics that its title or abstract says. Notes what it was asked for. */
const match: MatchTopics = (topics, papers) => {
  matched.push(...papers.map(({ id }) => id));
  return new Map(
    topics.map((topic) => [
      topic,
      papers
        .filter(({ title, abstract }) => `${title} ${abstract}`.includes(topic))
        .map(({ id }) => ({ paperId: id, strength: 1, words: [topic], fields: ["text"] })),
    ]),
  );
};

async function listed(...entries: Partial<Entry>[]): Promise<void> {
  const snapshot = { ...aSnapshot(entries), file: "arXiv", textKind: "abstract" as const };
  await takeInListing({ ...snapshot, origin: "arxiv" }, store.paperStore);
}

const LATER = FRIDAY.add({ hours: 30 });

async function takeIn(now = FRIDAY, corpus: Corpus = store.paperStore.corpus()): Promise<void> {
  matched = [];
  await arrive({ book, corpus, match, about: () => [], now });
  await matchAgain({ book, corpus, match, now });
}

async function unsent(which: "new" | "archive" = "new"): Promise<string[]> {
  const found = await book.candidates.unsent("c1", which);
  return found.map(({ paperId }) => store.paperStore.corpus().byId(paperId)?.arxivId ?? "");
}

const one = { arxivId: "2611.00001", title: "A study" };
const two = { arxivId: "2611.00002", title: "Another study" };

test("a paper whose abstract comes later is matched with it, once", async () => {
  await subscribed(book, aChannel(), "vision");
  await listed(one, two);
  await takeIn();
  expect(await unsent()).toEqual([]);
  await listed({ ...one, text: "It is about vision." }, two);
  await takeIn(LATER);
  expect(await unsent()).toEqual(["2611.00001"]);
  expect(matched).toHaveLength(1);
  await takeIn(LATER);
  expect(matched).toEqual([]);
  const { id } = store.paperStore.corpus().byArxivId("2611.00001")!;
  expect(await book.rewordings.matchedAt(id)).toEqual(LATER);
  const { id: other } = store.paperStore.corpus().byArxivId("2611.00002")!;
  expect(await book.rewordings.matchedAt(other)).toBeNull();
});

test("votes that change match nothing again", async () => {
  await subscribed(book, aChannel(), "vision");
  await listed({ ...one, upvotes: 1 });
  await takeIn();
  await listed({ ...one, upvotes: 200 });
  await takeIn(LATER);
  expect(matched).toEqual([]);
});

test("a paper of the archive that matches now is of the archive still", async () => {
  await listed(one);
  await takeIn();
  await subscribed(book, aChannel(), "vision");
  await takeIn();
  await listed({ ...one, text: "It is about vision." });
  await takeIn(LATER);
  expect(await unsent("new")).toEqual([]);
  expect(await unsent("archive")).toEqual(["2611.00001"]);
});

test("what was sent is not sent again, and what matches no more is not sent", async () => {
  await subscribed(book, aChannel(), "vision");
  await listed({ ...one, title: "On vision" }, { ...two, title: "More on vision" });
  await takeIn();
  const { id } = store.paperStore.corpus().byArxivId("2611.00001")!;
  await book.deliveries.plan(aDigest(), [aMessage(id)]);
  await book.deliveries.delivered("d1", 1, "m1", FRIDAY);
  await book.deliveries.finish("d1", "sent", null, FRIDAY);
  await listed({ ...one, title: "On vision again" }, { ...two, title: "On hearing" });
  await takeIn(LATER);
  expect(await unsent()).toEqual([]);
});

test("a change that comes while an older corpus is matched waits for the next time", async () => {
  await subscribed(book, aChannel(), "vision");
  await listed(one);
  await takeIn();
  await listed({ ...one, text: "It is about hearing." });
  const older = store.paperStore.corpus();
  older.byArxivId("2611.00001");
  await listed({ ...one, text: "It is about vision." });
  await takeIn(LATER, older);
  await takeIn(LATER);
  expect(await unsent()).toEqual(["2611.00001"]);
});
