import { beforeEach, describe, expect, test } from "vitest";
import { button, CHANNEL, GUILD, OTHER_CHANNEL } from "../house.ts";
import { house, openDigestHouse, plainly, settingsOf, subscribe } from "./a-digest-house.ts";

const there = { from: CHANNEL, to: OTHER_CHANNEL };

beforeEach(openDigestHouse);

async function topicsOf(channelId: string) {
  const all = await house.store.book.subscriptions.of(channelId);
  return all.map(({ topic, name }) => [topic, name]);
}

test("shows what it would copy, then copies topics and settings, and no pause", async () => {
  await subscribe("noise", { name: "All the noise" });
  await subscribe("graphs");
  await house.ask("digest settings", { time: "17:00", most: 3 });
  await house.ask("digest pause");
  const shown = await house.ask("digest copy", there);
  expect(shown.how).toBe("private");
  expect(plainly(shown)).toContain(`Copy from <#${CHANNEL}> to <#${OTHER_CHANNEL}>?`);
  expect(plainly(shown)).toContain(
    "**adds** *All the noise*, *graphs* · **sets** time 17:00, at most 3 papers",
  );
  expect(await topicsOf(OTHER_CHANNEL)).toEqual([]);
  const done = await house.press(button(shown, "Copy"));
  expect(plainly(done)).toContain("**added** *All the noise*, *graphs*");
  expect(await topicsOf(OTHER_CHANNEL)).toEqual(await topicsOf(CHANNEL));
  expect(await settingsOf(OTHER_CHANNEL)).toEqual(await settingsOf());
  const kept = await house.store.book.subscriptions.channel(OTHER_CHANNEL);
  expect(kept?.pause).toBeNull();
  expect(plainly(await house.ask("digest log"))).toContain(
    `copied from <#${CHANNEL}>: 2 topics, time 17:00, at most 3 papers`,
  );
});

test("topics that are there stay as they are", async () => {
  await subscribe("noise", { name: "Ours" });
  await subscribe("graphs");
  await subscribe("noise", { channel: OTHER_CHANNEL, name: "Theirs" });
  await subscribe("gravity", { channel: OTHER_CHANNEL });
  await house.press(button(await house.ask("digest copy", there), "Copy"));
  expect(await topicsOf(OTHER_CHANNEL)).toEqual([
    ["noise", "Theirs"],
    ["gravity", "gravity"],
    ["graphs", "graphs"],
  ]);
});

test("what is all there already is not copied again", async () => {
  await subscribe("noise");
  const shown = await house.ask("digest copy", there);
  await house.press(button(shown, "Copy"));
  expect((await house.press(button(shown, "Copy"))).text).toContain("Nothing to copy");
  const again = await house.ask("digest copy", there);
  expect(again.text).toContain("Nothing to copy");
  expect(button(again, "Copy")).toBeUndefined();
});

test("cancelling copies nothing", async () => {
  await subscribe("noise");
  const shown = await house.ask("digest copy", there);
  expect((await house.press(button(shown, "Cancel"))).text).toContain("Nothing was changed");
  expect(await topicsOf(OTHER_CHANNEL)).toEqual([]);
});

test("a channel to itself, one without digests, one that is not seen: each says so", async () => {
  expect((await house.ask("digest copy", { from: CHANNEL, to: CHANNEL })).text).toContain(
    "another channel",
  );
  expect((await house.ask("digest copy", there)).text).toContain("There are no topics yet");
  await subscribe("noise");
  const hidden = { unseen: [OTHER_CHANNEL] };
  expect((await house.ask("digest copy", there, hidden)).text).toContain("can't see that channel");
  const shown = await house.ask("digest copy", there);
  for (const unseen of [[CHANNEL], [OTHER_CHANNEL]])
    expect((await house.press(button(shown, "Copy"), { channelId: "1", unseen })).text).toContain(
      "can't see that channel",
    );
  expect(await topicsOf(OTHER_CHANNEL)).toEqual([]);
});

test("a channel in which Paperboy may not post says what is missing", async () => {
  await subscribe("noise");
  const shown = await house.ask("digest copy", there);
  house.courier.channels.set(OTHER_CHANNEL, {
    kind: "here",
    guildId: GUILD,
    channel: "text",
    missing: [{ permission: "Send Messages", where: "#reading" }],
  });
  for (const told of [
    await house.ask("digest copy", there),
    await house.press(button(shown, "Copy")),
  ])
    expect(told.text).toContain("Paperboy needs Send Messages");
});

test("alerts that go to the other channel are not copied into it", async () => {
  await subscribe("noise");
  await house.ask("digest settings", { "alarms-channel": OTHER_CHANNEL });
  const shown = await house.ask("digest copy", there);
  expect(plainly(shown)).toContain("alerts: they can't go to the channel that they're about");
  await house.press(button(shown, "Copy"));
  expect((await settingsOf(OTHER_CHANNEL))?.alarms).toBeUndefined();
});

async function copyThere() {
  return await house.press(button(await house.ask("digest copy", there), "Copy"));
}

describe("to a channel of another kind", () => {
  const here = { kind: "here" as const, guildId: GUILD, missing: [] };

  test("a forum keeps its tag and its running post", async () => {
    const tags = [{ id: "600000000000000001", name: "Papers", isUsable: true }];
    const forum = { isRequired: false, tags };
    house.courier.channels.set(OTHER_CHANNEL, { ...here, channel: "forum", forum });
    await subscribe("noise");
    await subscribe("gravity", { channel: OTHER_CHANNEL });
    const chosen = { post: "one running post", tag: "Papers" };
    await house.ask("digest settings", { channel: OTHER_CHANNEL, ...chosen });
    expect((await copyThere()).text).not.toContain("**set**");
    const kept = { post: "one running post", tag: { name: "Papers" } };
    expect(await settingsOf(OTHER_CHANNEL)).toMatchObject(kept);
  });

  test("an announcement channel goes on publishing", async () => {
    house.courier.channels.set(OTHER_CHANNEL, { ...here, channel: "announcement" });
    await subscribe("noise");
    await subscribe("gravity", { channel: OTHER_CHANNEL });
    await house.ask("digest settings", { channel: OTHER_CHANNEL, publish: true });
    await copyThere();
    expect(await settingsOf(OTHER_CHANNEL)).toMatchObject({ publish: true });
  });
});
