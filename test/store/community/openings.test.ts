import { expect, test } from "vitest";
import { openStore } from "../../../src/store/open.ts";

const day = (text: string) => Temporal.PlainDate.from(text);

test("that a paper was opened is kept for a while, until its channel or its server is gone, or as another paper", async () => {
  const { openings, book, pruning, close } = await openStore(":memory:");
  const opened = (paperId: string, channelId: string, on: string, guildId = "g") =>
    openings.note({ guildId, channelId, audienceId: "parent", paperId, day: day(on) });
  const left = async (guildId = "g") =>
    (await openings.of(guildId, ["p1", "p2", "p3"]))
      .map(({ paperId, channelId }) => `${paperId} ${channelId}`)
      .toSorted();
  await opened("p1", "a", "2026-10-01");
  await opened("p2", "a", "2026-10-20");
  await opened("p2", "a", "2026-10-25");
  await opened("p2", "b", "2026-10-25", "h");
  expect(await left()).toEqual(["p1 a", "p2 a"]);
  // Opened again, it is as new as that.
  await opened("p1", "b", "2026-11-20");
  await pruning.step(Temporal.Instant.from("2026-11-20T12:00:00Z"));
  expect(await left()).toEqual(["p1 b", "p2 a"]);
  expect(await book.arrivals.known(["p1", "p3"])).toEqual(["p1"]);
  await opened("p3", "b", "2026-11-20");
  await book.arrivals.join("p3", "p1");
  await book.arrivals.join("p1", "p2");
  expect(await left()).toEqual(["p2 a", "p2 b"]);
  await openings.forget({ channelId: "a" });
  expect(await left()).toEqual(["p2 b"]);
  await openings.forget({ guildId: "g" });
  expect(await left()).toEqual([]);
  expect(await left("h")).toEqual(["p2 b"]);
  await openings.forget({ channelId: "parent" });
  expect(await left("h")).toEqual([]);
  await close();
});
