import { beforeEach, describe, expect, test } from "vitest";
import { ANN, BOB, CHANNEL, GUILD, OTHER_CHANNEL } from "../house.ts";
import {
  house,
  moments,
  openDigestHouse,
  papersCome,
  plainly,
  settingsOf,
  subscribe,
  TUESDAY,
} from "./a-digest-house.ts";

beforeEach(openDigestHouse);

describe("/digest settings", () => {
  beforeEach(() => subscribe("noise"));

  test("without options shows how it is", async () => {
    const { text } = await house.ask("digest settings");
    expect(text).toContain("**When** every day at 09:00, Europe/Berlin");
    expect(text).toContain("**At most** 10 papers");
    expect(text).toContain("**When nothing is new** a one-line note");
    expect(text).toContain("**Mentions** nobody");
    expect(text).toContain(`Next digest ${moments(TUESDAY)}`);
    expect(text).not.toContain("Publishes");
    expect((await house.ask("digest log")).text).not.toContain("changed settings");
  });

  test("changes what is given, keeps the rest, and is logged", async () => {
    const answer = await house.ask("digest settings", {
      time: "5.30pm",
      zone: "europe/kyiv",
      days: "friday",
      most: 3,
      quiet: "archive",
    });
    expect(answer.text).toContain("Saved.");
    expect(answer.text).toContain("**When** on Fridays at 17:30, Europe/Kyiv");
    expect(answer.text).toContain(`Next digest ${moments("2026-04-24T14:30:00Z")}`);
    await house.ask("digest settings", { most: 4 });
    const { text: ordered } = await house.ask("digest settings", { order: "newest", keep: 3 });
    expect(ordered).toContain("**Order** newest first");
    expect(ordered).toContain("**If papers don't fit** they wait up to 3 days");
    expect(await settingsOf()).toEqual({
      time: "17:30",
      timeZone: "Europe/Kyiv",
      zoneChosen: true,
      days: "friday",
      most: 4,
      order: "newest",
      keep: 3,
      quietDay: "archive",
      roleId: null,
      publish: false,
      votes: true,
      taste: false,
      roundUp: null,
      post: "new post each day",
      tag: null,
    });
    const { text } = await house.ask("digest log");
    expect(text).toContain(
      "time zone Europe/Kyiv, on Fridays, at most 3 papers, papers from the archive when nothing is new",
    );
    expect(text).toContain(": changed settings: at most 4 papers\n");
    expect(text).toContain(": changed settings: newest first, papers wait up to 3 days\n");
  });

  test("a time that has passed today begins tomorrow", async () => {
    await house.ask("digest settings", { time: "11:59" });
    await house.tick("2026-04-20T10:01:00Z");
    expect(house.courier.posted).toEqual([]);
    await house.tick("2026-04-21T09:59:00Z");
    expect(house.courier.posted).toHaveLength(1);
  });

  test("a later time on a day that has had its digest brings no second one", async () => {
    await house.tick(TUESDAY);
    expect(house.courier.posted).toHaveLength(1);
    const answer = await house.ask("digest settings", { time: "17:00" });
    expect(answer.text).toContain(`Next digest ${moments("2026-04-22T15:00:00Z")}`);
    await house.tick("2026-04-21T15:00:00Z");
    expect(house.courier.posted).toHaveLength(1);
    await house.tick("2026-04-22T15:00:00Z");
    expect(house.courier.posted).toHaveLength(2);
  });

  test.each([
    [{ time: "25" }, "time: type a time of day, such as 9, 09:00 or 9am"],
    [{ zone: "Mars/Olympus" }, "zone: type a city, a country or an offset"],
    [{ zone: "PST" }, "such as America/Los_Angeles or Asia/Manila"],
    [{ days: "sometimes" }, "days: pick one of the options"],
    [{ most: 0 }, "most: type a number from 1 to 25"],
    [{ most: 26 }, "most: type a number from 1 to 25"],
    [{ most: 2.5 }, "most: type a number from 1 to 25"],
    [{ quiet: "loud" }, "quiet: pick one of the options"],
    [{ role: GUILD }, "role: digests never mention @everyone"],
    [{ role: "1", "no-role": true }, "no-role: use either role or no-role"],
    [
      { "alarms-person": BOB, "alarms-channel": OTHER_CHANNEL },
      "use either alarms-person or alarms-channel",
    ],
    [{ "alarms-person": BOB, "no-alarms": true }, "no-alarms: leave this out"],
    [{ "alarms-channel": CHANNEL }, "alarms-channel: if digests can't be posted"],
    [{ publish: true }, "publish: only digests in announcement channels"],
  ])("refuses %o and says what to do", async (options, told) => {
    const before = await settingsOf();
    const answer = await house.ask("digest settings", options);
    expect(answer.how).toBe("private");
    expect(plainly(answer)).toContain(told);
    expect(await settingsOf()).toEqual(before);
  });

  test("takes a role that can be pinged, and gives it up again", async () => {
    const role = "700000000000000001";
    expect((await house.ask("digest settings", { role })).text).toContain(
      `**Mentions** <@&${role}>`,
    );
    papersCome(1);
    await house.tick(TUESDAY);
    expect(house.courier.posted[0]).toMatchObject({
      roleId: role,
      payload: { allowed_mentions: { parse: [], roles: [role] } },
    });
    const none = await house.ask("digest settings", { "no-role": true });
    expect(none.text).toContain("**Mentions** nobody");
  });

  test("refuses a role that cannot be pinged, and says where to change that", async () => {
    house.courier.channels.set(CHANNEL, {
      kind: "here",
      guildId: GUILD,
      channel: "text",
      missing: [{ permission: "Mention All Roles", where: "Server Settings", only: "mention" }],
    });
    const answer = await house.ask("digest settings", { role: "700000000000000001" });
    expect(answer.text).toContain("needs Mention All Roles (Server Settings)");
    expect((await settingsOf())?.roleId).toBeNull();
  });

  test("publishes in an announcement channel", async () => {
    house.courier.channels.set(OTHER_CHANNEL, {
      kind: "here",
      guildId: GUILD,
      channel: "announcement",
      missing: [],
    });
    await subscribe("noise", { channel: OTHER_CHANNEL });
    const answer = await house.ask("digest settings", { channel: OTHER_CHANNEL, publish: true });
    expect(answer.text).toContain("**Publishes** yes");
  });

  test("says that a zone is the default one, until it is chosen", async () => {
    expect((await house.ask("digest settings")).text).toContain("Europe/Berlin (default)");
    const chosen = await house.ask("digest settings", { zone: "Berlin" });
    expect(chosen.text).toContain("Saved.");
    expect(chosen.text).not.toContain("default");
  });

  test("sends alerts to a second person or channel, shows that, and ends it again", async () => {
    const none = await house.ask("digest settings");
    expect(none.text).toContain(`**Alerts** about problems go to <@${ANN}>\n`);
    const person = await house.ask("digest settings", { "alarms-person": BOB });
    expect(person.text).toContain(`go to <@${ANN}> and <@${BOB}>`);
    expect((await settingsOf())?.alarms).toEqual({ kind: "person", id: BOB });
    const channel = await house.ask("digest settings", { "alarms-channel": OTHER_CHANNEL });
    expect(channel.text).toContain(`go to <@${ANN}> and <#${OTHER_CHANNEL}>`);
    await house.ask("digest settings", { most: 3 });
    expect((await settingsOf())?.alarms).toEqual({ kind: "channel", id: OTHER_CHANNEL });
    await house.ask("digest settings", { "no-alarms": true });
    expect((await settingsOf())?.alarms).toBeUndefined();
    const { text } = await house.ask("digest log");
    for (const did of ["alerts to another person", "alerts to a channel", "no more alerts"])
      expect(text).toContain(`changed settings: ${did}`);
  });

  test("takes no alarms channel of another server, nor one where it may not post", async () => {
    const missing = [{ permission: "Send Messages", where: "#alarms: Edit Channel" }];
    const probe = { kind: "here", guildId: GUILD, channel: "text", missing } as const;
    house.courier.channels.set("100000000000000077", { ...probe, missing });
    house.courier.channels.set("100000000000000078", { ...probe, guildId: "1", missing: [] });
    const refused = [
      ["100000000000000077", "Send Messages"],
      ["100000000000000078", "can't see that channel"],
      ["100000000000000079", "can't see that channel"],
      [CHANNEL, "Pick another one"],
    ] as const;
    for (const [id, why] of refused) {
      const { how, text } = await house.ask("digest settings", { "alarms-channel": id });
      expect(how).toBe("private");
      expect(text).toContain(why);
    }
    expect((await settingsOf())?.alarms).toBeUndefined();
    expect((await house.ask("digest log")).text).not.toContain("alarms");
  });

  test("completes a zone by its city, with the time it is there", async () => {
    const [first] = await house.complete("digest settings", "zone", "berl");
    expect(first).toEqual({ name: "Europe/Berlin (12:00)", value: "Europe/Berlin" });
    const [munich] = await house.complete("digest settings", "zone", "Munich");
    expect(munich).toEqual({
      name: "Europe/Berlin (12:00, Munich, Germany)",
      value: "Europe/Berlin",
    });
    for (const typed of [
      "",
      "utc+8",
      "pst",
      "kyiv",
      "kolk",
      "utc",
      "new y",
      "💩",
      "a".repeat(500),
    ]) {
      const choices = await house.complete("digest settings", "zone", typed);
      expect(choices.length).toBeLessThanOrEqual(25);
      for (const { value } of choices)
        expect(plainly(await house.ask("digest settings", { zone: value }))).toContain(value);
    }
  });
});
