import { beforeEach, describe, expect, test } from "vitest";
import { CHANNEL } from "../house.ts";
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

describe("/digest status", () => {
  test("has the last five runs, the next slot and how fresh the sources are", async () => {
    await subscribe("noise");
    papersCome(11);
    for (const day of [21, 22, 23, 24, 25, 26]) await house.tick(`2026-04-${day}T07:00:00Z`);
    const { text } = await house.ask("digest status");
    expect(text).toContain(`Next: ${moments("2026-04-27T07:00:00Z")}`);
    expect(text).toContain("-# 1 topic · 0 new papers waiting");
    expect(text.match(/\*\*nothing new\*\*/g)).toHaveLength(4);
    expect(text.match(/\*\*sent\*\*/g)).toHaveLength(1);
    expect(text).toContain("<t:1776841200:f> · **sent** · 1 paper\n");
    expect(text).toContain(
      "Saved pages: up to date\n-# read <t:1776643200:R> · newest listing from 17 Apr, probably 2026",
    );
  });

  test("calls a day from the archive that, as the list does", async () => {
    await subscribe("noise");
    await house.ask("digest settings", { quiet: "archive" });
    await house.tick(TUESDAY);
    const line = "<t:1776754800:f> · **from the archive** · 1 paper";
    expect((await house.ask("digest status")).text).toContain(line);
    expect((await house.ask("digest list")).text).toContain(`-# Last digest: ${line}`);
  });

  test("says what is set aside, and why", async () => {
    await subscribe("noise");
    papersCome(1);
    house.courier.fates.set(CHANNEL, { kind: "invalid", reason: "Invalid Form Body @everyone" });
    await house.tick(TUESDAY);
    const { text } = await house.ask("digest status");
    expect(text).toContain("**failed**");
    expect(text).toContain("Left out, because Discord didn't accept it: Noise, part 1");
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
    expect((await house.ask("digest status")).text).toContain("2 new papers waiting");
    papersCome(1);
    await house.tick("2026-04-20T12:01:00Z");
    expect((await house.ask("digest status")).text).toContain("1 new paper waiting");
  });
});
