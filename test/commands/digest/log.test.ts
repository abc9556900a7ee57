import { beforeEach, describe, expect, test } from "vitest";
import { button, CHANNEL, OTHER_CHANNEL } from "../house.ts";
import { house, openDigestHouse, subscribe } from "./a-digest-house.ts";

beforeEach(openDigestHouse);

describe("/digest log", () => {
  test("has who changed what, newest first, fifty at most, on pages", async () => {
    await subscribe("noise");
    for (let i = 1; i <= 55; i++) await house.ask("digest settings", { most: (i % 2) + 1 });
    const first = await house.ask("digest log");
    expect(first.text).toContain("-# 1–12 of 50");
    expect(first.text).toContain(
      `<@200000000000000001> in <#${CHANNEL}>: changed settings: at most 2 papers\n`,
    );
    const second = await house.press(button(first, "Next"));
    expect(second.text).toContain("-# 13–24 of 50");
    expect((await house.ask("digest log", { channel: OTHER_CHANNEL })).text).toContain(
      "No changes yet. They show up here when someone uses a `/digest` command.",
    );
  });
});
