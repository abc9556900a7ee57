import { rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { openStore } from "../../../src/store/open.ts";
import { aChannel, FRIDAY, subscribed } from "../../digests/a-channel.ts";
import { folderInMemory } from "../../folder-in-memory.ts";
import { takeBack } from "./take-back.ts";

const aMatch = (paperId: string) => ({ paperId, strength: 1, words: [], fields: [] });

test("papers that had arrived before stay what they were to each channel", async () => {
  const folder = folderInMemory("paperboy-before-");
  const path = join(folder, "paperboy.db");
  const { book, close } = await openStore(path);
  await book.arrivals.note(["old"], FRIDAY);
  await subscribed(book, aChannel(), "vision");
  await book.arrivals.note(["new"], FRIDAY);
  await book.arrivals.matched(0, 2, new Map([["vision", [aMatch("old"), aMatch("new")]]]));
  await close();

  const raw = new DatabaseSync(path);
  takeBack(raw, "032");
  raw.close();

  const store = await openStore(path);
  const unsent = async (which: "new" | "archive") =>
    (await store.book.candidates.unsent("c1", which)).map(({ paperId }) => paperId);
  expect(await unsent("new")).toEqual(["new"]);
  expect(await unsent("archive")).toEqual(["old"]);
  await store.close();
  rmSync(folder, { recursive: true });
});
