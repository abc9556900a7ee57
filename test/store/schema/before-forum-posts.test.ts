import { rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { openStore } from "../../../src/store/open.ts";
import { aChannel, aDigest, aMessage, FRIDAY, subscribed } from "../../digests/a-channel.ts";
import { folderInMemory } from "../../folder-in-memory.ts";
import { takeBack } from "./take-back.ts";

test("what took this step under its first name isn't taken for newer, and takes it once", async () => {
  const folder = folderInMemory("paperboy-before-");
  const path = join(folder, "paperboy.db");
  await (await openStore(path)).close();
  const raw = new DatabaseSync(path);
  takeBack(raw, "014");
  raw.exec("update kysely_migration set name = '011-forum-posts' where name = '013-forum-posts'");
  raw.close();
  for (let opened = 0; opened < 2; opened += 1) {
    const store = await openStore(path);
    expect(await store.book.history.runningPost("forum")).toBeNull();
    await store.close();
  }
  rmSync(folder, { recursive: true });
});

test("a forum's digest of before has the post that its first message opened, and new posts go on", async () => {
  const folder = folderInMemory("paperboy-before-");
  const path = join(folder, "paperboy.db");
  const store = await openStore(path);
  for (const [id, kind] of [
    ["forum", "forum"],
    ["text", "text"],
  ] as const) {
    const { book } = store;
    await subscribed(book, aChannel({ id, kind }), "vision");
    const messages = [aMessage(`${id}1`), aMessage(`${id}2`)];
    await book.deliveries.plan(aDigest({ id, channelId: id }), messages);
    // The second paper's message has the smaller number when read as text.
    await book.deliveries.delivered(id, 1, "999", FRIDAY);
    await book.deliveries.delivered(id, 2, "1000", FRIDAY);
    await book.deliveries.finish(id, "sent", null, FRIDAY);
  }
  await store.close();

  const raw = new DatabaseSync(path);
  takeBack(raw, "013");
  raw.exec("update channel set settings = json_remove(settings, '$.post', '$.tag')");
  raw.close();

  const { book, close } = await openStore(path);
  expect((await book.history.digest("forum"))?.postId).toBe("999");
  expect((await book.history.digest("text"))?.postId).toBeNull();
  expect(await book.history.runningPost("forum")).toBeNull();
  expect((await book.subscriptions.channel("forum"))?.settings).toMatchObject({
    post: "new post each day",
    tag: null,
  });
  await close();
  rmSync(folder, { recursive: true });
});
