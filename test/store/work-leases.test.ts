import { afterEach, beforeEach, expect, test } from "vitest";
import type { Store } from "../../src/store/open.ts";
import { FRIDAY } from "../digests/a-channel.ts";
import { openTestStore } from "./test-store.ts";

let store: Store;

beforeEach(async () => {
  store = await openTestStore();
});

afterEach(async () => {
  await store.close();
});

const FOR_MS = 30_000;
const later = (ms: number) => FRIDAY.add({ milliseconds: ms });
const claim = (
  owner: string,
  keys: string[],
  atMs: number,
  isInTheWay?: (key: string) => boolean,
) =>
  store.workLeases.claimAll(keys, owner, {
    now: later(atMs),
    forMs: FOR_MS,
    ...(isInTheWay && { isInTheWay }),
  });

test("all of some keys or none are one process's, until its time is over", async () => {
  expect(await claim("a", ["one", "two"], 0)).toEqual({ isOurs: true, before: [] });
  expect(await claim("b", ["two", "three"], 10_000)).toEqual({ isOurs: false, freeInMs: 20_000 });
  // What it would have had alone it did not take.
  expect(await claim("c", ["three"], 10_000)).toEqual({ isOurs: true, before: [] });
  await store.workLeases.releaseAll("c");
  // Renewed, it is held for as long anew.
  expect(await claim("a", ["one", "two"], 20_000)).toEqual({ isOurs: true, before: [] });
  expect(await claim("b", ["two", "three"], 49_999)).toEqual({ isOurs: false, freeInMs: 1 });
  expect(await claim("b", ["two", "three"], 50_000)).toEqual({ isOurs: true, before: ["a"] });
  expect(await claim("a", ["one", "two"], 50_000)).toMatchObject({ isOurs: false });
});

const isInTheWay = (key: string) => key.startsWith("part");

test("other keys may be in the way too", async () => {
  await claim("a", ["part 1"], 0);
  expect(await claim("b", ["all"], 1000, isInTheWay)).toEqual({ isOurs: false, freeInMs: 29_000 });
  expect(await claim("a", ["all"], 1000, isInTheWay)).toMatchObject({ isOurs: true });
  await store.workLeases.releaseAll("a");
  expect(await claim("b", ["all"], 1000, isInTheWay)).toEqual({ isOurs: true, before: [] });
});

test("a lease that was taken while the clock was ahead lasts as long as any", async () => {
  await claim("a", ["one"], 3_600_000);
  expect(await claim("b", ["one"], 0)).toEqual({ isOurs: false, freeInMs: FOR_MS });
  expect(await claim("b", ["one"], FOR_MS)).toMatchObject({ isOurs: true });
});
