import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import type { SourceMemory } from "../../../src/sources/source.ts";
import { openStore } from "../../../src/store/open.ts";
import { aClient, aClock, aMemory } from "../a-client.ts";
import { startFarEnd } from "../far-end.ts";

const { signal } = new AbortController();
const PAUSE_MS = 150;

/** Two stores on one file, as two processes have them. */
async function twoStores() {
  const folder = await mkdtemp(join(tmpdir(), "paperboy-turns-"));
  const open = async () => await openStore(join(folder, "paperboy.db"));
  const stores = [await open(), await open()];
  return {
    memories: stores.map(({ memory }) => memory),
    async [Symbol.asyncDispose]() {
      await Promise.all(stores.map(async (store) => await store.close()));
      await rm(folder, { recursive: true });
    },
  };
}

/** Notes each turn that is claimed, in milliseconds since 1970. */
function watched(memory: SourceMemory, turns: Set<number>): SourceMemory {
  return {
    ...memory,
    change: async (key, to) =>
      await memory.change(key, (saved) => {
        const after = to(saved);
        if (hasAsked(after)) turns.add(Temporal.Instant.from(after.askedAt).epochMilliseconds);
        return after;
      }),
  };
}

function hasAsked(value: unknown): value is { askedAt: string } {
  return (
    typeof value === "object" && value !== null && "askedAt" in value && value.askedAt !== null
  );
}

test("two processes keep one pause", async () => {
  await using stores = await twoStores();
  await using farEnd = await startFarEnd();
  const turns = new Set<number>();
  await Promise.all(
    stores.memories.map(async (memory) => {
      const client = aClient(farEnd.base, {
        pauseMs: PAUSE_MS,
        memory: watched(memory, turns),
        now: () => Temporal.Now.instant(),
        wait: async (ms) => await delay(ms),
      });
      for (let times = 0; times < 4; times += 1)
        expect((await client.get(farEnd.base, { signal })).kind).toBe("ok");
    }),
  );
  const starts = [...turns].toSorted((a, b) => a - b);
  expect(starts).toHaveLength(8);
  for (const [index, start] of starts.slice(1).entries())
    expect(start - (starts[index] ?? 0)).toBeGreaterThanOrEqual(PAUSE_MS);
  expect(farEnd.asked).toHaveLength(8);
});

test("a change that two processes make at once is made twice", async () => {
  await using stores = await twoStores();
  await Promise.all(
    stores.memories.flatMap((memory) =>
      Array.from(
        { length: 20 },
        async () => await memory.change("count", (saved) => Number(saved) + 1),
      ),
    ),
  );
  expect(await stores.memories[0]?.load("count")).toBe(40);
});

test("a request of another process is waited for, also where that one died, but not for long", async () => {
  await using farEnd = await startFarEnd();
  const clock = aClock();
  const memory = aMemory();
  const dying = aClient(farEnd.base, {
    memory: {
      ...memory,
      change: async (key, to) => {
        if (farEnd.asked.length > 0) throw new Error("Killed");
        await memory.change(key, to);
      },
    },
    now: clock.now,
    wait: clock.wait,
  });
  await expect(dying.get(farEnd.base, { signal })).rejects.toThrow("Killed");
  const diedAt = clock.now();
  const next = aClient(farEnd.base, { memory, now: clock.now, wait: clock.wait });
  expect((await next.get(farEnd.base, { signal })).kind).toBe("ok");
  expect(diedAt.until(clock.now()).total("seconds")).toBe(30);
});
