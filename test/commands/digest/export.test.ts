import {
  array,
  assert,
  asyncProperty,
  constant,
  constantFrom,
  integer,
  option,
  record,
  string,
  tuple,
  uniqueArray,
} from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { DIGEST_ORDERS, type DigestSettings } from "../../../src/digests/settings.ts";
import { aChannel } from "../../digests/a-channel.ts";
import {
  type Answer,
  aSnapshot,
  button,
  CHANNEL,
  DM,
  GUILD,
  type House,
  openHouse,
  OTHER_CHANNEL,
} from "../house.ts";
import { house, openDigestHouse, subscribe } from "./a-digest-house.ts";

beforeEach(openDigestHouse);

function exported({ files: [file] }: Answer) {
  return JSON.parse(file?.contents ?? "{}");
}

test("gives the asker alone one file with all channels of the server", async () => {
  await subscribe("noise", { name: "All the noise" });
  await subscribe("gravity", { channel: OTHER_CHANNEL });
  await house.ask("digest settings", { channel: OTHER_CHANNEL, time: "17:00", most: 3 });
  const answer = await house.ask("digest export");
  expect(answer.how).toBe("private");
  expect(answer.text).toContain("Exported 2 topics in 2 channels");
  expect(answer.files).toMatchObject([{ name: "digests.json", contentType: "application/json" }]);
  expect(exported(answer)).toMatchObject({
    paperboy: "digests",
    version: 1,
    exportedAt: "2026-04-20T10:00:00Z",
    channels: [
      { id: CHANNEL, name: "papers", topics: [{ topic: "noise", name: "All the noise" }] },
      {
        id: OTHER_CHANNEL,
        name: "reading",
        settings: { time: "17:00", most: 3, role: null, alarms: null },
        topics: [{ topic: "gravity", name: "gravity" }],
      },
    ],
  });
});

test("has nothing of a channel that the asker does not see, nor of other servers and pauses", async () => {
  await subscribe("noise");
  await subscribe("secret gravity", { channel: OTHER_CHANNEL });
  await house.ask("digest pause");
  const { book } = house.store;
  await book.subscriptions.saveChannel(aChannel({ id: "c9", guildId: "g9" }));
  const hidden = { unseen: [OTHER_CHANNEL] };
  const answer = await house.ask("digest export", {}, hidden);
  const [file] = answer.files;
  expect(exported(answer).channels).toHaveLength(1);
  expect(`${answer.text}${file?.contents}`).not.toMatch(/secret|pause|c9|reading/);
  expect(exported(answer).channels[0]).not.toHaveProperty("settledUntil");
});

async function alarmsFor(who = {}) {
  return exported(await house.ask("digest export", {}, who)).channels[0].settings.alarms;
}

test("says of a channel for alerts that the asker does not see no name", async () => {
  await subscribe("noise");
  await house.ask("digest settings", { "alarms-channel": OTHER_CHANNEL });
  expect(await alarmsFor()).toMatchObject({ id: OTHER_CHANNEL, name: "reading" });
  expect(await alarmsFor({ unseen: [OTHER_CHANNEL] })).toMatchObject({ name: null });
});

test("gives one channel where one is picked, and the direct message there", async () => {
  await subscribe("noise");
  await subscribe("gravity", { channel: OTHER_CHANNEL });
  const answer = await house.ask("digest export", { channel: OTHER_CHANNEL });
  expect(answer.text).toContain(`Exported 1 topic in <#${OTHER_CHANNEL}>`);
  expect(exported(answer).channels).toMatchObject([{ id: OTHER_CHANNEL }]);
  const inDm = { channelId: DM };
  const preview = await house.ask("digest subscribe", { topic: "graphs" }, inDm);
  await house.press(button(preview, "Subscribe"), inDm);
  const own = await house.ask("digest export", {}, inDm);
  expect(own.text).toContain("in this direct message");
  expect(exported(own).channels).toMatchObject([{ id: DM, topics: [{ topic: "graphs" }] }]);
});

test("says how to begin where there is nothing yet", async () => {
  expect((await house.ask("digest export")).text).toContain("No channel here has digests yet.");
});

test("says so where an import could not read it any more", async () => {
  const { subscriptions } = house.store.book;
  for (let i = 0; i < 60; i += 1) {
    const channel = aChannel({ id: `${200000000000000000n + BigInt(i)}`, guildId: GUILD });
    await subscriptions.saveChannel(channel);
    for (let number = 0; number < 25; number += 1) {
      const topic = `${"words ".repeat(15)}${i} ${number}`;
      const made = { createdBy: "u1", createdAt: Temporal.Instant.from("2026-04-20T10:00:00Z") };
      await subscriptions.add({ channelId: channel.id, topic, name: topic, ...made });
    }
  }
  const answer = await house.ask("digest export");
  expect(answer.text).toContain("too large for `/digest import`");
  expect(exported(answer).channels).toHaveLength(60);
});

const ROLE = { id: "800000000000000001", name: "readers" };

const settings = record(
  {
    time: constantFrom("00:00", "09:00", "17:30", "23:59"),
    zone: tuple(constantFrom("UTC", "Asia/Kolkata", "America/New_York"), constant(true)),
    days: constantFrom("daily", "weekdays", "sunday"),
    most: integer({ min: 1, max: 25 }),
    order: constantFrom(...DIGEST_ORDERS),
    keep: integer({ min: 0, max: 30 }),
    quietDay: constantFrom("nothing", "one line", "archive"),
    roleId: constant(ROLE.id),
    alarms: constantFrom(
      { kind: "person", id: "200000000000000002" } as const,
      { kind: "channel", id: "100000000000000008" } as const,
    ),
  },
  { requiredKeys: [] },
).map(({ zone, ...chosen }): Partial<DigestSettings> => ({
  ...chosen,
  ...(zone && { timeZone: zone[0], zoneChosen: zone[1] }),
}));

const words = array(
  constantFrom("noise", "graph", "-vision", "has:code", '"state space"', "title:lora"),
  {
    minLength: 1,
    maxLength: 4,
  },
).map((all) => all.join(" "));

const topics = uniqueArray(
  record({ topic: words, name: option(string({ maxLength: 30 }), { nil: null }) }),
  {
    selector: ({ topic }) => topic.split(" ").toSorted().join(" "),
    maxLength: 5,
  },
);

const IDS = [CHANNEL, OTHER_CHANNEL];

/** A server of which the same channels and roles are there. */
async function aServer(): Promise<House> {
  const opened = await openHouse({ snapshots: [aSnapshot([{ title: "Anything at all" }])] });
  opened.names.roles.push(ROLE);
  opened.names.channels.push({ id: "100000000000000008", name: "moderators" });
  for (const id of [...IDS, "100000000000000008"])
    opened.courier.channels.set(id, { kind: "here", guildId: GUILD, channel: "text", missing: [] });
  return opened;
}

async function contentsOf({ store }: House) {
  const { subscriptions } = store.book;
  return await Promise.all(
    IDS.map(async (id) => ({
      settings: (await subscriptions.channel(id))?.settings,
      topics: (await subscriptions.of(id)).map(({ topic, name }) => ({ topic, name })),
    })),
  );
}

interface Given {
  settings: Partial<DigestSettings>;
  topics: { topic: string; name: string | null }[];
}

/** Subscribes as people do, as far as that can be. */
async function fill({ ask, press, store }: House, channel: string, given: Given): Promise<void> {
  for (const { topic, name } of given.topics) {
    const preview = await ask("digest subscribe", {
      topic,
      channel,
      ...(name !== null && { name }),
    });
    const subscribing = button(preview, "Subscribe");
    if (subscribing) await press(subscribing);
  }
  const { subscriptions } = store.book;
  const kept = await subscriptions.channel(channel);
  if (kept)
    await subscriptions.saveChannel({ ...kept, settings: { ...kept.settings, ...given.settings } });
}

/** Takes the file from one server to another; what was told there. */
async function bring(from: House, to: House): Promise<string> {
  const { files } = await from.ask("digest export");
  // Nothing was subscribed to.
  if (!files[0]) return "";
  const shown = await to.ask("digest import", { file: to.upload(files[0].contents) });
  return (await to.press(button(shown, "Import"))).text;
}

test("what is exported and imported into an empty server is the same there", async () => {
  const given = record({ settings, topics });
  await assert(
    asyncProperty(given, given, async (papers, reading) => {
      const [one, other] = [await aServer(), await aServer()];
      await fill(one, CHANNEL, papers);
      await fill(one, OTHER_CHANNEL, reading);
      expect(await bring(one, other)).not.toContain("Couldn't be imported");
      expect(await contentsOf(other)).toEqual(await contentsOf(one));
      await Promise.all([one.store.close(), other.store.close()]);
    }),
    { numRuns: 15 },
  );
});
