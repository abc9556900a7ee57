import { ComponentType } from "discord-api-types/v10";
import { beforeEach, describe, expect, test } from "vitest";
import { openStore } from "../../../src/store/open.ts";
import {
  type Answer,
  aSnapshot,
  BOB,
  button,
  CHANNEL,
  DM,
  GUILD,
  type House,
  menu,
  openHouse,
  OTHER_CHANNEL,
} from "../house.ts";

const TITLES = [
  "Federated learning at the edge",
  "Federated learning, revisited",
  "On federated learning",
  "Graph neural networks that scale",
  "Deep graph neural networks",
  "Graph neural networks, revisited",
  "Time series at large",
  "Forecasting time series",
  "Federated learning of time series",
  "State space models",
  "State space models, again",
];
const SUGGESTED = ["federated learning", "time series", "graph neural networks"];

let house: House;

beforeEach(async () => {
  house = await openHouse({ snapshots: [aSnapshot(TITLES.map((title) => ({ title })))] });
});

/** What is chosen in the menu of a step. */
function chosenIn(answer: Answer): string[] {
  return menu(answer).options.flatMap((one) => (one.default ? [one.value] : []));
}

async function topicsOf(channelId = CHANNEL) {
  return (await house.store.book.subscriptions.of(channelId)).map(({ topic }) => topic);
}

function channelMenu({ components }: Answer) {
  return components.find(({ type }) => type === ComponentType.ChannelSelect);
}

/** Presses the blue button of each step. */
async function begin(options = {}, who = {}) {
  const topics = await house.ask("digest setup", options, who);
  const time = await house.press(button(topics, "Choose a time"), who);
  const channel = await house.press(button(time, "Choose a channel"), who);
  return { topics, time, channel };
}

test("three presses set up a first digest, and everything is chosen already", async () => {
  const { topics, time, channel } = await begin();
  expect(topics.how).toBe("private");
  expect(chosenIn(topics).toSorted()).toEqual(SUGGESTED.toSorted());
  expect(chosenIn(time)).toEqual(["09:00"]);
  expect(time.text).toContain("Europe/Berlin");
  expect(channelMenu(channel)?.default_values).toEqual([{ id: CHANNEL, type: "channel" }]);
  expect(await topicsOf()).toEqual([]);
  expect(house.courier.posted).toEqual([]);

  const done = await house.press(button(channel, "Start digests"));
  expect(done.how).toBe("update");
  expect(done.text).toContain(`Digests are set up in <#${CHANNEL}>.`);
  // Tuesday at 09:00 in Berlin.
  expect(done.text).toContain("<t:1776754800:F>");
  expect((await topicsOf()).toSorted()).toEqual(SUGGESTED.toSorted());
});

test("a short note in the channel says what comes, and mentions nobody", async () => {
  const { channel } = await begin();
  await house.press(button(channel, "Start digests"));
  expect(house.courier.posted).toHaveLength(1);
  const [note] = house.courier.posted;
  expect(note).toMatchObject({
    channelId: CHANNEL,
    roleId: null,
    payload: { allowed_mentions: { parse: [] } },
  });
  const shown = JSON.stringify(note?.payload);
  expect(shown).toContain("*federated learning*");
  expect(shown).toContain("The first digest comes <t:1776754800:F>");
  expect(shown).not.toContain('"roles"');
});

test("pressed again, it changes and posts nothing", async () => {
  const { channel } = await begin();
  await house.press(button(channel, "Start digests"));
  const again = await house.press(button(channel, "Start digests"));
  expect(again.text).toContain("Nothing was changed.");
  expect(house.courier.posted).toHaveLength(1);
  expect(await topicsOf()).toHaveLength(3);
});

test("topics, time and channel are as they were chosen, going back too", async () => {
  const topics = await house.ask("digest setup");
  const other =
    menu(topics).options.find(({ value }) => value.startsWith("state space"))?.value ?? "";
  const picked = await house.press(menu(topics).custom_id, {}, [other]);
  expect(chosenIn(picked)).toEqual([other]);
  const time = await house.press(button(picked, "Choose a time"));
  const later = await house.press(menu(time).custom_id, {}, ["17:00"]);
  expect(chosenIn(later)).toEqual(["17:00"]);
  const channel = await house.press(button(later, "Choose a channel"));
  const there = await house.press(channelMenu(channel)?.custom_id, {}, [OTHER_CHANNEL]);
  expect(there.text).toContain(`at 17:00, Europe/Berlin, in <#${OTHER_CHANNEL}>`);
  const back = await house.press(button(there, "Go back"));
  expect(chosenIn(back)).toEqual(["17:00"]);
  const first = await house.press(button(back, "Go back"));
  expect(chosenIn(first)).toEqual([other]);
  await house.press(button(there, "Start digests"));
  expect(await topicsOf(OTHER_CHANNEL)).toEqual([other]);
  expect(await topicsOf()).toEqual([]);
  expect(await house.store.book.subscriptions.channel(OTHER_CHANNEL)).toMatchObject({
    settings: { time: "17:00" },
  });
});

test("every step goes on after a restart", async () => {
  const store = await openStore(":memory:");
  const snapshots = [aSnapshot(TITLES.map((title) => ({ title })))];
  house = await openHouse({ snapshots, store });
  const { channel } = await begin();
  house = await openHouse({ snapshots, store });
  await house.press(button(channel, "Start digests"));
  expect(await topicsOf()).toHaveLength(3);
});

test("cancelling leaves nothing behind", async () => {
  const { channel } = await begin();
  expect((await house.press(button(channel, "Cancel"))).text).toContain("Nothing was saved.");
  expect(await topicsOf()).toEqual([]);
});

test("a channel with digests keeps its topics, and its time is the one that is offered", async () => {
  const preview = await house.ask("digest subscribe", { topic: "noise" });
  await house.press(button(preview, "Subscribe"));
  await house.ask("digest settings", { time: "17:45", most: 3 });
  const { time, channel } = await begin();
  expect(chosenIn(time)).toEqual(["17:45"]);
  await house.press(button(channel, "Start digests"));
  expect(await topicsOf()).toHaveLength(4);
  expect(await house.store.book.subscriptions.channel(CHANNEL)).toMatchObject({
    settings: { time: "17:45", most: 3 },
  });
});

test("where digests had ended, they begin again with the topics that are there", async () => {
  await house.press(button((await begin()).channel, "Start digests"));
  const { subscriptions } = house.store.book;
  await subscriptions.end(CHANNEL, Temporal.Instant.from("2026-04-20T09:00:00Z"));
  const done = await house.press(button((await begin()).channel, "Start digests"));
  expect(done.text).toContain("Digests are set up");
  expect((await subscriptions.channel(CHANNEL))?.endedAt).toBeNull();
});

test("in a direct message there is no channel to choose, and no note", async () => {
  const inDm = { channelId: DM };
  const { channel } = await begin({}, inDm);
  expect(channelMenu(channel)).toBeUndefined();
  await house.press(button(channel, "Start digests"), inDm);
  expect(await topicsOf(DM)).toHaveLength(3);
  expect(house.courier.posted).toEqual([]);
});

describe("what is in the way is said", () => {
  test("a library without papers", async () => {
    house = await openHouse({ snapshots: [] });
    expect((await house.ask("digest setup")).text).toContain("There are no papers here yet");
  });

  test("a channel in which Paperboy may not post: nothing is changed", async () => {
    const { channel } = await begin();
    house.courier.channels.set(CHANNEL, {
      kind: "here",
      guildId: GUILD,
      channel: "text",
      missing: [{ permission: "Send Messages", where: "#papers" }],
    });
    const told = await house.press(button(channel, "Start digests"));
    expect(told.text).toContain("Paperboy needs Send Messages");
    expect(await topicsOf()).toEqual([]);
  });

  test("a note that cannot be posted: the digests are set up all the same", async () => {
    const { channel } = await begin();
    house.courier.fates.set(CHANNEL, { kind: "unavailable", reason: "502" });
    const done = await house.press(button(channel, "Start digests"));
    expect(done.text).toContain("Paperboy couldn't post a note there.");
    expect(await topicsOf()).toHaveLength(3);
  });

  test("a forged channel, a channel that is not seen, someone else's steps", async () => {
    const { channel } = await begin();
    const customId = channelMenu(channel)?.custom_id;
    const unseen = { unseen: [OTHER_CHANNEL] };
    expect((await house.press(customId, unseen, [OTHER_CHANNEL])).text).toContain(
      "can't see that channel",
    );
    const hidden = { channelId: OTHER_CHANNEL, unseen: [CHANNEL] };
    expect((await house.press(button(channel, "Start digests"), hidden)).text).toContain(
      "has expired",
    );
    const bob = await house.press(button(channel, "Start digests"), { userId: BOB });
    expect(bob.text).toContain("You need the Manage Server permission");
    expect(await topicsOf()).toEqual([]);
  });
});
