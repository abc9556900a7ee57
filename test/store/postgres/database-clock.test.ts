import { afterEach, beforeEach, expect, test } from "vitest";
import type { Store } from "../../../src/store/open.ts";
import { databaseClock } from "../../../src/store/postgres/database-clock.ts";
import { aChannel, aDigest, aMessage, subscribed } from "../../digests/a-channel.ts";
import { openAt } from "../open-at.ts";
import { newAddress, run } from "../test-store.ts";

let address: string;
let store: Store;

beforeEach(async () => {
  address = await newAddress();
  store = await openAt(address, { leaseClock: databaseClock });
});

afterEach(async () => {
  await store.close();
});

const NOW = Temporal.Instant.from("2026-11-28T09:00:00Z");

async function itIs(now: Temporal.Instant): Promise<void> {
  await run(
    address,
    `create or replace function paperboy_now() returns bigint language sql volatile
     as 'select ${now.epochMilliseconds}::bigint'`,
  );
}

/** Two machines whose clocks are minutes apart. */
const SLOW = NOW.subtract({ minutes: 5 });
const FAST = NOW.add({ minutes: 5 });

const span = (now: Temporal.Instant) => ({ now, until: now.add({ minutes: 1 }) });

test("the database says when leases end, whatever clocks machines have", async () => {
  await itIs(NOW);
  const { workLeases, book } = store;
  await subscribed(book, aChannel(), "vision");
  await book.deliveries.plan(aDigest(), [aMessage("p1")]);
  const takenBy = async (owner: string, now: Temporal.Instant) => [
    await workLeases.claim("one", owner, span(now)),
    (await workLeases.claimAll(["two"], owner, { now, forMs: 60_000 })).isOurs,
    await book.leases.claim("d1", owner, now, now.add({ minutes: 1 })),
  ];
  expect(await takenBy("slow", SLOW)).toEqual([true, true, true]);
  expect(await takenBy("fast", FAST)).toEqual([false, false, false]);
  await book.leases.shortenLeases(FAST, FAST.add({ minutes: 1 }));
  await itIs(NOW.add({ seconds: 59 }));
  expect(await takenBy("fast", FAST)).toEqual([false, false, false]);
  await itIs(NOW.add({ minutes: 1 }));
  expect(await takenBy("fast", FAST)).toEqual([true, true, true]);
  expect(await takenBy("slow", SLOW)).toEqual([false, false, false]);
});

test("it says the time of the moment", async () => {
  const before = Date.now();
  const [row] = await run(address, "select paperboy_now() as now");
  const { now } = Object(row);
  expect(Math.abs(Number(now) - before)).toBeLessThan(60_000);
});
