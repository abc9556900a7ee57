import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { followDefaultZone } from "../../src/digests/subscriptions/follow-default-zone.ts";
import { dueSlot } from "../../src/digests/slots.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { recordLog } from "../discord/log.ts";
import { aChannel, aDigest, aMessage, subscribed } from "./a-channel.ts";

let folder: string;
let store: Store;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "paperboy-zone-"));
  store = await openStore(join(folder, "paperboy.db"));
});

afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const at = (time: string) => Temporal.Instant.from(`2026-11-21T${time}:00Z`);

/** A channel with its digest at nine, all slots before `settledUntil` answered. */
async function nineOClock(timeZone: string, zoneChosen: boolean, settledUntil: Temporal.Instant) {
  const channel = aChannel({ settledUntil, settings: { time: "09:00", timeZone, zoneChosen } });
  await subscribed(store.book, channel, "vision");
  await store.book.subscriptions.saveChannel(channel);
}

async function follow(timeZone: string, now: Temporal.Instant) {
  await followDefaultZone({ book: store.book, timeZone, now, log: recordLog().log });
  const channel = await store.book.subscriptions.channel("c1");
  if (!channel) throw new Error("The channel is gone");
  return channel;
}

test("a channel that never chose a zone follows a changed default", async () => {
  await nineOClock("UTC", false, at("10:00"));
  const { settings, settledUntil } = await follow("Asia/Tokyo", at("12:00"));
  expect(settings).toMatchObject({ timeZone: "Asia/Tokyo", zoneChosen: false });
  expect(dueSlot(at("12:00"), settledUntil, settings)).toBeNull();
});

test("one that chose keeps its zone, whatever it is", async () => {
  await nineOClock("UTC", true, at("10:00"));
  expect((await follow("Asia/Tokyo", at("12:00"))).settings.timeZone).toBe("UTC");
});

test("one from before this was stored counts as having chosen", async () => {
  await nineOClock("UTC", false, at("10:00"));
  const database = new DatabaseSync(join(folder, "paperboy.db"));
  database.exec("update channel set settings = json_remove(settings, '$.zoneChosen')");
  database.close();
  expect((await follow("Asia/Tokyo", at("12:00"))).settings).toMatchObject({
    timeZone: "UTC",
    zoneChosen: true,
  });
});

test("a digest that was due while the bot was down is still due", async () => {
  await nineOClock("UTC", false, at("00:00"));
  const { settings, settledUntil } = await follow("Europe/Berlin", at("12:00"));
  expect(dueSlot(at("12:00"), settledUntil, settings)?.date).toBe("2026-11-21");
});

test("a day that has had its digest gets no second one", async () => {
  await nineOClock("Asia/Tokyo", false, at("00:00"));
  await store.book.deliveries.plan(
    aDigest({ occasion: { kind: "slot", date: "2026-11-21" }, dueAt: at("00:00") }),
    [aMessage("p1")],
  );
  const { settings, settledUntil } = await follow("UTC", at("03:00"));
  expect(dueSlot(at("23:00"), settledUntil, settings)).toBeNull();
});
