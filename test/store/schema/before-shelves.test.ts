import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { openStore } from "../../../src/store/open.ts";
import { folderInMemory } from "../../folder-in-memory.ts";
import { takeBack } from "./take-back.ts";

const ANN = "200000000000000001";
const at = Temporal.Instant.from("2026-04-20T10:00:00Z");

test("a database from before shelves gets them, and keeps the rest", async () => {
  const file = join(folderInMemory("paperboy-shelves-"), "paperboy.db");
  let store = await openStore(file);
  await store.draws.note("channel", "paper", at, null);
  await store.close();
  const database = new DatabaseSync(file);
  takeBack(database, "024");
  database.close();
  store = await openStore(file);
  expect(await store.draws.drawn("channel")).toEqual(new Set(["paper"]));
  await store.shelves.save(ANN, { paperId: "a", at, note: null });
  expect(await store.shelves.of(ANN)).toHaveLength(1);
  await store.close();
});
