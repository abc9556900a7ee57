import { describe, expect, test } from "vitest";
import type { Probe } from "../../src/digests/courier.ts";
import { afterProbe, channelOnceIn, isSkipped } from "../../src/digests/delivery/entry.ts";
import { aChannel, aDigest } from "./a-channel.ts";
import { delivered, facts, message, minutes, PLANNED, unsure } from "./delivery-facts.ts";

const ROLE = "123456789012345678";

const here: Extract<Probe, { kind: "here" }> = {
  kind: "here",
  guildId: "g1",
  channel: "text",
  missing: [],
};

const paused = (until: Temporal.Instant | null) => ({
  channel: aChannel({ pause: { why: "asked", until } }),
});

describe("a pause that somebody asked for", () => {
  test("drops a digest of which nothing has left", () => {
    expect(isSkipped(facts([message(1), message(2)], paused(null)))).toBe(true);
    expect(isSkipped(facts([unsure(1), message(2)], paused(null)))).toBe(false);
    expect(isSkipped(facts([delivered(1), message(2)], paused(null)))).toBe(false);
  });

  test("holds to its end", () => {
    expect(isSkipped(facts([message(1)], paused(minutes(1))))).toBe(true);
    expect(isSkipped(facts([message(1)], paused(PLANNED)))).toBe(false);
  });

  test("drops nothing that somebody sent by hand", () => {
    const occasion = { kind: "by hand" } as const;
    const digest = { ...aDigest({ occasion }), finishedAt: null };
    expect(isSkipped(facts([message(1)], { ...paused(null), digest }))).toBe(false);
  });
});

describe("after a look at the channel", () => {
  test("one that lets us in is entered, and is blocked no longer", () => {
    const enter = { do: "enter", unblocks: null, lostRoleId: null, roleId: null, note: null };
    expect(afterProbe(here, facts([message(1)]))).toEqual(enter);
    const pause = { why: "blocked", permission: "Send Messages", notified: true } as const;
    const channel = aChannel({ pause });
    expect(afterProbe(here, facts([message(1)], { channel }))).toEqual({
      ...enter,
      unblocks: { permission: "Send Messages" },
    });
  });

  test("one that is gone ends, one of which nobody can say anything waits", () => {
    expect(afterProbe({ kind: "gone" }, facts([]))).toMatchObject({ do: "end" });
    expect(afterProbe({ kind: "unavailable", reason: "503" }, facts([]))).toEqual({
      do: "wait",
      problem: { reason: "503", answered: false },
    });
  });

  test("one of another kind, or without a permission, is blocked", () => {
    expect(afterProbe({ kind: "unsupported", what: "a voice channel" }, facts([]))).toMatchObject({
      do: "block",
      missing: { permission: "this is a voice channel", cause: "kind of channel" },
    });
    const missing = [{ permission: "Send Messages", where: "Edit Channel" }];
    expect(afterProbe({ ...here, missing }, facts([]))).toMatchObject({
      do: "block",
      missing: missing[0],
    });
  });

  const channel = aChannel({ settings: { roleId: ROLE } });
  const mentioning = message(1);
  mentioning.payload.allowed_mentions.roles = [ROLE];

  test("a role that may not be mentioned pings nobody, and people are told where it matters", () => {
    const missing = [{ permission: "Mention", where: "Roles", only: "mention" as const }];
    const note = "No one was mentioned, because Paperboy needs Mention (Roles)";
    const probe = { ...here, missing };
    const step = { do: "enter", roleId: null, lostRoleId: null };
    expect(afterProbe(probe, facts([mentioning], { channel }))).toMatchObject({ ...step, note });
    expect(afterProbe(probe, facts([message(1)], { channel }))).toMatchObject({
      ...step,
      note: null,
    });
    expect(afterProbe(here, facts([mentioning], { channel }))).toMatchObject({ roleId: ROLE });
  });

  test("a role that is gone is taken out of the settings", () => {
    const step = afterProbe({ ...here, roleIsGone: true }, facts([mentioning], { channel }));
    expect(step).toMatchObject({ do: "enter", lostRoleId: ROLE, roleId: null });
    if (step.do !== "enter") throw new Error("It is not entered");
    expect(channelOnceIn(channel, step).settings.roleId).toBeNull();
  });
});
