import { beforeEach, describe, expect, test } from "vitest";
import { BOB, button, CHANNEL, GUILD, menu, OTHER_CHANNEL } from "../house.ts";
import {
  house,
  moments,
  openDigestHouse,
  papersCome,
  subscribe,
  TUESDAY,
} from "./a-digest-house.ts";

beforeEach(openDigestHouse);

const askWhy = async (paper: string, options = {}) =>
  (await house.ask("digest why", { paper, ...options })).text;

describe("/digest why", () => {
  test("tells the first rule that decided", async () => {
    expect(await askWhy("Gravity of graphs")).toContain("there are no topics");
    await subscribe("noise", { name: "Loud" });
    expect(await askWhy("Noise that was always there")).toContain(
      "Not in a digest: it matches *Loud*, but Paperboy already had it",
    );
    expect(await askWhy("Gravity of graphs")).toContain("-# **Loud**: it doesn't mention *noise*");
    await house.ask("digest settings", { most: 1 });
    papersCome(2);
    await house.tick("2026-04-20T12:00:00Z");
    expect(await askWhy("Noise, part 1")).toContain(
      `It matches *Loud* and will be in the next digest.\nThe next digest comes ${moments(TUESDAY)}.`,
    );
    expect(await askWhy("Noise, part 2")).toContain("is waiting: 1 paper comes first");
    await house.tick(TUESDAY);
    expect(await askWhy("Noise, part 1")).toContain(
      `Posted in <#${CHANNEL}> on ${moments(TUESDAY)}.\n` +
        `https://discord.com/channels/${GUILD}/${CHANNEL}/400000000000000001`,
    );
    expect(await askWhy("Noise, part 2")).toContain("will be in the next digest");
    expect(await askWhy("Noise, part 1", { channel: OTHER_CHANNEL })).toContain(
      "there are no topics",
    );
  });

  test("links to a message in the post of a forum", async () => {
    house.courier.channels.set(OTHER_CHANNEL, {
      kind: "here",
      guildId: GUILD,
      channel: "forum",
      missing: [],
    });
    await subscribe("noise", { channel: OTHER_CHANNEL });
    papersCome(1);
    await house.tick(TUESDAY);
    const post = "400000000000000001";
    expect(await askWhy("Noise, part 1", { channel: OTHER_CHANNEL })).toContain(
      `https://discord.com/channels/${GUILD}/${post}/${post}`,
    );
  });

  test("of a paper that Discord refused has the reason", async () => {
    await subscribe("noise");
    papersCome(1);
    house.courier.fates.set(CHANNEL, { kind: "invalid", reason: "Invalid Form Body" });
    await house.tick(TUESDAY);
    expect(await askWhy("Noise, part 1")).toContain("Left out");
    expect(await askWhy("Noise, part 1")).not.toContain("Invalid Form Body");
  });

  test("of a paper on its way says so", async () => {
    await subscribe("noise");
    papersCome(1);
    house.courier.fates.set(CHANNEL, { kind: "unavailable", reason: "a 503" });
    await house.tick(TUESDAY);
    expect(await askWhy("Noise, part 1")).toContain("in the digest that is being posted now");
  });

  test("of a paper in a digest that is blocked says what is missing", async () => {
    await subscribe("noise");
    papersCome(1);
    house.courier.fates.set(CHANNEL, { kind: "blocked", permission: "Send Messages" });
    await house.tick(TUESDAY);
    expect(await askWhy("Noise, part 1")).toContain("Paperboy needs **Send Messages**");
  });

  test("of a paper in a digest that is blocked says what is in the way, if that is no permission", async () => {
    await subscribe("noise");
    papersCome(1);
    const blocked = { kind: "blocked", where: "close some", cause: "refusal" } as const;
    house.courier.fates.set(CHANNEL, { ...blocked, permission: "the server is full of threads" });
    await house.tick(TUESDAY);
    expect(await askWhy("Noise, part 1")).toContain(
      "can't be posted yet: **the server is full of threads**.",
    );
  });

  test("asks which paper is meant when words fit several", async () => {
    papersCome(3);
    await house.tick("2026-04-20T12:00:00Z");
    expect(await askWhy("noise part")).toContain("Which paper do you mean");
  });

  test("answers for the one that is picked, from any page of the question", async () => {
    await subscribe("noise", { channel: OTHER_CHANNEL });
    papersCome(7);
    await house.tick("2026-04-20T12:00:00Z");
    const options = { paper: "noise part", channel: OTHER_CHANNEL };
    const first = await house.ask("digest why", options);
    const second = await house.press(button(first, "Next"));
    for (const question of [first, second]) {
      const { custom_id, options: papers } = menu(question);
      const values = [papers[0]?.value ?? ""];
      const answer = await house.press(custom_id, {}, values);
      expect(answer.how).toBe("private");
      expect(answer.text).toContain("It matches *noise* and will be in the next digest.");
      const blind = await house.press(custom_id, { unseen: [OTHER_CHANNEL] }, values);
      expect(blind.text).toContain("can't see that channel");
      const refused = await house.press(custom_id, { userId: BOB }, values);
      expect(refused.text).toContain("Manage Server");
    }
  });
});
