import { mkdtempSync, rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { takeInFiles, takeInListing } from "../../../src/papers/corpus/take-in.ts";
import { openStore } from "../../../src/store/open.ts";
import { anEntry, aSnapshot } from "../../papers/a-page.ts";
import { takeBack } from "./take-back.ts";

test("entries that two processes of an older version doubled are each there once", async () => {
  const folder = mkdtempSync(join(tmpdir(), "paperboy-"));
  const path = join(folder, "paperboy.db");
  const store = await openStore(path);
  const entries = [anEntry({ title: "One", line: 1 }), anEntry({ title: "Two", line: 2 })];
  await takeInFiles([aSnapshot({ file: "a.txt", entries })], store.paperStore);
  await takeInListing(aSnapshot({ file: "arXiv", origin: "arxiv", entries }), store.paperStore);
  await store.memory.save("folders", { state: "read", readAt: "2026-11-20T08:00:00Z" });
  await store.close();

  const raw = new DatabaseSync(path);
  takeBack(raw, "007");
  raw.exec(`
    insert into entry (page_id, paper_id, entry) select page_id, paper_id, entry from entry;
    insert into entry (page_id, paper_id, entry)
      select page_id, paper_id, json_set(entry, '$.line', 9) from entry
      where page_id = (select id from page where file = 'arXiv') limit 1;
  `);
  raw.close();

  const again = await openStore(path);
  const pages = await again.paperStore.pages();
  for (const { id, mark } of pages) {
    const kept = await again.paperStore.entriesOf(id);
    expect(kept.map(({ entry }) => entry.title)).toEqual(["One", "Two"]);
    // To be merged anew.
    expect(mark).toBeNull();
  }
  expect(pages).toHaveLength(2);
  expect(await again.memory.load("folders")).toBeNull();
  await again.close();
  rmSync(folder, { recursive: true });
});
