import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { takeInFiles } from "../../../src/papers/corpus/take-in.ts";
import { openSearchIndex } from "../../../src/search/open-search-index.ts";
import { openStore, type Store } from "../../../src/store/open.ts";
import { anEntry, aSnapshot } from "../../papers/a-page.ts";

let folder: string;
let file: string;
let store: Store;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "paperboy-index-"));
  file = join(folder, "paperboy.db");
  store = await openStore(file);
});

afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const MANY = 2500;
const entries = Array.from({ length: MANY }, (_, i) =>
  anEntry({
    line: i + 1,
    title: `${i % 2 === 0 ? "Marmots" : "Lynxes"} of Valley ${i}`,
    text: "State space models (SSMs) of pre-trained animals.",
  }),
);
const page = aSnapshot({ file: "one.txt", entries });

/** What the index answers, in all that it keeps. */
function answers() {
  const corpus = store.paperStore.corpus();
  const { index } = openSearchIndex(store.words, {
    paperAt(at) {
      const paper = corpus.at(at);
      if (!paper) throw new RangeError(`There is no paper ${at}`);
      return paper;
    },
    placeOf: ({ id }) => corpus.seqOf(id),
  });
  return {
    size: index.size,
    found: ["marmots 12", "SSM", "pretrained", "marmts"].map((query) => {
      const { hits, total, corrected } = index.search(query);
      return { ids: hits.map(({ paper }) => paper.id), total, corrected };
    }),
    suggested: ["m", "lyn", "stat", "marmots of v"].map((text) =>
      index.suggest(text).map((one) => (one.kind === "paper" ? one.paper.id : one.text)),
    ),
  };
}

/** As if another version of Paperboy, which reads papers in another way, had kept them. */
async function openAfterAnotherVersion(): Promise<void> {
  await store.close();
  const database = new DatabaseSync(file);
  database.exec("update search_sum set reading = 'another', papers = papers + 7");
  database.close();
  store = await openStore(file);
}

async function complete(): Promise<number> {
  let transactions = 1;
  while (await store.paperStore.indexSome()) transactions += 1;
  return transactions;
}

test("an index of another version is made anew, a little at a time, and answers as before", async () => {
  await takeInFiles([page], store.paperStore);
  const before = answers();
  expect(before.size).toBe(MANY);
  await openAfterAnotherVersion();
  const papers = store.paperStore.corpus();
  expect(papers.size).toBe(MANY);
  expect(answers().size).toBe(0);
  await store.paperStore.indexSome();
  const [some] = [answers().size];
  expect(some).toBeGreaterThan(0);
  expect(some).toBeLessThan(MANY);
  expect(await complete()).toBeGreaterThan(1);
  expect(answers()).toEqual(before);
});

test("papers that come and go before all are in it are counted once", async () => {
  await takeInFiles([page], store.paperStore);
  await openAfterAnotherVersion();
  await store.paperStore.indexSome();
  const owl = anEntry({ line: 1, title: "Owls at Night", text: "Owls see well." });
  await takeInFiles([{ ...page, entries: [owl, ...entries.slice(100)] }], store.paperStore);
  await complete();
  const made = answers();
  expect(made.size).toBe(MANY - 99);
  await openAfterAnotherVersion();
  await complete();
  expect(answers()).toEqual(made);
});

test("nothing is left to do where all papers are in it", async () => {
  await takeInFiles([page], store.paperStore);
  await complete();
  const before = store.words.version();
  await store.close();
  store = await openStore(file);
  expect(await store.paperStore.indexSome()).toBe(false);
  expect(store.words.version()).toBe(before);
});
