import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { openStore } from "../../src/store/open.ts";
import { folderInMemory } from "../folder-in-memory.ts";

test("what stays as it is isn't written again", async () => {
  const path = join(folderInMemory("paperboy-memory-"), "paperboy.db");
  const store = await openStore(path);
  await store.memory.save("turn", { of: "nobody" });
  using watcher = new DatabaseSync(path, { readOnly: true });
  const version = () => watcher.prepare("pragma data_version").get();
  const before = version();
  await store.memory.change("turn", (saved) => saved);
  expect(version()).toEqual(before);
  await store.memory.change("turn", () => ({ of: "ours" }));
  expect(version()).not.toEqual(before);
  expect(await store.memory.load("turn")).toEqual({ of: "ours" });
  await store.close();
});
