import { beforeEach, describe, expect, test } from "vitest";
import { CHANNEL, GUILD } from "../house.ts";
import {
  house,
  openDigestHouse,
  papersCome,
  shownIn,
  subscribe,
  TUESDAY,
} from "./a-digest-house.ts";

beforeEach(openDigestHouse);

describe("/digest send", () => {
  test("sends now, beside the slots, and says what became of it", async () => {
    await subscribe("noise");
    papersCome(2);
    await house.tick("2026-04-20T12:00:00Z");
    const answer = await house.ask("digest send");
    expect(answer.how).toBe("private");
    expect(answer.text).toContain(`### Digest in <#${CHANNEL}>\nDigest sent.\n-# 2 papers`);
    expect(shownIn(0)).toContain("Noise, part 1");
    expect((await house.ask("digest status")).text).toContain(
      "sent on request · **sent** · 2 papers",
    );
    expect((await house.ask("digest log")).text).toContain(": sent a digest");
    await house.tick(TUESDAY);
    expect(shownIn(1)).toContain("nothing new on");
  });

  test("names a permission that is missing", async () => {
    await subscribe("noise");
    const missing = [{ permission: "Send Messages", where: "#papers" }];
    house.courier.channels.set(CHANNEL, { kind: "here", guildId: GUILD, channel: "text", missing });
    expect((await house.ask("digest send")).text).toContain("needs Send Messages (#papers)");
    expect(await house.store.book.history.runs(CHANNEL, 5)).toEqual([]);
  });

  test("tells what Discord refused", async () => {
    await subscribe("noise");
    papersCome(1);
    house.courier.fates.set(CHANNEL, { kind: "invalid", reason: "Invalid Form Body" });
    const answer = await house.ask("digest send");
    expect(answer.text).toContain("The digest couldn't be sent.");
    expect(answer.text).not.toContain("Invalid Form Body");
  });

  test("while one is under way sends no second one", async () => {
    await subscribe("noise");
    papersCome(1);
    house.courier.fates.set(CHANNEL, { kind: "unavailable", reason: "Discord failed: 503" });
    for (const _ of [1, 2]) {
      const answer = await house.ask("digest send");
      expect(answer.text).toContain("The digest is on its way.");
    }
    expect(await house.store.book.history.runs(CHANNEL, 5)).toHaveLength(1);
  });
});
