import { beforeEach, describe, expect, test } from "vitest";
import { aSnapshot, BOB, button, menu, openHouse } from "../house.ts";
import {
  house,
  OLD,
  openDigestHouse,
  optionsIn,
  papersCome,
  shownIn,
  subscribe,
  TUESDAY,
} from "./a-digest-house.ts";

beforeEach(openDigestHouse);

describe("a digest in a channel", () => {
  beforeEach(async () => {
    await subscribe("noise");
    await house.ask("digest settings", { most: 2 });
    papersCome(7);
    await house.tick(TUESDAY);
  });

  test("opens a paper's card for anybody, privately", async () => {
    const id = buttonIn(0, /digest\.open:[^"]+/);
    const [paper = ""] = optionsIn(0);
    const card = await house.press(id, { userId: BOB }, [paper]);
    expect(card.how).toBe("private");
    expect(card.text).toContain("### [Noise, part 1]");
  });

  test("pages through what did not fit, privately and for anybody", async () => {
    const more = buttonIn(0, /digest\.more:[^"]+/);
    const bob = { userId: BOB };
    const first = await house.press(more, bob);
    expect(first.how).toBe("private");
    expect(first.text).toContain("### 5 papers waiting for the next digest");
    expect(first.text).toContain("Noise, part 3");
    const second = await house.press(button(first, "Next"), bob);
    expect(second.how).toBe("update");
    expect(second.text).toContain("-# 4–5 of 5");
    const { custom_id, options } = menu(second);
    expect((await house.press(custom_id, bob, [options[0]?.value ?? ""])).how).toBe("private");
  });

  test("has working buttons after a restart, and says so when nothing waits any more", async () => {
    const more = buttonIn(0, /digest\.more:[^"]+/);
    const snapshots = [
      OLD,
      aSnapshot([1, 2, 3, 4, 5, 6, 7].map((i) => ({ title: `Noise, part ${i}` }))),
    ];
    const after = await openHouse({ store: house.store, snapshots });
    expect((await after.press(more)).text).toContain("### 5 papers waiting for the next digest");
    for (const day of [22, 23, 24]) await after.tick(`2026-04-${day}T07:00:00Z`);
    expect((await after.press(more)).text).toContain("No papers are waiting");
    expect((await after.press("digest.more:unknown")).text).toContain("no longer has");
  });
});

function buttonIn(place: number, pattern: RegExp): string | undefined {
  return pattern.exec(shownIn(place))?.[0];
}
