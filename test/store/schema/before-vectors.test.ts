import { rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { openStore } from "../../../src/store/open.ts";
import { startStandIn } from "../../embeddings/stand-in.ts";
import { folderInMemory } from "../../folder-in-memory.ts";
import { aFill, numbered, takeIn } from "../../search/vectors/a-fill.ts";
import { takeBack } from "./take-back.ts";

test("papers of before get their vectors", async () => {
  const folder = folderInMemory("paperboy-before-");
  const path = join(folder, "paperboy.db");
  const before = await openStore(path);
  await takeIn(before, numbered(3));
  await before.close();
  const raw = new DatabaseSync(path);
  takeBack(raw, "028");
  raw.close();

  const store = await openStore(path);
  await using standIn = await startStandIn();
  const { fill, space } = await aFill({ store, url: standIn.url });
  await fill();
  expect(space.size).toBe(3);
  await store.close();
  rmSync(folder, { recursive: true });
});
