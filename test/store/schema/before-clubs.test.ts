import { rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { openStore } from "../../../src/store/open.ts";
import { aChannel, FRIDAY, subscribed } from "../../digests/a-channel.ts";
import { folderInMemory } from "../../folder-in-memory.ts";
import { takeBack } from "./take-back.ts";

test.each([
  ["discussions", "022", "022"],
  ["clubs", "023", "023"],
  ["both", "022", "999"],
])("a database of before %s gets them, and keeps what it has", async (_what, first, last) => {
  const folder = folderInMemory("paperboy-before-");
  const path = join(folder, "paperboy.db");
  const store = await openStore(path);
  await subscribed(store.book, aChannel(), "vision");
  await store.close();

  const raw = new DatabaseSync(path);
  takeBack(raw, first, last);
  raw.close();

  const { book, clubs, discussions, close } = await openStore(path);
  expect(await book.subscriptions.of("c1")).toMatchObject([{ topic: "vision" }]);
  expect(await discussions.of("g1", "p1")).toEqual([]);
  expect(await discussions.unopened()).toEqual([]);
  expect(await clubs.active()).toEqual([]);
  const nomination = { paperId: "p1", userId: "u1", at: FRIDAY };
  expect(await clubs.nominate("c1", nomination)).toBe(true);
  expect(await clubs.nominate("c1", nomination)).toBe(false);
  expect(await clubs.nominations("c1")).toEqual([nomination]);
  await close();
  rmSync(folder, { recursive: true });
});
