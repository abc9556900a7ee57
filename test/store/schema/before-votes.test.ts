import { rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { openStore } from "../../../src/store/open.ts";
import { aChannel, FRIDAY, subscribed } from "../../digests/a-channel.ts";
import { folderInMemory } from "../../folder-in-memory.ts";
import { takeBack } from "./take-back.ts";

test("a channel of before there were votes has them on, and nobody has voted yet", async () => {
  const folder = folderInMemory("paperboy-before-");
  const path = join(folder, "paperboy.db");
  const store = await openStore(path);
  await subscribed(store.book, aChannel({ settings: { most: 3 } }), "vision");
  await store.close();

  const raw = new DatabaseSync(path);
  takeBack(raw, "020");
  raw.exec("update channel set settings = json_remove(settings, '$.votes')");
  raw.close();

  const { book, votes, close } = await openStore(path);
  expect((await book.subscriptions.channel("c1"))?.settings).toMatchObject({
    most: 3,
    votes: true,
  });
  expect(await votes.since("g1", null)).toEqual([]);
  const place = { guildId: "g1", channelId: "c1", audienceId: "c1" };
  expect(await votes.cast({ ...place, paperId: "p1", userId: "u1", at: FRIDAY })).toBe(true);
  await close();
  rmSync(folder, { recursive: true });
});
