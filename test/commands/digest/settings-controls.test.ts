import { ComponentType } from "discord-api-types/v10";
import { beforeEach, describe, expect, test } from "vitest";
import { type Answer, ANN, BOB, button, CHANNEL, DM, GUILD, OTHER_CHANNEL } from "../house.ts";
import {
  house,
  moments,
  openDigestHouse,
  plainly,
  settingsOf,
  subscribe,
} from "./a-digest-house.ts";

beforeEach(async () => {
  await openDigestHouse();
  await subscribe("noise");
});

const ROLE = "700000000000000001";

/** The menu for an option of the command: what can be picked, and what is picked now. */
function menuOf({ components }: Answer, option: string) {
  const menu = components.find(({ custom_id = "" }) => custom_id.split(":")[2] === option);
  if (!menu?.custom_id) throw new Error(`There is no menu for ${option}`);
  const { options = [] } = menu;
  return {
    id: menu.custom_id,
    options,
    chosen: options.filter((one) => "default" in one && one.default).map(({ label }) => label),
  };
}

async function open(label: string, options = {}, who = {}): Promise<Answer> {
  const card = await house.ask("digest settings", options, who);
  return await house.press(button(card, label), who);
}

async function pick(card: Answer, option: string, value: string, who = {}): Promise<Answer> {
  return await house.press(menuOf(card, option).id, who, [value]);
}

describe("on the card of /digest settings", () => {
  test("the schedule is changed in place, at once, and noted", async () => {
    const card = await open("Change schedule");
    expect(card.how).toBe("update");
    expect(menuOf(card, "days").chosen).toEqual(["Every day"]);
    expect(menuOf(card, "time").chosen).toEqual(["09:00"]);
    const onFridays = await pick(card, "days", "friday");
    expect(onFridays.how).toBe("update");
    expect(onFridays.text).toContain("Saved.\n**When** on Fridays at 09:00");
    const late = await pick(onFridays, "time", "17:00");
    expect(late.text).toContain(`Next digest ${moments("2026-04-24T15:00:00Z")}`);
    expect(menuOf(late, "days").chosen).toEqual(["Fridays"]);
    expect(menuOf(late, "time").chosen).toEqual(["17:00"]);
    expect(await settingsOf()).toMatchObject({ days: "friday", time: "17:00" });
    const text = plainly(await house.ask("digest log"));
    expect(text).toContain(`<@${ANN}> in <#${CHANNEL}>: changed settings: on Fridays`);
    expect(text).toContain("changed settings: time 17:00");
    const back = await house.press(button(late, "Go back"));
    expect(back.text).toContain("**When** on Fridays at 17:00");
    expect(back.text).not.toContain("Saved.");
  });

  test("the time that was typed is among the full hours", async () => {
    await house.ask("digest settings", { time: "9:45" });
    const { chosen, options } = menuOf(await open("Change schedule"), "time");
    expect(chosen).toEqual(["09:45"]);
    expect(options.map(({ value }) => value)).toEqual(options.map(({ value }) => value).toSorted());
    expect(options).toHaveLength(25);
  });

  test("what is in a digest is changed", async () => {
    let card = await open("Change contents");
    expect(menuOf(card, "most").chosen).toEqual(["10 papers"]);
    for (const [option, value] of [
      ["most", "3"],
      ["order", "newest"],
      ["keep", "0"],
      ["quiet", "archive"],
    ] as const)
      card = await pick(card, option, value);
    expect(menuOf(card, "most").chosen).toEqual(["3 papers"]);
    expect(menuOf(card, "order").chosen).toEqual(["Newest"]);
    expect(menuOf(card, "keep").chosen).toEqual(["Don't keep them"]);
    expect(menuOf(card, "quiet").chosen).toEqual(["Papers from the archive"]);
    expect(await settingsOf()).toMatchObject({
      most: 3,
      order: "newest",
      keep: 0,
      quietDay: "archive",
    });
  });

  test("a role is picked, and given up again", async () => {
    const card = await open("Change mentions");
    expect(button(card, "Stop mentioning it")).toBeUndefined();
    const chosen = await pick(card, "role", ROLE);
    expect(chosen.components.find(({ type }) => type === ComponentType.RoleSelect)).toMatchObject({
      default_values: [{ id: ROLE, type: "role" }],
    });
    expect((await settingsOf())?.roleId).toBe(ROLE);
    await house.press(button(chosen, "Stop mentioning it"));
    expect((await settingsOf())?.roleId).toBeNull();
  });

  test("a role that can't be pinged is refused as it is by the command", async () => {
    const card = await open("Change mentions");
    const missing = [{ permission: "Mention All Roles", where: "Roles", only: "mention" as const }];
    house.courier.channels.set(CHANNEL, { kind: "here", guildId: GUILD, channel: "text", missing });
    const refused = await pick(card, "role", ROLE);
    expect(refused.how).toBe("private");
    expect(refused.text).toContain("needs Mention All Roles");
    expect(plainly(await pick(card, "role", GUILD))).toContain("never mention @everyone");
    expect((await settingsOf())?.roleId).toBeNull();
  });

  test("an announcement channel starts and stops publishing", async () => {
    const probe = { kind: "here", guildId: GUILD, channel: "announcement", missing: [] } as const;
    house.courier.channels.set(OTHER_CHANNEL, { ...probe, missing: [] });
    await subscribe("noise", { channel: OTHER_CHANNEL });
    const card = await open("Change mentions", { channel: OTHER_CHANNEL });
    const started = await house.press(button(card, "Start publishing"));
    expect(started.text).toContain("**Publishes** yes");
    await house.press(button(started, "Stop publishing"));
    expect((await settingsOf(OTHER_CHANNEL))?.publish).toBe(false);
  });

  test("in a forum no quiet day is one line", async () => {
    const probe = { kind: "here", guildId: GUILD, channel: "forum", missing: [] } as const;
    house.courier.channels.set(OTHER_CHANNEL, { ...probe, missing: [] });
    await subscribe("noise", { channel: OTHER_CHANNEL });
    const { options, chosen } = menuOf(
      await open("Change contents", { channel: OTHER_CHANNEL }),
      "quiet",
    );
    expect(options.map(({ value }) => value)).toEqual(["nothing", "archive"]);
    expect(chosen).toEqual(["Nothing"]);
  });

  test("in a direct message there is nobody to mention", async () => {
    const dm = { channelId: DM };
    const preview = await house.ask("digest subscribe", { topic: "noise" }, dm);
    await house.press(button(preview, "Subscribe"), dm);
    const card = await house.ask("digest settings", {}, dm);
    expect(button(card, "Change mentions")).toBeUndefined();
    const forged = await house.press(`digest.settings:${DM}:mentions`, dm);
    expect(JSON.stringify(forged.components)).not.toContain('"role"');
    expect((await house.press(`digest.set:${DM}:role`, dm, [ROLE])).text).toContain(
      "nobody else to mention",
    );
    const schedule = await house.press(button(card, "Change schedule"), dm);
    expect((await pick(schedule, "days", "monday", dm)).text).toContain("on Mondays");
  });
});

test("the topics of the channel stand in a menu, from which each opens its editor", async () => {
  await subscribe("gravity", { name: "What falls" });
  const card = await house.ask("digest settings");
  const menu = card.components.find(({ custom_id }) => custom_id === `digest.edit:${CHANNEL}`);
  const topics = await house.store.book.subscriptions.of(CHANNEL);
  expect(menu?.placeholder).toBe("Change a topic");
  expect(menu?.options?.map(({ label, value }) => ({ label, value }))).toEqual(
    topics.map(({ id, name }) => ({ label: name, value: String(id) })),
  );
  const falling = topics.find(({ name }) => name === "What falls");
  const editor = await house.press(menu?.custom_id, {}, [String(falling?.id)]);
  expect(editor.how).toBe("private");
  expect(editor.text).toContain("What falls");
});

describe("the form of time zone and time", () => {
  test("begins with what is set, and changes it in place", async () => {
    const card = await open("Change schedule");
    const form = await house.openForm(button(card, "Change time zone"));
    expect(JSON.stringify(form)).toContain('"value":"Europe/Berlin"');
    const saved = await house.submit(form, { zone: "Tokyo", time: "7pm" });
    expect(saved.how).toBe("update");
    expect(saved.text).toContain("**When** every day at 19:00, Asia/Tokyo");
    expect(plainly(await house.ask("digest log"))).toContain(
      "changed settings: time 19:00, time zone Asia/Tokyo",
    );
  });

  test("keeps following the default zone when that is left as it is", async () => {
    const form = await house.openForm(button(await open("Change schedule"), "Change time zone"));
    const saved = await house.submit(form, { zone: "Europe/Berlin", time: "10" });
    expect(saved.text).toContain("at 10:00, Europe/Berlin (default)");
  });

  test("says what can't be read, and changes nothing", async () => {
    const form = await house.openForm(button(await open("Change schedule"), "Change time zone"));
    const before = await settingsOf();
    for (const [fields, why] of [
      [
        { zone: "Mars/Olympus", time: "9" },
        "zone: type a city, a country or an offset, such as Munich",
      ],
      [{ zone: "Mars", time: "9" }, "zone: type the name of a time zone, such as Europe/Paris"],
      [{ zone: "Berlin", time: "noonish" }, "time: type a time of day"],
    ] as const) {
      const refused = await house.submit(form, fields);
      expect(refused.how).toBe("private");
      expect(plainly(refused)).toContain(why);
    }
    expect(await settingsOf()).toEqual(before);
  });
});

describe("forged ids and values", () => {
  test.each([
    ["time", ["25:00", "", "noonish"]],
    ["days", ["someday", "", "__proto__"]],
    ["most", ["0", "26", "3.5", "1e1", " 3", "-1", ""]],
    ["order", ["best", "toString"]],
    ["keep", ["-1", "31", "0x3", ""]],
    ["quiet", ["loud"]],
    ["role", [GUILD]],
    ["no-role", ["yes", ""]],
    ["publish", ["true", "1"]],
    // Options that have no control, and what is none.
    ["zone", ["UTC"]],
    ["alarms-person", [BOB]],
    ["channel", [OTHER_CHANNEL]],
    ["__proto__", ["3"]],
    ["toString", ["3"]],
  ])("change nothing: %s %j", async (option, values) => {
    const before = await settingsOf();
    for (const value of values)
      for (const [id, picked] of [
        [`digest.set:${CHANNEL}:${option}`, [value]],
        [`digest.set:${CHANNEL}:${option}:${value}`, []],
        [`digest.set:${CHANNEL}:${option}`, []],
      ] as const) {
        const { how, text } = await house.press(id, {}, [...picked]);
        expect(how).toBe("private");
        expect(text).not.toBe("");
      }
    expect(await settingsOf()).toEqual(before);
    expect((await house.ask("digest log")).text).not.toContain(": changed settings");
  });

  test.each([
    ["digest.settings", ":schedule", []],
    ["digest.set", ":most", ["3"]],
    ["digest.set", ":publish:true", []],
  ])("of a channel that isn't theirs get nothing: %s", async (name, rest, values) => {
    await subscribe("noise", { channel: OTHER_CHANNEL });
    const unseen = await house.press(
      `${name}:${OTHER_CHANNEL}${rest}`,
      { unseen: [OTHER_CHANNEL] },
      values,
    );
    expect(unseen.text).toContain("can't see that channel");
    const elsewhere = await house.press(`${name}:999999999999999999${rest}`, {}, values);
    expect(elsewhere.how).toBe("private");
    const bob = await house.press(`${name}:${CHANNEL}${rest}`, { userId: BOB }, values);
    expect(bob.text).toContain("Manage Server");
    const fromDm = await house.press(`${name}:${CHANNEL}${rest}`, { channelId: DM }, values);
    expect(fromDm.how).toBe("private");
    expect((await settingsOf(OTHER_CHANNEL))?.most).toBe(10);
  });

  test("nor does the form", async () => {
    const form = await house.openForm(button(await open("Change schedule"), "Change time zone"));
    const bob = await house.submit(form, { zone: "Tokyo", time: "9" }, { userId: BOB });
    expect(bob.text).toContain("Manage Server");
    const unseen = { channelId: OTHER_CHANNEL, unseen: [CHANNEL] };
    expect((await house.submit(form, { zone: "Tokyo", time: "9" }, unseen)).text).toContain(
      "can't see that channel",
    );
    expect((await settingsOf())?.timeZone).toBe("Europe/Berlin");
  });
});
