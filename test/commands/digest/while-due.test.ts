import { beforeEach, describe, expect, test } from "vitest";
import { aSnapshot, button, CHANNEL, type House, openHouse } from "../house.ts";

/** Just after the slot of a channel with default settings, 09:00 in Berlin; then comes the tick. */
const DUE = "2026-04-21T07:00:20Z";
const TICK = "2026-04-21T07:00:30Z";

const OLD = aSnapshot([{ title: "Gravity of graphs" }]);
const NEW = { ...aSnapshot([{ title: "Noise, part 1" }]), file: "001.txt" };

/** A channel subscribed to "noise" while another process was up; no tick has seen its slot yet. */
let house: House;

beforeEach(async () => {
  const before = await openHouse({ snapshots: [OLD] });
  const preview = await before.ask("digest subscribe", { topic: "noise" });
  await before.press(button(preview, "Subscribe"));
  house = await openHouse({ snapshots: [OLD, NEW], store: before.store, now: DUE });
});

async function runs() {
  return (await house.store.book.history.runs(CHANNEL, 9)).toReversed();
}

const shown = () => JSON.stringify(house.courier.posted.map(({ payload }) => payload));

describe("a setting that is changed while a slot is due", () => {
  test.each([
    { most: 3 },
    { quiet: "archive" },
    { "alarms-person": "300000000000000009" },
    // The same again, in other words.
    { time: "9am", zone: "berlin", days: "daily" },
  ])("%j leaves the slot due", async (options) => {
    await house.ask("digest settings", options);
    await house.tick(TICK);
    // Late, because this process was not up when the slot came.
    expect(await runs()).toMatchObject([
      { occasion: { kind: "slot", date: "2026-04-21" }, outcome: "sent late" },
    ]);
    expect(shown()).toContain("Noise, part 1");
  });

  test("holds for that digest already", async () => {
    await house.ask("digest settings", { quiet: "nothing" });
    house.reload([OLD]);
    await house.tick(TICK);
    expect(await runs()).toMatchObject([
      { occasion: { kind: "slot", date: "2026-04-21" }, outcome: "nothing new" },
    ]);
    expect(house.courier.posted).toEqual([]);
  });

  test.each([
    [{ time: "08:00" }, "2026-04-22T06:00:00Z", "2026-04-22"],
    [{ time: "09:30" }, "2026-04-21T07:30:00Z", "2026-04-21"],
    [{ zone: "Asia/Tokyo" }, "2026-04-22T00:00:00Z", "2026-04-22"],
    [{ days: "thursday" }, "2026-04-23T07:00:00Z", "2026-04-23"],
  ] as const)("%j moves it to the new time", async (options, next, date) => {
    await house.ask("digest settings", options);
    await house.tick(TICK);
    const justBefore = Temporal.Instant.from(next).subtract({ seconds: 1 });
    await house.tick(justBefore.toString());
    expect(await runs()).toEqual([]);
    await house.tick(next);
    expect(await runs()).toMatchObject([{ occasion: { kind: "slot", date }, outcome: "sent" }]);
    expect(shown()).toContain("Noise, part 1");
  });
});

test("another day makes no slot due that lies before the change", async () => {
  house = await openHouse({
    snapshots: [OLD, NEW],
    store: house.store,
    now: "2026-04-23T06:00:00Z",
  });
  await house.ask("digest settings", { days: "wednesday" });
  await house.tick("2026-04-23T06:00:30Z");
  expect(await runs()).toEqual([]);
  await house.tick("2026-04-29T07:00:00Z");
  expect(await runs()).toMatchObject([
    { occasion: { kind: "slot", date: "2026-04-29" }, outcome: "sent" },
  ]);
});

describe("a digest sent by hand while a slot is due", () => {
  test("leaves the slot to its own digest, in which nothing is new", async () => {
    await house.ask("digest send");
    await house.tick(TICK);
    expect(await runs()).toMatchObject([
      { occasion: { kind: "by hand" }, outcome: "sent" },
      { occasion: { kind: "slot", date: "2026-04-21" }, outcome: "nothing new" },
    ]);
  });
});

describe("in a pause", () => {
  beforeEach(() => house.ask("digest pause"));

  test("a digest sent by hand goes out at once, and the pause goes on", async () => {
    await house.ask("digest send");
    expect(await runs()).toMatchObject([{ occasion: { kind: "by hand" }, outcome: "sent" }]);
    expect(shown()).toContain("Noise, part 1");
    await house.tick(TICK);
    expect((await runs()).at(-1)).toMatchObject({ outcome: "skipped: paused" });
    expect(house.courier.posted).toHaveLength(1);
    expect((await house.ask("digest status")).text).toContain("Paused");
  });
});
