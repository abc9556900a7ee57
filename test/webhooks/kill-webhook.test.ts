import { setTimeout } from "node:timers/promises";
import { beforeEach, expect, test } from "vitest";
import { secretInWords } from "../../src/webhooks/sign.ts";
import { aChannel, FRIDAY, subscribed } from "../digests/a-channel.ts";
import { liveApart, liveHere, liveUntil, noteVision } from "../digests/outlets/lives.ts";
import { answerWith, aReceiver, headerOf, type Receiver, verified } from "./a-receiver.ts";
import { openAt } from "../store/open-at.ts";
import { forget, newAddress, onPostgres } from "../store/test-store.ts";

const LONG_MS = 300_000;
const CHANNELS = ["c1", "c2", "c3"];
const SECRET = Buffer.alloc(32, "secret");

let receiver: Receiver;

beforeEach(async () => {
  receiver = await aReceiver();
});

/** Channels with a webhook each, all due. */
async function begin(): Promise<string> {
  const database = await newAddress();
  const { book, webhooks, close } = await openAt(database);
  for (const id of CHANNELS) {
    await subscribed(book, aChannel({ id }), "vision");
    const target = { url: new URL(receiver.url), secret: SECRET };
    await webhooks.set(id, target, { at: FRIDAY, newId: `o${id}` });
  }
  await noteVision(book);
  await close();
  return database;
}

function fateOf(database: string) {
  return { kind: "webhook", port: Number(new URL(receiver.origin).port), database } as const;
}

/** What arrived, checked as receivers do: how often each id came, and of which channels. */
function arrived() {
  const byId = Map.groupBy(receiver.received, ({ headers }) => headerOf(headers, "id"));
  const channels = [...byId.values()].map((deliveries) => {
    const events = deliveries.map((delivery) => verified(delivery, secretInWords(SECRET)));
    // Whoever keeps the first of an id loses nothing by that.
    for (const event of events) expect(event).toEqual(events[0]);
    return events[0]?.data.channel.id ?? "";
  });
  return { channels: sorted(channels), counts: [...byId.values()].map(({ length }) => length) };
}

function sorted(ids: readonly string[]): string[] {
  return ids.toSorted((one, other) => one.localeCompare(other));
}

test.each([
  ["stopped dead at each step in turn", liveHere, 1],
  ["killed at one step or another", liveApart, 7],
] as const)(
  "%s, it loses no delivery, and sends twice only what nobody could know of",
  async (_how, liveSo, every) => {
    const whole = fateOf(await begin());
    const steps = await liveHere({ ...whole, owner: "one" });
    expect(steps).toBeGreaterThan(10);
    expect(arrived()).toEqual({ channels: CHANNELS, counts: [1, 1, 1] });
    for (let diesAt = 1; diesAt <= (steps ?? 0); diesAt += onPostgres ? 12 * every : every) {
      receiver.received.length = 0;
      const fate = fateOf(await begin());
      expect(await liveSo({ ...fate, owner: "one", diesAt })).toBeNull();
      // Another process waits for the lease of the one that was killed.
      expect(await liveHere({ ...fate, owner: "two", minutes: 6 })).not.toBeNull();
      const { channels, counts } = arrived();
      expect(channels, `at step ${diesAt}`).toEqual(CHANNELS);
      expect(Math.max(...counts)).toBeLessThanOrEqual(2);
      await forget(fate.database);
    }
  },
  LONG_MS,
);

test(
  "killed while the receiver answers, it sends the same event again under the same id",
  async () => {
    const fate = fateOf(await begin());
    receiver.answer = () => undefined;
    await liveUntil({ ...fate, owner: "one" }, async () => {
      while (receiver.received.length < CHANNELS.length) await setTimeout(20);
    });
    receiver.answer = (response) => answerWith(response, 204);
    await liveHere({ ...fate, owner: "two", minutes: 6 });
    expect(arrived()).toEqual({ channels: CHANNELS, counts: [2, 2, 2] });
    receiver.received.length = 0;
    await liveHere({ ...fate, owner: "three", minutes: 12 });
    expect(arrived()).toEqual({ channels: [], counts: [] });
  },
  LONG_MS,
);
