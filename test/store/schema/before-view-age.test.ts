import { rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openStore } from "../../../src/store/open.ts";
import { folderInMemory } from "../../folder-in-memory.ts";
import { pruneAll } from "../prune-all.ts";
import { takeBack } from "./take-back.ts";

test("of what was shown before anybody noted to whom, drafts go a week later and lists stay", async () => {
  const folder = folderInMemory("paperboy-before-");
  const path = join(folder, "paperboy.db");
  const store = await openStore(path);
  const now = Temporal.Now.instant();
  const view = { list: "search", query: '"userId":"u1"', since: null, codeOnly: false };
  const draft = { channelId: "c1", guildId: null, topic: "noise", name: null, userId: "u1" };
  const listed = await store.views.save(view, { at: now, toAll: false });
  const drafted = await store.drafts.save(draft, now);
  await store.close();

  const raw = new DatabaseSync(path);
  takeBack(raw, "052");
  raw.close();

  const later = await openStore(path);
  await pruneAll(later, now.add({ hours: 6 * 24 }));
  expect(await later.drafts.load(drafted)).toEqual(draft);
  await pruneAll(later, now.add({ hours: 8 * 24 }));
  expect(await later.drafts.load(drafted)).toBeNull();
  expect(await later.views.load(listed)).toEqual(view);
  await later.close();
  rmSync(folder, { recursive: true });
});
