import { beforeEach, describe, expect, test } from "vitest";
import { button, CHANNEL, GUILD, OTHER_CHANNEL } from "../house.ts";
import {
  house,
  moments,
  openDigestHouse,
  papersCome,
  subscribe,
  TUESDAY,
  WEDNESDAY,
} from "./a-digest-house.ts";

beforeEach(openDigestHouse);

describe("/digest list", () => {
  test("has every channel of the server with topics, next digest and last outcome", async () => {
    expect((await house.ask("digest list")).text).toContain("No topics yet.");
    await subscribe("noise", { name: "Loud" });
    await subscribe("gravity", { channel: OTHER_CHANNEL });
    await house.ask("digest pause", { channel: OTHER_CHANNEL });
    papersCome(1);
    await house.tick(TUESDAY);
    const { text } = await house.ask("digest list");
    expect(text).toContain(`**<#${CHANNEL}>** · next ${moments(WEDNESDAY).replace(":F>", ":f>")}`);
    expect(text).toContain("*Loud* (noise)\n-# Last digest: <t:1776754800:f> · **sent** · 1 paper");
    expect(text).toContain(`**<#${OTHER_CHANNEL}>**\nPaused. Use`);
    expect(text).toContain("*gravity*\n-# Last digest: <t:1776754800:f> · **skipped: paused**");
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
    expect((await house.ask("digest list")).text).toContain("No topics yet.");
    expect((await house.ask("digest status")).text).toContain(
      "Use `/digest subscribe` to add one.",
    );
  });
});
