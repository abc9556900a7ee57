import { join } from "node:path";
import { rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { openStore } from "../../../src/store/open.ts";
import { aChannel, FRIDAY, subscribed } from "../../digests/a-channel.ts";
import { folderInMemory } from "../../folder-in-memory.ts";
import { takeBack } from "./take-back.ts";

test("a channel of before there was a choice gets the balanced order, and nothing of it waits yet", async () => {
  const folder = folderInMemory("paperboy-before-");
  const path = join(folder, "paperboy.db");
  const store = await openStore(path);
  await subscribed(store.book, aChannel({ settings: { most: 3 } }), "vision");
  await store.close();

  const raw = new DatabaseSync(path);
  takeBack(raw, "008");
  raw.exec("update channel set settings = json_remove(settings, '$.order', '$.keep')");
  raw.close();

  const { book, close } = await openStore(path);
  const channel = await book.subscriptions.channel("c1");
  expect(channel?.settings).toMatchObject({ most: 3, order: "balanced", keep: 7 });
  expect(await book.candidates.missedIds("c1", FRIDAY)).toEqual([]);
  expect(await book.rewordings.unmatched()).toEqual([]);
  await close();
  rmSync(folder, { recursive: true });
});
