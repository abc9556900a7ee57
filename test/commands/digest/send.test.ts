import { beforeEach, describe, expect, test } from "vitest";
import { BOB, button, CHANNEL, GUILD, OTHER_CHANNEL, type Who } from "../house.ts";
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

/** Roles that posted messages mention, where they may. */
function rolesPinged(): string[] {
  return house.courier.posted.flatMap(({ payload, roleId }) =>
    (payload.allowed_mentions.roles ?? []).filter((id) => id === roleId),
  );
}

describe("before a digest mentions a role", () => {
  const ROLE = "700000000000000001";
  const OTHER_ROLE = "700000000000000002";

  beforeEach(async () => {
    await subscribe("noise");
    await house.ask("digest settings", { role: ROLE });
    papersCome(1);
  });

  test("/digest send asks, names the role, and sends nothing yet", async () => {
    const question = await house.ask("digest send");
    expect(question.how).toBe("private");
    expect(question.text).toContain(`It mentions <@&${ROLE}>`);
    expect(house.courier.posted).toEqual([]);
    const sent = await house.press(button(question, "Send and mention the role"));
    expect(sent.how).toBe("update");
    expect(sent.text).toContain("Digest sent.");
    expect(rolesPinged()).toEqual([ROLE]);
  });

  test("it can be sent without, and the setting stays", async () => {
    await house.press(button(await house.ask("digest send"), "Send without mention"));
    expect(house.courier.posted).toHaveLength(1);
    expect(shownIn(0)).not.toContain(ROLE);
    expect(rolesPinged()).toEqual([]);
    expect((await house.ask("digest settings")).text).toContain(`<@&${ROLE}>`);
  });

  test("or not at all", async () => {
    const cancelled = await house.press(button(await house.ask("digest send"), "Cancel"));
    expect(cancelled.text).toBe("Cancelled. Nothing was sent.");
    expect(house.courier.posted).toEqual([]);
    expect(await house.store.book.history.runs(CHANNEL, 5)).toEqual([]);
  });

  test("a role that was chosen meanwhile is asked about again", async () => {
    const question = await house.ask("digest send");
    await house.ask("digest settings", { role: OTHER_ROLE });
    const again = await house.press(button(question, "Send and mention the role"));
    expect(again.text).toContain(`It mentions <@&${OTHER_ROLE}>`);
    expect(house.courier.posted).toEqual([]);
    await house.ask("digest settings", { "no-role": true });
    await house.press(button(again, "Send and mention the role"));
    expect(house.courier.posted).toHaveLength(1);
    expect(rolesPinged()).toEqual([]);
  });

  test("nothing is asked where nobody would be mentioned: on a quiet day, or without the permission", async () => {
    const missing = [{ permission: "Mention All Roles", where: "Roles", only: "mention" as const }];
    house.courier.channels.set(CHANNEL, { kind: "here", guildId: GUILD, channel: "text", missing });
    expect((await house.ask("digest send")).text).toContain("Digest sent.");
    house.courier.channels.set(CHANNEL, {
      kind: "here",
      guildId: GUILD,
      channel: "text",
      missing: [],
    });
    expect((await house.ask("digest send")).text).toContain("There's nothing new.");
    expect(rolesPinged()).toEqual([]);
  });

  test("a preview's button asks as the command does", async () => {
    const preview = await house.ask("digest preview");
    const question = await house.press(button(preview, "Send now"));
    expect(question.how).toBe("update");
    expect(question.text).toContain(`It mentions <@&${ROLE}>`);
    expect(house.courier.posted).toEqual([]);
  });

  test("forged presses mention no other role, and send nothing where they may not", async () => {
    for (const mention of ["", "everyone", GUILD, OTHER_ROLE])
      expect((await house.press(`digest.send:${CHANNEL}:${mention}`)).text).toContain(ROLE);
    await subscribe("noise", { channel: OTHER_CHANNEL });
    const forged: [string, Who][] = [
      [`digest.send:${CHANNEL}:nobody`, { userId: BOB }],
      [`digest.send:${OTHER_CHANNEL}:nobody`, { unseen: [OTHER_CHANNEL] }],
      ["digest.send:999999999999999999:nobody", {}],
    ];
    for (const [id, who] of forged) expect((await house.press(id, who)).how).toBe("private");
    expect(house.courier.posted).toEqual([]);
  });
});
