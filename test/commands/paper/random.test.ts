import { describe, expect, test } from "vitest";
import { ANN, aSnapshot, BOB, button, openHouse } from "../house.ts";
import { seeds, titleOf } from "./seeds-house.ts";

describe("/paper random", () => {
  const five = aSnapshot([1, 2, 3, 4, 5].map((i) => ({ title: `Noise ${i}` })));

  test("deals every paper of a channel once before it starts over, and says when it does", async () => {
    const house = await openHouse({ snapshots: [five] });
    const dealt = [];
    for (let i = 0; i < 5; i++) dealt.push(titleOf(await house.ask("paper random")));
    expect(new Set(dealt).size).toBe(5);
    const sixth = await house.ask("paper random");
    expect(sixth.text).toContain("-# A random paper · you've seen all 5 here, so they start over");
    const seventh = await house.ask("paper random");
    expect(titleOf(seventh)).not.toBe(titleOf(sixth));
  });

  test("deals from all papers with the words, however many", async () => {
    const many = aSnapshot(
      Array.from({ length: 620 }, (_, i) => ({ title: `Noise of Kind ${i}`, text: "About it." })),
    );
    const chances = [0, 0.9999];
    const house = await openHouse({ snapshots: [many], random: () => chances.shift() ?? 0 });
    const dealt = [
      await house.ask("paper random", { query: "noise" }),
      await house.ask("paper random", { query: "noise" }),
    ];
    expect(dealt[0]?.text).toContain("-# A random paper on “noise”, out of 620");
    expect(new Set(dealt.map(titleOf)).size).toBe(2);
  });

  test("says what of the words could not be read, on the next card too", async () => {
    const house = await openHouse({ snapshots: [five] });
    const first = await house.ask("paper random", { query: "noise has:pizza" });
    const leftOut = "-# Left out: has\\:pizza can't be read. has: takes code";
    expect(first.text).toContain(`out of 5\n${leftOut}\n`);
    expect((await house.press(button(first, "Show another"))).text).toContain(leftOut);
    const all = await house.ask("paper random", { query: "noise" });
    expect(all.text).not.toContain("Left out");
  });

  test("deals every paper once when all is asked at once", async () => {
    const house = await openHouse({ snapshots: [five] });
    const dealt = await Promise.all(Array.from({ length: 5 }, () => house.ask("paper random")));
    expect(new Set(dealt.map(titleOf)).size).toBe(5);
  });

  test("deals to each channel on its own", async () => {
    const house = await openHouse({ snapshots: [five] });
    const one = await house.ask("paper random", {}, { channelId: "1" });
    const other = await house.ask("paper random", {}, { channelId: "2" });
    expect(titleOf(other)).toBe(titleOf(one));
  });

  test("deals another in place to whom the card belongs, and a private one to others", async () => {
    const house = await openHouse({ snapshots: [five] });
    const first = await house.ask("paper random", { query: "noise" });
    const second = await house.press(button(first, "Show another"));
    expect(second.how).toBe("update");
    expect(second.text).toContain("-# A random paper on “noise”, out of 5");
    expect(titleOf(second)).not.toBe(titleOf(first));
    expect((await house.press(button(second, "Show another"), { userId: BOB })).how).toBe(
      "private",
    );
  });

  test("posts a short card with a button for the rest, in place for whom it belongs to", async () => {
    const text = "All work and no play. ".repeat(100);
    const page = aSnapshot([{ title: "Long", text }]);
    const house = await openHouse({ snapshots: [{ ...page, textKind: "abstract" }] });
    const card = await house.ask("paper random");
    expect(card.text.length).toBeLessThan(600);
    expect(card.text).toContain("\nAll work and no play.");
    const full = await house.press(button(card, "Show abstract"));
    expect(full.how).toBe("update");
    expect(full.text).toContain(`-# Abstract\n${text.trim()}`);
    expect(button(full, "Show abstract")).toBeUndefined();
    expect(titleOf(await house.press(button(full, "Show another")))).toBe("Long");
    const others = await house.press(button(card, "Show abstract"), { userId: BOB });
    expect(others.how).toBe("private");
    house.reload([]);
    const gone = await house.press(button(card, "Show abstract")?.replace(/:[^:]+/, ":nowhere"));
    expect(gone.text).toContain("Paperboy no longer has this paper.");
  });

  test("has no button for the rest where there is none", async () => {
    const page = aSnapshot([{ title: "Short", text: "All work and no play." }]);
    const house = await openHouse({ snapshots: [page, { ...aSnapshot([{}]), file: "001.txt" }] });
    for (let i = 0; i < 2; i++) {
      const card = await house.ask("paper random");
      expect(card.components.map(({ label }) => label)).not.toContain("Show more");
    }
  });

  test("does not deal the paper that is on the card when it starts over", async () => {
    const chances = [0, 0.9, 0.9];
    const house = await openHouse({
      snapshots: [aSnapshot([{ title: "A" }, { title: "B" }])],
      random: () => chances.shift() ?? 0,
    });
    const first = await house.ask("paper random");
    const second = await house.press(button(first, "Show another"));
    const third = await house.press(button(second, "Show another"));
    expect([first, second, third].map(titleOf)).toEqual(["A", "B", "A"]);
  });

  test("deals the only paper again and again", async () => {
    const house = await openHouse({ snapshots: [aSnapshot([{ title: "Alone" }])] });
    const card = await house.ask("paper random");
    expect(titleOf(await house.press(button(card, "Show another")))).toBe("Alone");
  });

  test("says so when no paper has the words", async () => {
    expect((await seeds.ask("paper random", { query: "qwxzk" })).text).toContain(
      "No papers on “qwxzk”.",
    );
  });

  test("with a draw that nobody knows says so privately", async () => {
    const answer = await seeds.press(`paper.another:unknown:a:${ANN}`);
    expect(answer.how).toBe("private");
    expect(answer.text).toContain("Run the command again.");
  });
});
