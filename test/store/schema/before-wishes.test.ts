import { rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { expect, test } from "vitest";
import { NO_WISHES } from "../../../src/digests/wishes.ts";
import { openStore } from "../../../src/store/open.ts";
import { aChannel, aDigest, aMessage, FRIDAY, subscribed } from "../../digests/a-channel.ts";
import { folderInMemory } from "../../folder-in-memory.ts";
import { takeBack } from "./take-back.ts";

test.each([
  ["what came before it", "999"],
  ["a later step, which shipped first", "009"],
])(
  "topics of before there were wishes get everything, and what waits or was sent stays so, after %s",
  async (_what, last) => {
    const folder = folderInMemory("paperboy-before-");
    const path = join(folder, "paperboy.db");
    const store = await openStore(path);
    await subscribed(store.book, aChannel(), "vision");
    await store.book.arrivals.note(["p1", "p2", "p3"], FRIDAY);
    const matches = ["p1", "p2", "p3"].map((paperId) => ({
      paperId,
      strength: 0.3,
      words: [],
      fields: [],
    }));
    await store.book.arrivals.matched(0, 3, new Map([["vision", matches]]));
    await store.book.deliveries.plan(
      aDigest(),
      [aMessage("p1")],
      [
        { paperId: "p2", since: FRIDAY, isKnown: false, end: null },
        { paperId: "p3", since: FRIDAY, isKnown: false, end: "missed" },
      ],
    );
    await store.close();

    const raw = new DatabaseSync(path);
    takeBack(raw, "009", last);
    raw.close();

    const { book, close } = await openStore(path);
    expect(await book.subscriptions.of("c1")).toMatchObject([
      { topic: "vision", wishes: NO_WISHES },
    ]);
    expect(await book.candidates.unsent("c1", "new")).toMatchObject([
      { paperId: "p2", waitingSince: FRIDAY, wishes: NO_WISHES },
    ]);
    expect(await book.candidates.missedIds("c1", FRIDAY)).toEqual(["p3"]);
    expect(await book.history.whereabouts("c1", "p1")).toMatchObject({ kind: "under way" });
    await close();
    rmSync(folder, { recursive: true });
  },
);
