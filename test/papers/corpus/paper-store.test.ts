import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Corpus, StoredCorpus } from "../../../src/papers/corpus/corpus.ts";
import type { Entry, Published, Snapshot } from "../../../src/papers/paper.ts";
import type { PaperStore } from "../../../src/papers/corpus/paper-store.ts";
import { takeInFiles, takeInListing } from "../../../src/papers/corpus/take-in.ts";
import type { Store } from "../../../src/store/open.ts";
import { anEntry, aSnapshot, corpusOf } from "../a-page.ts";
import { openAt } from "../../store/open-at.ts";
import { newAddress, onPostgres, openTestStore } from "../../store/test-store.ts";

let store: Store;

beforeEach(async () => {
  store = await openTestStore();
});

afterEach(async () => {
  await store.close();
});

function pageOf(file: string, entries: Partial<Entry>[], head: Partial<Snapshot> = {}): Snapshot {
  const placed = entries.map((entry, index) => anEntry({ line: index + 1, ...entry }));
  return aSnapshot({ file, entries: placed, ...head });
}

function pagesOf(lists: Partial<Entry>[][]): Snapshot[] {
  return lists.map((entries, i) => pageOf(`${i}.txt`, entries));
}

function idsOf(entries: Partial<Entry>[]): readonly string[] {
  return [...corpusOf([pageOf("a.txt", entries)]).ids()];
}

function day(date: string): Published {
  return { date, precision: "day", inferred: false };
}

/** The corpus once these pages are all the files there are. */
async function filed(...pages: Snapshot[]): Promise<StoredCorpus> {
  await takeInFiles(pages, store.paperStore);
  return store.paperStore.corpus();
}

/** The corpus once a live source has also given this. */
async function listed(file: string, entries: Partial<Entry>[]): Promise<Corpus> {
  await takeInListing(pageOf(file, entries, { origin: "huggingface" }), store.paperStore);
  return store.paperStore.corpus();
}

/** Two processes take in a page, each after both have looked what is there. */
async function takeInTwice(path: string, page: Snapshot): Promise<void> {
  const script = fileURLToPath(new URL("take-in-process.ts", import.meta.url));
  const children = [1, 2].map(() =>
    spawn(process.execPath, [script, path, JSON.stringify(page)], {
      stdio: ["pipe", "pipe", "inherit"],
    }),
  );
  const ends = children.map((child) => once(child, "exit"));
  await Promise.all(children.map(({ stdout }) => once(stdout, "data")));
  for (const { stdin } of children) stdin.write("go\n");
  expect(await Promise.all(ends)).toEqual([
    [0, null],
    [0, null],
  ]);
}

/** Where any of the papers stands. */
const sightings = (corpus: Corpus) =>
  [...corpus.all()]
    .flatMap(({ seenIn }) => seenIn.map(({ file, line }) => `${file}, line ${line}`))
    .toSorted();

const on = (date: string) => ({ date, precision: "day", inferred: false }) as const;

const titles = (corpus: Corpus) => [...corpus.all()].map(({ title }) => title);

describe("the corpus that is kept", () => {
  test("is the one that its pages make, whatever was kept before", async () => {
    const entry = fc.record({
      title: fc.constantFrom("A", "B", "C", "D", "Ä"),
      text: fc.constantFrom("One text.", "One text. And more.", null),
      arxivId: fc.constantFrom("2401.00001", "2401.00002", ""),
      authorCount: fc.constantFrom(1, 2, null),
    });
    const folder = fc.array(fc.array(entry, { maxLength: 4 }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(folder, folder, async (before, after) => {
        const own = await openTestStore();
        await takeInFiles(pagesOf(before), own.paperStore);
        await takeInFiles(pagesOf(after), own.paperStore);
        const kept = own.paperStore.corpus();
        // Which work an entry joins can depend on what was known before; none is ever lost.
        expect(sightings(kept)).toEqual(sightings(corpusOf(pagesOf(after))));
        expect(kept.size).toBe([...kept.ids()].length);
        for (const id of kept.ids()) expect(kept.byId(id)?.id).toBe(id);
        await own.close();
      }),
      { numRuns: onPostgres ? 10 : 100 },
    );
  });

  test("is just the one in memory where nothing was kept before", async () => {
    const pages = [
      pageOf("a.txt", [{ title: "One", text: "Short." }, { title: "Two" }]),
      pageOf("b.txt", [{ title: "one", text: "Short. And long." }, { title: "Three" }]),
    ];
    expect([...(await filed(...pages)).all()]).toEqual(corpusOf(pages).papers);
  });

  test("does not change where its pages did not", async () => {
    const page = pageOf("a.txt", [{ title: "One" }]);
    await filed(page);
    expect(await takeInFiles([page], store.paperStore)).toEqual([]);
  });

  test("is written in as few transactions on a slow disk as on a quick one", async () => {
    const entries = Array.from({ length: 200 }, (_, i) => ({ title: `Paper ${i}`, text: "Text." }));
    const transactions = async (syncMs: number) => {
      const own = await openTestStore();
      let count = 0;
      const slow: PaperStore = {
        ...own.paperStore,
        async exchange(...asked) {
          const exchanged = await own.paperStore.exchange(...asked);
          // As the disk's sync does: nothing is computed, and nobody else has a turn.
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, syncMs);
          count += 1;
          return exchanged;
        },
      };
      await takeInFiles([pageOf("a.txt", entries)], slow);
      await own.close();
      return count;
    };
    const onQuick = await transactions(0);
    expect(await transactions(30)).toBeLessThan(2 * onQuick + 5);
    expect(onQuick).toBeLessThan(entries.length / 3);
  });

  test("is whole after an interruption anywhere", async () => {
    const pages = [
      pageOf(
        "a.txt",
        Array.from({ length: 30 }, (_, i) => ({ title: `Paper ${i}` })),
      ),
      pageOf("b.txt", [{ title: "Paper 7" }, { title: "Another" }]),
    ];
    for (let calls = 1; calls < 8; calls++) {
      const own = await openTestStore();
      let left = calls;
      const mortal: PaperStore = {
        ...own.paperStore,
        async exchange(...asked) {
          if (left-- === 0) throw new Error("The process ends");
          return await own.paperStore.exchange(...asked);
        },
      };
      const died = await takeInFiles(pages, mortal).then(
        () => null,
        (error: Error) => error.message,
      );
      expect(died).toBe(left < 0 ? "The process ends" : null);
      await takeInFiles(pages, own.paperStore);
      const corpus = own.paperStore.corpus();
      expect([...corpus.all()]).toEqual(corpusOf(pages).papers);
      await own.close();
    }
  });

  test.each([
    ["a file", {}],
    ["a live source", { origin: "huggingface" as const }],
  ])(
    "has each entry of %s once, when two processes take it in at once",
    async (_what, head) => {
      const address = await newAddress();
      const own = await openAt(address);
      const all = Array.from({ length: 30 }, (_, i) => `Paper ${i}`);
      const pageWith = (some: string[], text: string) =>
        pageOf(
          "a.txt",
          some.map((title) => ({ title, text })),
          head,
        );
      await takeInTwice(address, pageWith(all.slice(10), "Short."));
      await takeInTwice(address, pageWith(all, "Short. And longer."));
      const [page] = await own.paperStore.pages();
      const kept = await own.paperStore.entriesOf(page?.id ?? 0);
      expect(kept.map(({ entry }) => entry.title).toSorted()).toEqual(all.toSorted());
      // What other processes took in is looked for with each look at the version.
      await own.paperStore.version();
      const papers = [...own.paperStore.corpus().all()];
      expect(papers.map(({ seenIn }) => seenIn.length)).toEqual(all.map(() => 1));
      await own.close();
    },
    60_000,
  );

  test("forgets the papers of a file that is gone, and knows them when it is back", async () => {
    const [a, b] = [pageOf("a.txt", [{ title: "A" }]), pageOf("b.txt", [{ title: "B" }])];
    const ids = [...(await filed(a, b)).ids()];
    expect(titles(await filed(b))).toEqual(["B"]);
    expect([...(await filed(a, b)).ids()].toSorted()).toEqual(ids.toSorted());
  });

  test("opens a paper whose last file went by its id alone, until it is itself again", async () => {
    const [a, b] = [
      pageOf("a.txt", [{ title: "A", arxivId: "2401.00001" }]),
      pageOf("b.txt", [{ title: "B", published: day("2025-01-01"), authors: ["Ada"] }]),
    ];
    const id = (await filed(a, b)).byTitle("B")?.id ?? "";
    const without = await filed(a);
    expect(without.byId(id)).toMatchObject({ title: "B", gone: true });
    expect([without.byTitle("B"), without.seqOf(id), without.size]).toEqual([
      undefined,
      undefined,
      1,
    ]);
    expect([titles(without), [...without.ids()]]).toEqual([["A"], [without.byTitle("A")?.id]]);
    expect(without.lastSeen(9).map(({ title }) => title)).toEqual(["A"]);
    expect(without.latest({ offset: 0, limit: 9 })).toEqual([]);
    expect(without.namesAuthors).toBe(false);
    expect(await store.paperStore.withoutArxivId()).toEqual([]);
    const again = await filed(a, b);
    expect(again.byId(id)).toEqual(again.byTitle("B"));
    expect(again.byId(id)?.gone).toBeUndefined();
    expect(titles(again)).toEqual(["A", "B"]);
  });

  test("knows a paper that is gone when it comes back as one with another", async () => {
    const both = await filed(pageOf("a.txt", [{ title: "A" }, { title: "B" }]));
    const [a = "", b = ""] = both.ids();
    await filed(pageOf("a.txt", [{ title: "A" }]));
    const one = await filed(
      pageOf("a.txt", [{ title: "A" }]),
      pageOf("b.txt", [{ title: "A", alsoTitled: ["B"] }]),
    );
    expect([one.size, one.byId(a)?.id, one.byId(b)?.id]).toEqual([1, a, a]);
    await filed();
    const known = store.paperStore.corpus();
    expect([known.size, known.byId(b)]).toMatchObject([0, { id: a, gone: true }]);
  });

  test("keeps a paper when its file gets another name", async () => {
    const [id] = (await filed(pageOf("a.txt", [{ title: "A" }]))).ids();
    const renamed = await filed(pageOf("b.txt", [{ title: "A" }]));
    expect([...renamed.ids()]).toEqual([id]);
    expect(renamed.byId(id ?? "")?.seenIn).toEqual([{ file: "b.txt", line: 1 }]);
  });

  test("says again where a paper stands when a line was put above it", async () => {
    await filed(pageOf("a.txt", [{ title: "A" }]));
    const moved = await filed(pageOf("a.txt", [{ title: "A", line: 5 }]));
    expect(moved.byTitle("A")?.seenIn).toEqual([{ file: "a.txt", line: 5 }]);
  });

  test("gives what is newest, what is dated, and what was seen last", async () => {
    const corpus = await filed(
      pageOf("a.txt", [
        { title: "Old", published: day("2023-01-01") },
        { title: "New", published: day("2025-01-01"), text: "https://github.com/a/b" },
        { title: "Undated", text: "https://github.com/a/c" },
      ]),
    );
    expect(corpus.latest({ offset: 0, limit: 9 }).map(({ title }) => title)).toEqual([
      "New",
      "Old",
    ]);
    expect(corpus.latest({ offset: 1, limit: 1 }).map(({ title }) => title)).toEqual(["Old"]);
    expect(corpus.dated()).toEqual({ with: 2, without: 1 });
    expect(corpus.dated({ codeOnly: true })).toEqual({ with: 1, without: 1 });
    expect(corpus.lastSeen(2).map(({ title }) => title)).toEqual(["Undated", "New"]);
  });
});

describe("what live sources list", () => {
  test("joins the paper that a page gave, which keeps its id", async () => {
    const [id] = (await filed(pageOf("a.txt", [{ title: "Working title" }]))).ids();
    await listed("Monday", [{ title: "Working Title", arxivId: "2401.00001" }]);
    const corpus = await listed("Tuesday", [{ title: "Final title", arxivId: "2401.00001v2" }]);
    expect([...corpus.ids()]).toEqual([id]);
    expect(corpus.byTitle("FINAL title")?.id).toBe(id);
    expect(corpus.byArxivId("2401.00001v3")?.id).toBe(id);
  });

  test("stands with others by its upvotes, of all times or since a day", async () => {
    const corpus = await listed("Monday", [
      { title: "Old", arxivId: "1", upvotes: 9, published: on("2024-01-01") },
      { title: "Some", arxivId: "2", upvotes: 10, published: on("2026-04-01") },
      { title: "None", arxivId: "3", upvotes: 0, published: on("2026-04-01") },
      { title: "Unknown", arxivId: "4" },
      { title: "Undated", arxivId: "5", upvotes: 100 },
    ]);
    const top = (since: string | null, limit = 9, among: ReadonlySet<string> | null = null) =>
      corpus.mostUpvoted({ since, among, limit }).map(({ title }) => title);
    expect(top(null)).toEqual(["Undated", "Some", "Old"]);
    expect(top(null, 1)).toEqual(["Undated"]);
    expect(top("2026-01-01")).toEqual(["Some"]);
    const some = new Set(
      ["Old", "None", "Some"].flatMap((title) => corpus.byTitle(title)?.id ?? []),
    );
    expect(top(null, 1, some)).toEqual(["Some"]);
    expect(top(null, 9, some)).toEqual(["Some", "Old"]);
    expect(top(null, 9, new Set())).toEqual([]);
  });

  test("stays when it is listed no more, and is told anew when the source tells more", async () => {
    await listed("Monday", [
      { title: "A", arxivId: "1", upvotes: 1 },
      { title: "B", arxivId: "2" },
    ]);
    const corpus = await listed("Monday", [{ title: "A", arxivId: "1", comments: 3 }]);
    expect(corpus.size).toBe(2);
    expect(corpus.byArxivId("1")?.comments).toBe(3);
  });

  test("is left out where it only tells more of a work that nobody knows", async () => {
    const replacement = { title: "A", arxivId: "1", onlyIfKnown: true, comments: 2 };
    expect((await listed("Monday", [replacement])).size).toBe(0);
    await listed("Tuesday", [{ title: "A", arxivId: "1" }]);
    const corpus = await listed("Wednesday", [replacement]);
    expect(corpus.size).toBe(1);
    expect(corpus.byArxivId("1")?.comments).toBe(2);
  });

  test("is taken once where it stands in one listing twice, however that changes", async () => {
    const twice = [{ title: "A", arxivId: "1" }, { title: "B" }, { title: "A", arxivId: "1" }];
    await listed("Monday", twice);
    const corpus = await listed("Monday", [{ title: "C" }, ...twice]);
    expect(sightings(corpus)).toEqual(["Monday, line 1", "Monday, line 2", "Monday, line 3"]);
  });

  test("leaves those to look up that nobody told the arXiv id of", async () => {
    await filed(pageOf("a.txt", [{ title: "A" }, { title: "B" }]));
    await listed("Monday", [{ title: "a", arxivId: "1" }]);
    expect(await store.paperStore.withoutArxivId()).toMatchObject([{ title: "B" }]);
  });

  test("stays when the files change", async () => {
    await listed("Monday", [{ title: "A", arxivId: "1" }]);
    expect(titles(await filed(pageOf("a.txt", [{ title: "B" }])))).toEqual(["A", "B"]);
    expect(titles(await filed())).toEqual(["A"]);
  });
});

describe("the id of a paper", () => {
  test("is short, the same in every run, and different for every title", () => {
    const one = idsOf([{ title: "A" }, { title: "B" }]);
    expect(idsOf([{ title: "B" }, { title: "A" }]).toReversed()).toEqual(one);
    expect(new Set(one).size).toBe(2);
    for (const id of one) expect(id).toMatch(/^[a-z2-7]{8,12}$/);
  });

  test("of two that turn out to be one the older stays, and the other leads to it", async () => {
    const [older = "", younger = ""] = (
      await filed(pageOf("a.txt", [{ title: "Older" }, { title: "Younger" }]))
    ).ids();
    const entries = [
      { title: "Younger", arxivId: "2401.00001" },
      { title: "Older", arxivId: "2401.00001" },
    ];
    for (const some of [entries, entries.toReversed()]) {
      const corpus = await filed(pageOf("a.txt", some));
      expect([...corpus.ids()]).toEqual([older]);
      expect(corpus.byId(younger)?.id).toBe(older);
      expect([...corpus.joined()]).toEqual([[younger, older]]);
    }
  });

  test("is nobody else's, though a title leads to another paper by now", async () => {
    const [a, c] = [
      { title: "A", doi: "10.1/a" },
      { title: "C", doi: "10.1/a" },
    ];
    await filed(pageOf("a.txt", [a, { ...c, arxivId: "2" }, a, { ...c, arxivId: "1" }]));
    const blank = { title: "A", arxivId: "2", doi: "10.1/a" };
    await filed(
      pageOf("a.txt", [{ title: "A" }, blank, { title: "C", doi: "10.1/b" }, blank, blank]),
    );
    const corpus = await filed(pageOf("a.txt", [{ ...a, arxivId: "1" }]));
    expect(corpus.size).toBe(1);
    for (const id of corpus.ids()) expect(corpus.byId(id)?.title).toBe("A");
  });

  test("never changes, whatever is learned in which order", async () => {
    const entry = fc.record({
      title: fc.constantFrom("A", "B", "C"),
      arxivId: fc.constantFrom("2401.00001", "2401.00002", ""),
      doi: fc.constantFrom("10.1/a", "10.1/b", ""),
    });
    const runs = fc.array(fc.array(entry, { minLength: 1, maxLength: 5 }), {
      minLength: 2,
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(runs, async (listings) => {
        const own = await openTestStore();
        const handedOut = new Set<string>();
        for (const listing of listings) {
          await takeInFiles([pageOf("a.txt", listing)], own.paperStore);
          const corpus = own.paperStore.corpus();
          for (const id of corpus.ids()) {
            handedOut.add(id);
            expect(corpus.byId(id)?.id).toBe(id);
          }
        }
        // Every id that anybody may hold leads to one paper of a corpus with everything.
        await takeInFiles([pageOf("a.txt", listings.flat())], own.paperStore);
        for (const id of handedOut) expect(own.paperStore.corpus().byId(id)).toBeDefined();
        await own.close();
      }),
      { numRuns: onPostgres ? 10 : 100 },
    );
  });
});
