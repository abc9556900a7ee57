import { beforeEach, describe, expect, test } from "vitest";
import { CHANNEL, GUILD, openHouse } from "../house.ts";
import {
  house,
  moments,
  OLD,
  openDigestHouse,
  papersCome,
  shownIn,
  subscribe,
  TUESDAY,
  WEDNESDAY,
} from "./a-digest-house.ts";

beforeEach(openDigestHouse);

describe("/digest pause and resume", () => {
  beforeEach(() => subscribe("noise"));

  test("pauses until somebody resumes, and what came meanwhile is in the next digest", async () => {
    const paused = await house.ask("digest pause");
    expect(paused.text).toContain("are paused. Use `/digest resume` to start them again");
    papersCome(2);
    await house.tick(TUESDAY);
    expect(house.courier.posted).toEqual([]);
    expect((await house.ask("digest status")).text).toContain("**skipped: paused**");
    const resumed = await house.ask("digest resume");
    expect(resumed.text).toContain(`The next one comes ${moments(WEDNESDAY)}`);
    await house.tick("2026-04-21T07:01:00Z");
    expect(house.courier.posted).toEqual([]);
    await house.tick(WEDNESDAY);
    expect(shownIn(0)).toContain("Noise, part 2");
  });

  test("pauses until a day of the channel's zone", async () => {
    const paused = await house.ask("digest pause", { until: "2026-04-22" });
    expect(paused.text).toContain(`paused until ${moments("2026-04-21T22:00:00Z")}`);
    expect(paused.text).toContain("The next one comes <t:1776841200:F>.");
    await house.tick(TUESDAY);
    expect(house.courier.posted).toEqual([]);
    await house.tick(WEDNESDAY);
    expect(house.courier.posted).toHaveLength(1);
    expect((await house.ask("digest status")).text).not.toContain("Paused");
  });

  test("says so where the pause ends before the next digest, which comes all the same", async () => {
    const paused = await house.ask("digest pause", { until: "tomorrow" });
    expect(paused.text).toContain(
      "This doesn't skip a digest: the next one comes <t:1776754800:F> anyway.",
    );
    expect(paused.text).not.toContain("New papers wait");
    papersCome(1);
    await house.tick(TUESDAY);
    expect(house.courier.posted).toHaveLength(1);
  });

  test.each([
    ["soon", "until: type a date or a length of time"],
    ["2026-04-20", "until: that day has already started"],
    ["0d", "until: that day has already started"],
    ["2026-02-30", "until: type a date or a length of time"],
  ])("refuses until %s", async (until, told) => {
    expect((await house.ask("digest pause", { until })).text).toContain(told);
    expect((await house.store.book.subscriptions.channel(CHANNEL))?.pause).toBeNull();
  });

  test("a slot that passed in a pause is not made up for when resume comes before the tick", async () => {
    await house.ask("digest pause");
    papersCome(1);
    const later = await openHouse({
      snapshots: [OLD],
      store: house.store,
      now: "2026-04-21T07:00:30Z",
    });
    await later.ask("digest resume");
    await later.tick("2026-04-21T07:01:00Z");
    expect(later.courier.posted).toEqual([]);
  });

  test("resume where nothing is paused says so", async () => {
    expect((await house.ask("digest resume")).text).toContain("Digests aren't paused");
  });

  test("resume while a permission is missing names it", async () => {
    const { subscriptions } = house.store.book;
    await subscriptions.pause(CHANNEL, {
      why: "blocked",
      permission: "Send Messages",
      notified: true,
    });
    const missing = [{ permission: "Send Messages", where: "#papers" }];
    house.courier.channels.set(CHANNEL, { kind: "here", guildId: GUILD, channel: "text", missing });
    expect((await house.ask("digest list")).text).toContain(
      "Blocked: Paperboy needs **Send Messages**.",
    );
    expect((await house.ask("digest resume")).text).toContain("needs Send Messages (#papers)");
    house.courier.channels.set(CHANNEL, {
      kind: "here",
      guildId: GUILD,
      channel: "text",
      missing: [],
    });
    expect((await house.ask("digest resume")).text).toContain("back on");
  });
});
