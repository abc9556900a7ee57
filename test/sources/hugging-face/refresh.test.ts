import { afterEach, beforeEach, expect, test } from "vitest";
import type { Snapshot } from "../../../src/papers/paper.ts";
import { createHuggingFace } from "../../../src/sources/hugging-face/hugging-face.ts";
import { recordLog } from "../../discord/log.ts";
import { aClient, aClock, aMemory } from "../a-client.ts";
import { aListedPaper, type HuggingFace, startHuggingFace } from "./stand-in.ts";

const FIRST = Temporal.PlainDate.from("2026-10-12");

let clock: ReturnType<typeof aClock>;
let memory: ReturnType<typeof aMemory>;
let farEnd: HuggingFace;

beforeEach(async () => {
  // A Monday evening, when the list of the day is there.
  clock = aClock(`${FIRST.toString()}T20:00:00Z`);
  memory = aMemory();
  farEnd = await startHuggingFace(clock.now);
});

afterEach(async () => await farEnd[Symbol.asyncDispose]());

async function read(wish: { now?: true } = {}): Promise<Snapshot[]> {
  const { now, wait } = clock;
  const { log } = recordLog();
  const client = aClient(farEnd.base, { memory, now, wait, log });
  const source = createHuggingFace({ client, memory, now, baseUrl: farEnd.base, log });
  const listings: Snapshot[] = [];
  const { signal } = new AbortController();
  for await (const listing of source.read({ signal, ...wish })) listings.push(listing);
  return listings;
}

/** Each working day has a list of its own paper, and is read in the evening. */
async function days(count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    const day = FIRST.add({ days: i });
    if (day.dayOfWeek <= 5) farEnd.list(day.toString(), paperOf(i, 12));
    await read();
    clock.pass({ hours: 24 });
  }
  clock.pass({ minutes: 1 });
}

function paperOf(i: number, upvotes: number) {
  return aListedPaper(`2610.${String(10_000 + i)}`, { upvotes });
}

function setVotes(i: number, upvotes: number): void {
  const day = FIRST.add({ days: i }).toString();
  farEnd.clear(day);
  farEnd.list(day, paperOf(i, upvotes));
}

/** The days that a reading asks for beside the latest three. */
async function olderAsked(wish: { now?: true } = {}): Promise<string[]> {
  const before = farEnd.asked.length;
  await read(wish);
  const asked = farEnd.asked
    .slice(before)
    .map(({ path }) => new URLSearchParams(path.split("?")[1]).get("date") ?? "");
  const latest = clock.now().toZonedDateTimeISO("UTC").toPlainDate().subtract({ days: 2 });
  return asked.filter((day) => day < latest.toString());
}

test("votes of a day that is no longer among the latest come with one of the next readings", async () => {
  await days(12);
  setVotes(4, 300);
  const given: Snapshot[] = [];
  for (let i = 0; i < 12; i += 1) {
    given.push(...(await read()));
    clock.pass({ minutes: 30 });
  }
  expect(given.map(({ file, entries }) => [file, entries[0]?.upvotes])).toEqual([
    ["Hugging Face, 2026-10-16", 300],
  ]);
});

test("each reading asks for one older day at most, and a month of them once or twice a day", async () => {
  await days(40);
  const counts = new Map<string, number>();
  for (let i = 0; i < 48; i += 1) {
    const asked = await olderAsked();
    expect(asked.length).toBeLessThanOrEqual(1);
    for (const day of asked) counts.set(day, (counts.get(day) ?? 0) + 1);
    clock.pass({ minutes: 30 });
  }
  const today = clock.now().toZonedDateTimeISO("UTC").toPlainDate();
  for (const [day, count] of counts) {
    expect(count).toBeLessThanOrEqual(2);
    expect(day >= today.subtract({ days: 32 }).toString()).toBe(true);
  }
  // The working days of a month without the latest.
  expect(counts.size).toBeGreaterThanOrEqual(19);
});

test("who waits for news waits for no older day", async () => {
  await days(12);
  expect(await olderAsked({ now: true })).toEqual([]);
});

test("an older day that cannot be read now is asked for later, and what was known of it stays", async () => {
  await days(12);
  const [day = ""] = await olderAsked();
  clock.pass({ hours: 24 });
  farEnd.clear(day);
  const asked = new Set<string>();
  for (let i = 0; i < 10; i += 1) {
    for (const one of await olderAsked()) asked.add(one);
    clock.pass({ minutes: 30 });
  }
  expect(asked).toContain(day);
  setVotes(FIRST.until(day).days, 99);
  clock.pass({ hours: 24 });
  const given: Snapshot[] = [];
  for (let i = 0; i < 10; i += 1) {
    given.push(...(await read()));
    clock.pass({ minutes: 30 });
  }
  expect(given.map(({ file }) => file)).toContain(`Hugging Face, ${day}`);
});
