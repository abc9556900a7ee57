import { beforeEach, describe, expect, test } from "vitest";
import { ANN, BOB, button, CHANNEL, DM, menu, OTHER_CHANNEL } from "../house.ts";
import {
  house,
  openDigestHouse,
  papersCome,
  subscribe,
  TUESDAY,
  WEDNESDAY,
} from "../digest/a-digest-house.ts";

beforeEach(openDigestHouse);

const BOBS = { userId: BOB };

/** Two papers on Tuesday, and two on Wednesday. */
async function twoDays(): Promise<void> {
  await subscribe("noise");
  await house.ask("digest settings", { most: 2 });
  papersCome(7);
  await house.tick(TUESDAY);
  await house.tick("2026-04-21T07:01:00Z");
  await house.tick(WEDNESDAY);
  await house.tick("2026-04-22T07:01:00Z");
}

describe("/paper catch-up", () => {
  test("shows one person what a channel was sent in seven days, and then what came since", async () => {
    await subscribe("noise");
    await house.ask("digest settings", { most: 2 });
    papersCome(7);
    await house.tick(TUESDAY);
    await house.tick("2026-04-21T07:01:00Z");
    const first = await house.ask("paper catch-up", {}, BOBS);
    expect(first.how).toBe("private");
    expect(first.text).toContain("### 2 papers to catch up on");
    expect(first.text).toContain(`-# Posted in <#${CHANNEL}> since <t:`);
    expect(first.text).toContain("Noise, part 1");
    expect(first.text).toContain(`https://discord.com/channels/`);
    await house.tick(WEDNESDAY);
    await house.tick("2026-04-22T07:01:00Z");
    const second = await house.ask("paper catch-up", {}, BOBS);
    expect(second.text).toContain("### 2 papers to catch up on");
    expect(second.text).not.toContain("Noise, part 1");
    expect((await house.ask("paper catch-up", {}, BOBS)).text).toContain("Nothing was posted in");
    // Ann has a mark of her own.
    expect((await house.ask("paper catch-up")).text).toContain("### 4 papers to catch up on");
  });

  test("goes back as far as is wanted, and only a whole look moves the mark", async () => {
    await twoDays();
    await house.ask("paper catch-up", {}, BOBS);
    await house.tick("2026-04-22T09:00:00Z");
    const all = await house.ask("paper catch-up", { since: "2026-04-21" }, BOBS);
    expect(all.text).toContain("### 4 papers to catch up on");
    await house.tick("2026-04-23T07:00:00Z");
    await house.tick("2026-04-23T07:01:00Z");
    const { catchUps } = house.store;
    const before = await catchUps.last(BOB, CHANNEL);
    const today = await house.ask("paper catch-up", { since: "2026-04-23" }, BOBS);
    expect(today.text).toContain("### 2 papers to catch up on");
    expect(await catchUps.last(BOB, CHANNEL)).toEqual(before);
    const wrong = await house.ask("paper catch-up", { since: "lunch" }, BOBS);
    expect(wrong.text).toContain("since: type a date");
  });

  test("has the most upvoted first, and pages that stay as they were", async () => {
    await subscribe("noise");
    papersCome(7);
    await house.tick(TUESDAY);
    await house.tick("2026-04-21T07:01:00Z");
    const first = await house.ask("paper catch-up");
    expect(first.text).toContain("-# 1–4 of 7 · page 1 of 2");
    await house.tick(WEDNESDAY);
    await house.tick("2026-04-22T07:01:00Z");
    const second = await house.press(button(first, "Next"));
    expect(second.how).toBe("update");
    expect(second.text).toContain("-# 5–7 of 7 · page 2 of 2");
    const { custom_id, options } = menu(second);
    const card = await house.press(custom_id, {}, [options[0]?.value ?? ""]);
    expect(card.text).toContain("### [Noise, part");
  });

  test("has the most voted first", async () => {
    await twoDays();
    const card = await house.ask("paper show", { paper: "Noise, part 2" });
    const { custom_id } = card.components.find(({ label }) => label?.startsWith("▲")) ?? {};
    await house.press(custom_id, BOBS, [], { id: "1", components: card.reply.components });
    const answer = await house.ask("paper catch-up");
    expect(answer.text.match(/Noise, part \d/)?.[0]).toBe("Noise, part 2");
    expect(answer.text.match(/-# 1 vote · <t:/g)).toHaveLength(1);
  });

  test("believes no mark of the future", async () => {
    await twoDays();
    await house.store.catchUps.note(ANN, CHANNEL, Temporal.Instant.from("2031-01-01T00:00:00Z"));
    expect((await house.ask("paper catch-up")).text).toContain("### 4 papers to catch up on");
  });

  test("tells nobody of a channel that they do not see", async () => {
    await twoDays();
    const forged = `paper.catch-up:${CHANNEL}:0:9999999999:1`;
    const blind = { userId: BOB, channelId: OTHER_CHANNEL, unseen: [CHANNEL] };
    expect((await house.press(forged, blind)).text).toContain("can't see that channel");
    expect((await house.press(forged, { channelId: DM })).text).toContain("can't see that channel");
    const elsewhere = await house.ask("paper catch-up", {}, { channelId: OTHER_CHANNEL });
    expect(elsewhere.text).toContain(`Nothing was posted in <#${OTHER_CHANNEL}>`);
    expect((await house.ask("paper catch-up", {}, { channelId: DM })).text).toContain(
      "Nothing was posted in this direct message",
    );
  });
});
