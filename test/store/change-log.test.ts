import { expect, test } from "vitest";
import { FRIDAY } from "../digests/a-channel.ts";
import { openTestStore } from "./test-store.ts";

test("each server keeps its last fifty changes, newest first", async () => {
  const { book, close } = await openTestStore();
  const note = (guildId: string, what: string) =>
    book.changes.note({ guildId, userId: "u1", at: FRIDAY, what });
  await note("g2", "subscribed to audio");
  for (let n = 1; n <= 52; n += 1) await note("g1", `change ${n}`);
  const kept = await book.changes.last("g1");
  expect(kept).toHaveLength(50);
  expect(kept[0]).toEqual({ userId: "u1", isFormer: false, at: FRIDAY, what: "change 52" });
  expect(kept.at(-1)?.what).toBe("change 3");
  expect(await book.changes.last("g2")).toHaveLength(1);
  await close();
});
