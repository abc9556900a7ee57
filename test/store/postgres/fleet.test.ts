import { expect, test } from "vitest";
import { setDatabaseClock } from "../../fleet/clock-file.ts";
import { tellStory } from "../../fleet/story.ts";
import { newAddress, run } from "../test-store.ts";

test("four processes that are killed, stopped and woken deliver each paper exactly once in each channel", async () => {
  const database = await newAddress();
  const seed = 1;
  const { channels, refusals, outcries, counts } = await tellStory({
    seed,
    days: 1,
    troubles: 3,
    database,
    setDatabaseClock: async (path) => await run(database, setDatabaseClock(path)),
  });
  console.log(`What befell them: ${JSON.stringify(counts)}.`);
  for (const { told, shown, due } of channels)
    expect.soft({ seed, told, shown }).toEqual({ seed, told, shown: due });
  expect({ seed, refusals, outcries }).toEqual({ seed, refusals: [], outcries: [] });
}, 600_000);
