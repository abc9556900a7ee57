import { rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { takeInFiles } from "../../../src/papers/corpus/take-in.ts";
import { openSearchIndex } from "../../../src/search/open-search-index.ts";
import { openStore, type Store } from "../../../src/store/open.ts";
import { folderInMemory } from "../../folder-in-memory.ts";
import { aSnapshot } from "../../commands/house.ts";
import { takeBack } from "./take-back.ts";

const TITLES = ["Alpine Marmots Asleep", "Alpine Marmots Awake", "Lynxes of the Tatra"];

function indexOf({ paperStore, words }: Store) {
  const corpus = paperStore.corpus();
  return openSearchIndex(words, {
    paperAt(at) {
      const paper = corpus.at(at);
      if (!paper) throw new RangeError(`There is no paper ${at}`);
      return paper;
    },
    placeOf: ({ id }) => corpus.seqOf(id),
  }).index;
}

test("an index that had rows for each phrase is made anew, and finds and completes what it did", async () => {
  const folder = folderInMemory("paperboy-before-");
  const path = join(folder, "paperboy.db");
  const before = await openStore(path);
  await takeInFiles([aSnapshot(TITLES.map((title) => ({ title })))], before.paperStore);
  const completed = indexOf(before).suggest("alpine ma");
  expect(completed.length).toBeGreaterThan(0);
  await before.close();

  const raw = new DatabaseSync(path);
  takeBack(raw, "029");
  raw.close();

  const store = await openStore(path);
  while (await store.paperStore.indexSome());
  const index = indexOf(store);
  expect(index.search("lynxes").hits.map(({ paper }) => paper.title)).toEqual([TITLES[2]]);
  expect(index.suggest("alpine ma")).toEqual(completed);
  await store.close();
  rmSync(folder, { recursive: true });
});
