import { rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { openStore } from "../../../src/store/open.ts";
import { aChannel, aDigest, aMessage, FRIDAY, subscribed } from "../../digests/a-channel.ts";
import { folderInMemory } from "../../folder-in-memory.ts";
import { takeBack } from "./take-back.ts";

test("what was sent before reasons were kept has the topic that it matches best", async () => {
  const folder = folderInMemory("paperboy-before-");
  const path = join(folder, "paperboy.db");
  const store = await openStore(path);
  for (const topic of ["vision", "seeing"]) await subscribed(store.book, aChannel(), topic);
  const { arrivals, deliveries } = store.book;
  await arrivals.note(["p1", "p2"], FRIDAY);
  const match = { paperId: "p1", words: ["vision"], fields: ["title" as const] };
  const matches = new Map([
    ["vision", [{ ...match, strength: 0.4 }]],
    ["seeing", [{ ...match, strength: 0.9 }]],
  ]);
  await arrivals.matched(0, 2, matches);
  await deliveries.plan(aDigest(), [aMessage("p1", "p2")]);
  await deliveries.delivered("d1", 1, "m1", FRIDAY);
  await store.close();

  const raw = new DatabaseSync(path);
  takeBack(raw, "037");
  raw.close();

  const { book, close } = await openStore(path);
  const edition = await book.history.edition("d1");
  expect(edition?.papers).toEqual([
    {
      paperId: "p1",
      isPosted: true,
      reason: {
        heading: "seeing",
        topic: "seeing",
        strength: 0.9,
        words: ["vision"],
        fields: ["title"],
        attention: null,
        votesHere: 0,
      },
    },
    { paperId: "p2", isPosted: true, reason: null },
  ]);
  await close();
  rmSync(folder, { recursive: true });
});
