import { rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { MOST_UPVOTED } from "../../../src/store/papers/corpus.ts";
import { openStore } from "../../../src/store/open.ts";
import { folderInMemory } from "../../folder-in-memory.ts";
import { aPaper } from "../../papers/a-paper.ts";
import { takeBack } from "./take-back.ts";

test("papers of before upvotes had a column are found by theirs, whatever a row has become", async () => {
  const folder = folderInMemory("paperboy-before-");
  const path = join(folder, "paperboy.db");
  await (await openStore(path)).close();

  const raw = new DatabaseSync(path);
  takeBack(raw, "049");
  const add = raw.prepare("insert into paper (id, paper, has_code, gone) values (?, ?, 0, ?)");
  for (const [id, upvotes, gone] of [
    ["none", undefined, 0],
    ["few", 2, 0],
    ["many", 30, 0],
    ["gone", 50, 1],
  ] as const)
    add.run(id, JSON.stringify(aPaper({ id, ...(upvotes !== undefined && { upvotes }) })), gone);
  add.run("broken", '{"id": "broken", "upvotes": 99', 0);
  raw.close();

  const { paperStore, close } = await openStore(path);
  const top = paperStore.corpus().mostUpvoted({ since: null, among: null, limit: 9 });
  expect(top.map(({ id }) => id)).toEqual(["many", "few"]);
  await close();

  const again = new DatabaseSync(path);
  const steps = again
    .prepare(`explain query plan ${MOST_UPVOTED}`)
    .all({ since: "2026-01-01", among: null, limit: 100 })
    .map(({ detail }) => String(detail));
  expect(steps.join("\n")).toContain("paper_by_upvotes");
  expect(steps.join("\n")).not.toMatch(/TEMP B-TREE FOR ORDER/);
  again.close();
  rmSync(folder, { recursive: true });
});
