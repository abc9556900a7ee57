import { MessageFlags } from "discord-api-types/v10";
import { expect, test } from "vitest";
import type { Outgoing, Target } from "../../src/digests/courier.ts";
import { createChannel } from "../../src/playground/channel.ts";
import { channelCourier } from "../../src/playground/courier.ts";
import { PEOPLE } from "../../src/playground/guild.ts";

const [ada, ben] = PEOPLE;
const needs = { roleId: null, publish: false };

function set() {
  let now = Temporal.Instant.from("2026-01-15T12:00:00Z");
  const channel = createChannel(() => now);
  const target: Target = {
    channelId: channel.id,
    kind: "text",
    postId: null,
    tagId: null,
    isRunning: false,
    title: "Digest",
  };
  return {
    channel,
    courier: channelCourier(channel),
    target,
    pass: (duration: Temporal.DurationLike) => {
      now = now.add(duration);
    },
  };
}

function aMessage(mark: string, nonce: string): Outgoing {
  return {
    nonce,
    roleId: null,
    payload: {
      flags: MessageFlags.IsComponentsV2,
      components: [
        { type: 10, content: "New papers in <#300000000000000001>" },
        {
          type: 1,
          components: [{ type: 2, style: 2, label: "More", custom_id: mark, disabled: true }],
        },
      ],
      allowed_mentions: { parse: [] },
    },
  };
}

test("a message is posted for everybody, once for each nonce", async () => {
  const { channel, courier, target } = set();

  const first = await courier.send(target, aMessage("open:1", "a-1"));
  const again = await courier.send(target, aMessage("open:1", "a-1"));
  const second = await courier.send(target, aMessage("open:2", "a-2"));

  expect(again).toEqual(first);
  expect(second).not.toEqual(first);
  const seen = channel.messagesFor(ben ?? null);
  expect(seen).toHaveLength(2);
  expect(first).toEqual({ kind: "sent", messageId: seen[0]?.id, postId: null });
  expect(seen[0]?.asked).toBeNull();
  expect(seen[0]?.shown?.texts).toEqual([
    [
      { kind: "text", text: "New papers in " },
      { kind: "mention", text: "#papers" },
    ],
  ]);
});

test("a message is found by its whole mark, and not among older ones", async () => {
  const { channel, courier, target, pass } = set();
  await courier.send(target, aMessage("open:12", "a-1"));
  pass({ hours: 1 });
  const since = Temporal.Instant.from("2026-01-15T12:30:00Z");

  expect(await courier.find(target, "open:1", since)).toEqual({ kind: "absent" });
  expect(await courier.find(target, "open:12", since)).toEqual({ kind: "absent" });
  const sent = await courier.send(target, aMessage("open:12", "a-2"));
  const found = await courier.find(target, "open:12", since);

  expect(found).toEqual({ ...sent, kind: "found" });
  expect(channel.messagesFor(null)).toHaveLength(2);
});

test("nothing is missing in the channel, and there is no other", async () => {
  const { channel, courier, target } = set();

  expect(await courier.probe(channel.id, { roleId: "1", publish: false })).toEqual({
    kind: "here",
    guildId: channel.guildId,
    channel: "text",
    missing: [],
  });
  expect(await courier.probe("999999999999999999", needs)).toEqual({ kind: "gone" });
  expect(
    await courier.send({ ...target, channelId: "999999999999999999" }, aMessage("open:1", "a-1")),
  ).toEqual({ kind: "gone" });
  expect(channel.messagesFor(null)).toEqual([]);
});

test("what is told to one person is seen by nobody else", async () => {
  const { channel, courier } = set();

  expect(await courier.tell(ada.id, aMessage("open:1", "").payload)).toBe(true);

  expect(channel.messagesFor(ada)).toHaveLength(1);
  expect(channel.messagesFor(ben ?? null)).toEqual([]);
});
