import { beforeEach, describe, expect, test } from "vitest";
import type { Snapshot } from "../../src/papers/paper.ts";
import {
  type Answer,
  ANN,
  aSnapshot,
  BOB,
  button,
  CHANNEL,
  GUILD,
  type House,
  menu,
  openHouse,
  OTHER_CHANNEL,
} from "./house.ts";

/** Slots of a channel with default settings, 09:00 in Berlin: Tuesday and Wednesday. */
const TUESDAY = "2026-04-21T07:00:00Z";
const WEDNESDAY = "2026-04-22T07:00:00Z";

const OLD: Snapshot = aSnapshot([
  { title: "Noise that was always there" },
  { title: "Gravity of graphs" },
]);

const MANAGERS_ONLY = "Only members with the Manage Server permission can manage digests.";

let house: House;

beforeEach(async () => {
  house = await openHouse({ snapshots: [OLD] });
});

/** `<t:1776754800:F>, <t:1776754800:R>` */
function moments(at: string): string {
  const seconds = Temporal.Instant.from(at).epochMilliseconds / 1000;
  return `<t:${seconds}:F>, <t:${seconds}:R>`;
}

async function subscribe(topic: string, options: Record<string, string> = {}): Promise<void> {
  const preview = await house.ask("digest subscribe", { topic, ...options });
  await house.press(button(preview, "Confirm"));
}

/** As many papers on noise come, numbered from 1. */
function papersCome(count: number): void {
  const entries = Array.from({ length: count }, (_, i) => ({ title: `Noise, part ${i + 1}` }));
  house.reload([OLD, { ...aSnapshot(entries), file: "001.txt" }]);
}

/** What Discord showed of a message that was posted. */
function shownIn(place: number): string {
  return JSON.stringify(house.courier.posted[place]?.payload);
}

function buttonIn(place: number, pattern: RegExp): string | undefined {
  return pattern.exec(shownIn(place))?.[0];
}

/** As people read it, without escapes. */
function plainly({ text }: Answer): string {
  return text.replaceAll("\\", "");
}

async function settingsOf(channelId = CHANNEL) {
  return (await house.store.book.subscriptions.channel(channelId))?.settings;
}

describe("without Manage Server", () => {
  test.each([
    ["subscribe", { topic: "noise" }],
    ["unsubscribe", { topic: "noise" }],
    ["list", {}],
    ["settings", { most: 3 }],
    ["settings", {}],
    ["pause", {}],
    ["resume", {}],
    ["preview", {}],
    ["send", {}],
    ["status", {}],
    ["why", { paper: "Gravity of graphs" }],
    ["log", {}],
  ])("/digest %s %o is refused", async (command, options) => {
    await subscribe("noise");
    const before = await house.store.book.subscriptions.channel(CHANNEL);
    const answer = await house.ask(`digest ${command}`, options, { userId: BOB });
    expect(answer.how).toBe("private");
    expect(answer.text).toContain(MANAGERS_ONLY);
    expect(await house.store.book.subscriptions.channel(CHANNEL)).toEqual(before);
    expect(await house.store.book.subscriptions.of(CHANNEL)).toHaveLength(1);
    expect(house.courier.posted).toEqual([]);
  });

  test("the buttons and the form of a preview are refused too", async () => {
    const preview = await house.ask("digest subscribe", { topic: "noise" });
    const form = await house.openForm(button(preview, "Change topic"));
    const bob = { userId: BOB };
    for (const label of ["Confirm", "Change topic", "Cancel"])
      expect((await house.press(button(preview, label), bob)).text).toContain(MANAGERS_ONLY);
    expect((await house.submit(form, { topic: "mine" }, bob)).text).toContain(MANAGERS_ONLY);
    for (const id of [`digest.preview:${CHANNEL}:1`, "digest.list:1", "digest.log::1"])
      expect((await house.press(id, bob)).text).toContain(MANAGERS_ONLY);
    expect(await house.store.book.subscriptions.of(CHANNEL)).toEqual([]);
  });
});

test.each([
  ["unsubscribe", { topic: "noise" }],
  ["settings", {}],
  ["pause", {}],
  ["resume", {}],
  ["preview", {}],
  ["send", {}],
  ["status", {}],
])("/digest %s where nothing is subscribed to says how to begin", async (command, options) => {
  const answer = await house.ask(`digest ${command}`, options);
  expect(answer.how).toBe("private");
  expect(answer.text).toContain("Begin with /digest subscribe.");
});

describe("/digest unsubscribe", () => {
  test.each(["noise", "Loud", "LOUD"])("takes a topic or its name: %s", async (typed) => {
    await subscribe("noise", { name: "Loud" });
    await subscribe("gravity");
    const answer = await house.ask("digest unsubscribe", { topic: typed });
    expect(answer.text).toContain(
      `No longer subscribed to *Loud* in <#${CHANNEL}>.\n-# 1 topic left`,
    );
    const last = await house.ask("digest unsubscribe", { topic: "gravity" });
    expect(last.text).toContain("That was the last topic, so no more digests will be posted.");
    await house.tick(TUESDAY);
    expect(house.courier.posted).toEqual([]);
  });

  test("of a topic that is not there says so, and where to look", async () => {
    await subscribe("noise");
    const answer = await house.ask("digest unsubscribe", { topic: "silence" });
    expect(answer.text).toContain("that channel has no topic “silence”. /digest list");
  });

  test("completes the topics of the channel that was picked, else of this one", async () => {
    await subscribe("gravity", { channel: OTHER_CHANNEL });
    await subscribe("noise", { name: "Loud" });
    expect(await house.complete("digest unsubscribe", "topic", "")).toEqual([
      { name: "Loud", value: "noise" },
    ]);
    const other = { channel: OTHER_CHANNEL };
    expect(await house.complete("digest unsubscribe", "topic", "grav", {}, other)).toEqual([
      { name: "gravity", value: "gravity" },
    ]);
    const blind = { unseen: [OTHER_CHANNEL] };
    expect(await house.complete("digest unsubscribe", "topic", "", blind, other)).toEqual([]);
  });
});

describe("/digest list", () => {
  test("has every channel of the server with topics, next digest and last outcome", async () => {
    expect((await house.ask("digest list")).text).toContain("Nothing is subscribed to yet.");
    await subscribe("noise", { name: "Loud" });
    await subscribe("gravity", { channel: OTHER_CHANNEL });
    await house.ask("digest pause", { channel: OTHER_CHANNEL });
    papersCome(1);
    await house.tick(TUESDAY);
    const { text } = await house.ask("digest list");
    expect(text).toContain(`**<#${CHANNEL}>** · next ${moments(WEDNESDAY).replace(":F>", ":f>")}`);
    expect(text).toContain("*Loud* (noise)\n-# Last: <t:1776754800:f> · **sent** · 1 paper");
    expect(text).toContain(`**<#${OTHER_CHANNEL}>**\nPaused until somebody uses`);
    expect(text).toContain("*gravity*\n-# Last: <t:1776754800:f> · **skipped: paused**");
    const one = await house.ask("digest list", { channel: CHANNEL });
    expect(one.text).not.toContain(OTHER_CHANNEL);
  });

  test("turns pages", async () => {
    for (let i = 1; i <= 7; i++) {
      const channel = `60000000000000000${i}`;
      const probe = { kind: "here", guildId: GUILD, channel: "text", missing: [] } as const;
      house.courier.channels.set(channel, { ...probe, missing: [] });
      await subscribe("noise", { channel });
    }
    const first = await house.ask("digest list");
    expect(first.text).toContain("-# 1–5 of 7 channels");
    const second = await house.press(button(first, "Next"));
    expect(second.how).toBe("update");
    expect(second.text).toContain("-# 6–7 of 7 channels");
    expect((await house.press(button(second, "Previous"))).text).toContain("-# 1–5 of 7");
  });

  test("leaves out other servers", async () => {
    await subscribe("noise");
    const { subscriptions } = house.store.book;
    const channel = await subscriptions.channel(CHANNEL);
    if (channel) await subscriptions.saveChannel({ ...channel, guildId: "another" });
    expect((await house.ask("digest list")).text).toContain("Nothing is subscribed to yet.");
    expect((await house.ask("digest status")).text).toContain("Begin with /digest subscribe.");
  });
});

describe("/digest settings", () => {
  beforeEach(() => subscribe("noise"));

  test("without options shows how it is", async () => {
    const { text } = await house.ask("digest settings");
    expect(text).toContain("**When** every day at 09:00, Europe/Berlin");
    expect(text).toContain("**At most** 10 papers");
    expect(text).toContain("**When nothing is new** one line says so");
    expect(text).toContain("**Mentions** nobody");
    expect(text).toContain(`The next one comes ${moments(TUESDAY)}`);
    expect(text).not.toContain("Publishes");
    expect((await house.ask("digest log")).text).not.toContain("set ");
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
    expect(answer.text).toContain(`The next one comes ${moments("2026-04-24T14:30:00Z")}`);
    await house.ask("digest settings", { most: 4 });
    expect(await settingsOf()).toEqual({
      time: "17:30",
      timeZone: "Europe/Kyiv",
      zoneChosen: true,
      days: "friday",
      most: 4,
      quietDay: "archive",
      roleId: null,
      publish: false,
    });
    const { text } = await house.ask("digest log");
    expect(text).toContain("zone Europe/Kyiv, days friday, most 3, quiet archive");
    expect(text).toContain(": set most 4\n");
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
    expect(answer.text).toContain(`The next one comes ${moments("2026-04-22T15:00:00Z")}`);
    await house.tick("2026-04-21T15:00:00Z");
    expect(house.courier.posted).toHaveLength(1);
    await house.tick("2026-04-22T15:00:00Z");
    expect(house.courier.posted).toHaveLength(2);
  });

  test.each([
    [{ time: "25" }, "time: type a time of day, for example 9, 09:00 or 9am"],
    [{ zone: "Mars/Olympus" }, "zone: type a city, a country or an offset"],
    [{ zone: "PST" }, "such as America/Los_Angeles or Asia/Manila"],
    [{ days: "sometimes" }, "days: pick one of the days"],
    [{ most: 0 }, "most: type a number from 1 to 25"],
    [{ most: 26 }, "most: type a number from 1 to 25"],
    [{ most: 2.5 }, "most: type a number from 1 to 25"],
    [{ quiet: "loud" }, "quiet: pick one of the choices"],
    [{ role: GUILD }, "role: a digest never mentions @everyone"],
    [{ role: "1", "no-role": true }, "no-role: leave it out"],
    [{ "alarms-person": BOB, "alarms-channel": OTHER_CHANNEL }, "leave out alarms-person"],
    [{ "alarms-person": BOB, "no-alarms": true }, "no-alarms: leave it out"],
    [{ "alarms-channel": CHANNEL }, "alarms-channel: what keeps digests out"],
    [{ publish: true }, "publish: only what stands in an announcement channel"],
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
    expect(answer.text).toContain("lacks Mention All Roles (Server Settings)");
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

  test("sends alarms to a second person or channel, shows that, and ends it again", async () => {
    const none = await house.ask("digest settings");
    expect(none.text).toContain(`**Alarms** about problems go to <@${ANN}>\n`);
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
    for (const did of ["alarms to another person", "alarms to a channel", "no more alarms"])
      expect(text).toContain(`set ${did}`);
  });

  test("takes no alarms channel of another server, nor one where it may not post", async () => {
    const missing = [{ permission: "Send Messages", where: "#alarms: Edit Channel" }];
    const probe = { kind: "here", guildId: GUILD, channel: "text", missing } as const;
    house.courier.channels.set("100000000000000077", { ...probe, missing });
    house.courier.channels.set("100000000000000078", { ...probe, guildId: "1", missing: [] });
    const refused = [
      ["100000000000000077", "Send Messages"],
      ["100000000000000078", "cannot see that channel"],
      ["100000000000000079", "cannot see that channel"],
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

describe("/digest pause and resume", () => {
  beforeEach(() => subscribe("noise"));

  test("pauses until somebody resumes, and what came meanwhile is in the next digest", async () => {
    const paused = await house.ask("digest pause");
    expect(paused.text).toContain("are paused until somebody uses `/digest resume`");
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
    expect(paused.text).toContain("The first one after that comes <t:1776841200:F>.");
    await house.tick(TUESDAY);
    expect(house.courier.posted).toEqual([]);
    await house.tick(WEDNESDAY);
    expect(house.courier.posted).toHaveLength(1);
    expect((await house.ask("digest status")).text).not.toContain("Paused");
  });

  test.each([
    ["soon", "until: type a day or a time"],
    ["2026-04-20", "until: that day has begun already"],
    ["0d", "until: that day has begun already"],
    ["2026-02-30", "until: type a day or a time"],
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
    expect((await house.ask("digest resume")).text).toContain("Digests are not paused");
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
      "Blocked: **Send Messages** is missing.",
    );
    expect((await house.ask("digest resume")).text).toContain("lacks Send Messages (#papers)");
    house.courier.channels.set(CHANNEL, {
      kind: "here",
      guildId: GUILD,
      channel: "text",
      missing: [],
    });
    expect((await house.ask("digest resume")).text).toContain("back on");
  });
});

describe("/digest preview", () => {
  test("is exactly what the next digest holds, message by message", async () => {
    await subscribe("noise");
    await house.ask("digest settings", { most: 25 });
    const long = "noise ".repeat(200);
    const entries = Array.from({ length: 25 }, (_, i) => ({ title: `Noise ${i + 1}`, text: long }));
    house.reload([OLD, aSnapshot(entries)]);
    const first = await house.ask("digest preview");
    expect(first.how).toBe("private");
    expect(first.text).toContain(
      `Preview of the next digest in <#${CHANNEL}>, due ${moments(TUESDAY)}`,
    );
    const pages: Answer[] = [first];
    for (let page = first; button(page, "Next");) {
      page = await house.press(button(page, "Next"));
      expect(page.how).toBe("update");
      pages.push(page);
    }
    expect(first.text).toContain(`message 1 of ${pages.length}`);
    expect(house.courier.posted).toEqual([]);
    await house.tick(TUESDAY);
    expect(house.courier.posted).toHaveLength(pages.length);
    for (const [i, page] of pages.entries()) {
      const [preview] = menu(page).options;
      expect(shownIn(i)).toContain(`"label":"${preview?.label}"`);
      expect(menu(page).options.map(({ value }) => value)).toEqual(optionsIn(i));
    }
  });

  test("mentions nobody, although the digest will", async () => {
    await subscribe("noise");
    await house.ask("digest settings", { role: "700000000000000001" });
    papersCome(1);
    const { components } = await house.ask("digest preview");
    expect(JSON.stringify(components)).toContain("<@&700000000000000001>");
    // What pings is in the message's `allowed_mentions`, of which the house takes none in answers.
  });

  test("opens a paper from its menu", async () => {
    await subscribe("noise");
    papersCome(1);
    const preview = await house.ask("digest preview");
    const { custom_id, options } = menu(preview);
    const card = await house.press(custom_id, {}, [options[0]?.value ?? ""]);
    expect(card.text).toContain("### [Noise, part 1]");
  });

  test("of a quiet day says what would be posted, or that nothing would", async () => {
    await subscribe("noise");
    expect((await house.ask("digest preview")).text).toContain("nothing new on *noise*.");
    await house.ask("digest settings", { quiet: "archive" });
    const archive = await house.ask("digest preview");
    expect(archive.text).toContain("## From the archive · 21 Apr 2026");
    expect(archive.text).toContain("Noise that was always there");
    await house.ask("digest settings", { quiet: "nothing" });
    expect((await house.ask("digest preview")).text).toContain(
      "on such days nothing is posted here",
    );
  });
});

/** Ids of the papers in the menu of a posted message. */
function optionsIn(place: number): string[] {
  return [...shownIn(place).matchAll(/"value":"([^"]+)"/g)].map((match) => match[1] ?? "");
}

describe("/digest send", () => {
  test("sends now, beside the slots, and says what became of it", async () => {
    await subscribe("noise");
    papersCome(2);
    await house.tick("2026-04-20T12:00:00Z");
    const answer = await house.ask("digest send");
    expect(answer.how).toBe("private");
    expect(answer.text).toContain(`### Digest in <#${CHANNEL}>\nIt was sent.\n-# 2 papers`);
    expect(shownIn(0)).toContain("Noise, part 1");
    expect((await house.ask("digest status")).text).toContain("by hand · **sent** · 2 papers");
    expect((await house.ask("digest log")).text).toContain(": sent a digest");
    await house.tick(TUESDAY);
    expect(shownIn(1)).toContain("nothing new on");
  });

  test("names a permission that is missing", async () => {
    await subscribe("noise");
    const missing = [{ permission: "Send Messages", where: "#papers" }];
    house.courier.channels.set(CHANNEL, { kind: "here", guildId: GUILD, channel: "text", missing });
    expect((await house.ask("digest send")).text).toContain("lacks Send Messages (#papers)");
    expect(await house.store.book.history.runs(CHANNEL, 5)).toEqual([]);
  });

  test("tells what Discord refused", async () => {
    await subscribe("noise");
    papersCome(1);
    house.courier.fates.set(CHANNEL, { kind: "invalid", reason: "Invalid Form Body" });
    const answer = await house.ask("digest send");
    expect(answer.text).toContain("It could not be sent.");
    expect(answer.text).not.toContain("Invalid Form Body");
  });

  test("while one is under way sends no second one", async () => {
    await subscribe("noise");
    papersCome(1);
    house.courier.fates.set(CHANNEL, { kind: "unavailable", reason: "Discord failed: 503" });
    for (const _ of [1, 2]) {
      const answer = await house.ask("digest send");
      expect(answer.text).toContain("It is on its way.");
    }
    expect(await house.store.book.history.runs(CHANNEL, 5)).toHaveLength(1);
  });
});

describe("/digest status", () => {
  test("has the last five runs, the next slot and how fresh the sources are", async () => {
    await subscribe("noise");
    papersCome(11);
    for (const day of [21, 22, 23, 24, 25, 26]) await house.tick(`2026-04-${day}T07:00:00Z`);
    const { text } = await house.ask("digest status");
    expect(text).toContain(`Next: ${moments("2026-04-27T07:00:00Z")}`);
    expect(text).toContain("-# 1 topic · 0 new papers wait");
    expect(text.match(/\*\*nothing new\*\*/g)).toHaveLength(4);
    expect(text.match(/\*\*sent\*\*/g)).toHaveLength(1);
    expect(text).toContain("<t:1776841200:f> · **sent** · 1 paper\n");
    expect(text).toContain(
      "Saved pages: fresh\n-# read <t:1776643200:R> · newest listing of 17 Apr 2026",
    );
  });

  test("says what is set aside, and why", async () => {
    await subscribe("noise");
    papersCome(1);
    house.courier.fates.set(CHANNEL, { kind: "invalid", reason: "Invalid Form Body @everyone" });
    await house.tick(TUESDAY);
    const { text } = await house.ask("digest status");
    expect(text).toContain("**failed**");
    expect(text).toContain("Discord didn't accept it, so it was left out: Noise, part 1");
    expect(text).not.toContain("Invalid Form Body");
  });

  test("says which permission blocks a digest, and how many papers it holds up", async () => {
    await subscribe("noise");
    papersCome(2);
    house.courier.fates.set(CHANNEL, { kind: "blocked", permission: "Send Messages" });
    await house.tick(TUESDAY);
    const { text } = await house.ask("digest status");
    expect(text).toContain("**blocked: Send Messages** · 0 of 2 papers");
    house.courier.fates.delete(CHANNEL);
    await house.tick(WEDNESDAY);
    expect((await house.ask("digest status")).text).toContain(
      "**sent late** · 2 papers\n-# Waiting for the permission Send Messages",
    );
  });

  test("counts no paper as waiting that is gone with its page", async () => {
    await subscribe("noise");
    papersCome(2);
    await house.tick("2026-04-20T12:00:00Z");
    expect((await house.ask("digest status")).text).toContain("2 new papers wait");
    papersCome(1);
    await house.tick("2026-04-20T12:01:00Z");
    expect((await house.ask("digest status")).text).toContain("1 new paper waits");
  });
});

const askWhy = async (paper: string, options = {}) =>
  (await house.ask("digest why", { paper, ...options })).text;

describe("/digest why", () => {
  test("tells the first rule that decided", async () => {
    expect(await askWhy("Gravity of graphs")).toContain("nothing is subscribed to");
    await subscribe("noise", { name: "Loud" });
    expect(await askWhy("Noise that was always there")).toContain(
      "Not in a digest: it matches *Loud*, but it was known already",
    );
    expect(await askWhy("Gravity of graphs")).toContain("-# **Loud**: it does not say *noise*");
    await house.ask("digest settings", { most: 1 });
    papersCome(2);
    await house.tick("2026-04-20T12:00:00Z");
    expect(await askWhy("Noise, part 1")).toContain(
      `It matches *Loud* and is planned for the next digest.\nThe next one comes ${moments(TUESDAY)}.`,
    );
    expect(await askWhy("Noise, part 2")).toContain("waits: 1 paper goes before it");
    await house.tick(TUESDAY);
    expect(await askWhy("Noise, part 1")).toContain(
      `It was sent in <#${CHANNEL}> on ${moments(TUESDAY)}.\n` +
        `https://discord.com/channels/${GUILD}/${CHANNEL}/400000000000000001`,
    );
    expect(await askWhy("Noise, part 2")).toContain("is planned for the next digest");
    expect(await askWhy("Noise, part 1", { channel: OTHER_CHANNEL })).toContain(
      "nothing is subscribed to",
    );
  });

  test("links to a message in the post of a forum", async () => {
    house.courier.channels.set(OTHER_CHANNEL, {
      kind: "here",
      guildId: GUILD,
      channel: "forum",
      missing: [],
    });
    await subscribe("noise", { channel: OTHER_CHANNEL });
    papersCome(1);
    await house.tick(TUESDAY);
    const post = "400000000000000001";
    expect(await askWhy("Noise, part 1", { channel: OTHER_CHANNEL })).toContain(
      `https://discord.com/channels/${GUILD}/${post}/${post}`,
    );
  });

  test("of a paper that Discord refused has the reason", async () => {
    await subscribe("noise");
    papersCome(1);
    house.courier.fates.set(CHANNEL, { kind: "invalid", reason: "Invalid Form Body" });
    await house.tick(TUESDAY);
    expect(await askWhy("Noise, part 1")).toContain("It was set aside");
    expect(await askWhy("Noise, part 1")).not.toContain("Invalid Form Body");
  });

  test("of a paper on its way says so", async () => {
    await subscribe("noise");
    papersCome(1);
    house.courier.fates.set(CHANNEL, { kind: "unavailable", reason: "a 503" });
    await house.tick(TUESDAY);
    expect(await askWhy("Noise, part 1")).toContain("in the digest that is being delivered now");
  });

  test("of a paper in a digest that is blocked says what is missing", async () => {
    await subscribe("noise");
    papersCome(1);
    house.courier.fates.set(CHANNEL, { kind: "blocked", permission: "Send Messages" });
    await house.tick(TUESDAY);
    expect(await askWhy("Noise, part 1")).toContain("**Send Messages** is missing");
  });

  test("of a paper in a digest that is blocked says what is in the way, if that is no permission", async () => {
    await subscribe("noise");
    papersCome(1);
    const blocked = { kind: "blocked", where: "close some", cause: "refusal" } as const;
    house.courier.fates.set(CHANNEL, { ...blocked, permission: "the server is full of threads" });
    await house.tick(TUESDAY);
    expect(await askWhy("Noise, part 1")).toContain(
      "waits here: **the server is full of threads**.",
    );
  });

  test("asks which paper is meant when words fit several", async () => {
    papersCome(3);
    await house.tick("2026-04-20T12:00:00Z");
    expect(await askWhy("noise part")).toContain("Which paper do you mean");
  });

  test("answers for the one that is picked, from any page of the question", async () => {
    await subscribe("noise", { channel: OTHER_CHANNEL });
    papersCome(7);
    await house.tick("2026-04-20T12:00:00Z");
    const options = { paper: "noise part", channel: OTHER_CHANNEL };
    const first = await house.ask("digest why", options);
    const second = await house.press(button(first, "Next"));
    for (const question of [first, second]) {
      const { custom_id, options: papers } = menu(question);
      const values = [papers[0]?.value ?? ""];
      const answer = await house.press(custom_id, {}, values);
      expect(answer.how).toBe("private");
      expect(answer.text).toContain("It matches *noise* and is planned for the next digest.");
      const blind = await house.press(custom_id, { unseen: [OTHER_CHANNEL] }, values);
      expect(blind.text).toContain("cannot see that channel");
      const refused = await house.press(custom_id, { userId: BOB }, values);
      expect(refused.text).toContain("Manage Server");
    }
  });
});

describe("/digest log", () => {
  test("has who changed what, newest first, fifty at most, on pages", async () => {
    await subscribe("noise");
    for (let i = 1; i <= 55; i++) await house.ask("digest settings", { most: (i % 2) + 1 });
    const first = await house.ask("digest log");
    expect(first.text).toContain("-# 1–12 of 50");
    expect(first.text).toContain(`<@200000000000000001> in <#${CHANNEL}>: set most 2\n`);
    const second = await house.press(button(first, "Next"));
    expect(second.text).toContain("-# 13–24 of 50");
    expect((await house.ask("digest log", { channel: OTHER_CHANNEL })).text).toContain(
      "Nobody has changed anything yet.",
    );
  });
});

describe("a digest in a channel", () => {
  beforeEach(async () => {
    await subscribe("noise");
    await house.ask("digest settings", { most: 2 });
    papersCome(7);
    await house.tick(TUESDAY);
  });

  test("opens a paper's card for anybody, privately", async () => {
    const id = buttonIn(0, /digest\.open:[^"]+/);
    const [paper = ""] = optionsIn(0);
    const card = await house.press(id, { userId: BOB }, [paper]);
    expect(card.how).toBe("private");
    expect(card.text).toContain("### [Noise, part 1]");
  });

  test("pages through what did not fit, privately and for anybody", async () => {
    const more = buttonIn(0, /digest\.more:[^"]+/);
    const bob = { userId: BOB };
    const first = await house.press(more, bob);
    expect(first.how).toBe("private");
    expect(first.text).toContain("### 5 papers for the next digest");
    expect(first.text).toContain("Noise, part 3");
    const second = await house.press(button(first, "Next"), bob);
    expect(second.how).toBe("update");
    expect(second.text).toContain("-# 4–5 of 5");
    const { custom_id, options } = menu(second);
    expect((await house.press(custom_id, bob, [options[0]?.value ?? ""])).how).toBe("private");
  });

  test("has working buttons after a restart, and says so when nothing waits any more", async () => {
    const more = buttonIn(0, /digest\.more:[^"]+/);
    const snapshots = [
      OLD,
      aSnapshot([1, 2, 3, 4, 5, 6, 7].map((i) => ({ title: `Noise, part ${i}` }))),
    ];
    const after = await openHouse({ store: house.store, snapshots });
    expect((await after.press(more)).text).toContain("### 5 papers for the next digest");
    for (const day of [22, 23, 24]) await after.tick(`2026-04-${day}T07:00:00Z`);
    expect((await after.press(more)).text).toContain("Nothing is waiting here now");
    expect((await after.press("digest.more:unknown")).text).toContain("no longer known");
  });
});
