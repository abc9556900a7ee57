import { beforeEach, describe, expect, test } from "vitest";
import {
  type Answer,
  ANN,
  aSnapshot,
  BOB,
  button,
  CHANNEL,
  GUILD,
  OTHER_CHANNEL,
} from "../house.ts";
import {
  house,
  OLD,
  openDigestHouse,
  optionsIn,
  papersCome,
  shownIn,
  TUESDAY,
} from "./a-digest-house.ts";

beforeEach(openDigestHouse);

const NOON = "2026-04-20T10:30:00Z";

/** Seven papers on noise that come first, and then the subscription. */
async function confirmed(topic = "noise", known = 7, options = {}): Promise<Answer> {
  if (known > 0) papersCome(known);
  await house.tick(NOON);
  const preview = await house.ask("digest subscribe", { topic, ...options });
  return await house.press(button(preview, "Subscribe"));
}

const five = (answer: Answer) => button(answer, "Send the best five now");

describe("the button under a new subscription", () => {
  test("posts five of the archive now, once, and they never come again", async () => {
    const answer = await confirmed();
    const sent = await house.press(five(answer));
    expect(sent.how).toBe("update");
    expect(sent.text).toContain("The best matches so far are posted.\n-# 5 papers · https://");
    expect(house.courier.posted).toHaveLength(1);
    expect(shownIn(0)).toContain("To start with, here are the best matches from the library.");
    expect(shownIn(0)).toContain("### noise");
    const first = optionsIn(0);
    expect(first).toHaveLength(5);

    expect((await house.press(five(answer))).text).toContain(
      "Papers on *noise* were already posted",
    );
    expect(house.courier.posted).toHaveLength(1);
    await house.ask("digest settings", { quiet: "archive" });
    await house.tick(TUESDAY);
    // Three of the eight are left: the other was always there.
    expect(optionsIn(1)).toHaveLength(3);
    expect(optionsIn(1).filter((id) => first.includes(id))).toEqual([]);
    expect((await house.ask("digest status")).text).toContain(
      "sent on request · **from the archive** · 5 papers",
    );
    expect((await house.ask("digest log")).text).toContain("sent the best papers on “noise”");
  });

  test("pressed by two at once posts five", async () => {
    const answer = await confirmed();
    const both = await Promise.all([house.press(five(answer)), house.press(five(answer))]);
    for (const { text } of both) expect(text).toContain("The best matches so far are posted.");
    expect(house.courier.posted).toHaveLength(1);
  });

  test("says how many there are where fewer match, and is not there where none do", async () => {
    const two = await confirmed("gravity OR always", 0);
    await house.press(button(two, "Send the best 2 now"));
    expect(optionsIn(0)).toHaveLength(2);
    const one = await confirmed("gravity", 0, { channel: OTHER_CHANNEL });
    expect(button(one, "Send the best match now")).toBeDefined();
    const none = await confirmed("quantum chemistry", 0, { channel: OTHER_CHANNEL });
    expect(none.components.filter(({ label }) => label?.startsWith("Send"))).toEqual([]);
  });

  test("has what a feed had before it was read, which comes once, also where another source lists it", async () => {
    const entries = Array.from({ length: 3 }, (_, i) => ({ title: `Noise, part ${i + 1}` }));
    const feed = { ...aSnapshot(entries), file: "A feed", origin: "feeds" as const };
    const fromFeed = [OLD, { ...feed, isArchive: true }];
    house.reload(fromFeed);
    const answer = await confirmed("part", 0);
    await house.press(button(answer, "Send the best 3 now"));
    expect(optionsIn(0)).toHaveLength(3);
    const elsewhere = await confirmed("part", 0, { channel: OTHER_CHANNEL });
    expect(button(elsewhere, "Send the best 3 now")).toBeDefined();

    house.reload([...fromFeed, { ...aSnapshot(entries.slice(0, 2)), file: "001.txt" }]);
    await house.tick(TUESDAY);
    const first = optionsIn(0);
    const brought = new Map(
      house.courier.posted.map(({ channelId }, place) => [channelId, optionsIn(place)]),
    );
    // Of a quiet day.
    expect(brought.get(CHANNEL)).toEqual([]);
    expect(brought.get(OTHER_CHANNEL)).toHaveLength(2);
    expect(first).toEqual(expect.arrayContaining(brought.get(OTHER_CHANNEL) ?? []));
  });

  test("is not there where the channel was sent papers of that topic", async () => {
    await house.press(five(await confirmed()));
    const again = await confirmed();
    expect(again.text).toContain("Subscribed to *noise*");
    expect(five(again)).toBeUndefined();
    expect(five(await confirmed("part"))).toBeUndefined();
  });

  test("mentions no role, and goes out in a pause too", async () => {
    const answer = await confirmed();
    await house.ask("digest settings", { role: "700000000000000001" });
    await house.ask("digest pause");
    await house.press(five(answer));
    expect(house.courier.posted[0]?.payload.allowed_mentions).toEqual({ parse: [] });
    expect(shownIn(0)).not.toContain("700000000000000001");
  });

  test("can be pressed again where nothing was posted", async () => {
    const answer = await confirmed();
    house.courier.fates.set(CHANNEL, { kind: "gone" });
    expect((await house.press(five(answer))).text).toContain("The digest couldn't be sent.");
    house.courier.fates.clear();
    const again = await confirmed();
    await house.press(five(again));
    expect(optionsIn(0)).toHaveLength(5);
  });

  test("waits for a digest that is under way", async () => {
    const answer = await confirmed();
    const entries = [{ title: "Gravity waves" }];
    house.reload([{ ...aSnapshot(entries), file: "002.txt" }]);
    const gravity = await house.ask("digest subscribe", { topic: "quantum gravity" });
    await house.press(button(gravity, "Subscribe"));
    house.courier.fates.set(CHANNEL, { kind: "unavailable", reason: "Discord failed: 503" });
    await house.ask("digest send");
    const told = await house.press(five(answer));
    expect(told.how).toBe("private");
    expect(told.text).toContain("A digest is being posted there right now.");
  });

  test("answers nobody who may not manage, see the channel, or names what is elsewhere", async () => {
    const send = five(await confirmed()) ?? "";
    const subscriptionId = send.split(":").at(-1);
    const missing = [{ permission: "Send Messages", where: "#papers" }];
    const refused = [
      [await house.press(send, { userId: BOB }), "Manage Server"],
      [await house.press(send, { userId: ANN, unseen: [CHANNEL] }), "can't see that channel"],
      [await house.press(`digest.fill:${OTHER_CHANNEL}:${subscriptionId}`), "no topics"],
      [await house.press(`digest.fill:${CHANNEL}:99`), "That topic was removed."],
      [await house.press(`digest.fill:${CHANNEL}:x`), "no longer works"],
    ] as const;
    for (const [{ how, text }, why] of refused) {
      expect(how).toBe("private");
      expect(text).toContain(why);
    }
    house.courier.channels.set(CHANNEL, { kind: "here", guildId: GUILD, channel: "text", missing });
    expect((await house.press(send)).text).toContain("needs Send Messages");
    expect(house.courier.posted).toEqual([]);
  });
});
