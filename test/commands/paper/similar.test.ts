import { describe, expect, test } from "vitest";
import { aSnapshot, BOB, button, menu, openHouse } from "../house.ts";
import { CURRICULA, seeds } from "./seeds-house.ts";

describe("/paper similar", () => {
  test("lists papers that say something alike, never the paper itself", async () => {
    const answer = await seeds.ask("paper similar", { paper: CURRICULA });
    expect(answer.text).toContain(`### Papers like “${CURRICULA}”`);
    expect(answer.text).toMatch(/-# 1–5 of the \d+ most similar · page 1 of \d$/);
    expect(answer.text).not.toContain(`[${CURRICULA}]`);
    expect((await seeds.press(button(answer, "Next"))).text).toContain("-# 6–10 of the");
  });

  test("opens from a card for the one who pressed", async () => {
    const card = await seeds.ask("paper show", { paper: CURRICULA });
    const answer = await seeds.press(button(card, "Find similar"), { userId: BOB });
    expect(answer.how).toBe("private");
    expect(answer.text).toContain(`### Papers like “${CURRICULA}”`);
    expect((await seeds.press(button(answer, "Next"), { userId: BOB })).how).toBe("update");
  });

  test("asks which one when several may be meant", async () => {
    const answer = await seeds.ask("paper similar", { paper: "learning" });
    expect(answer.text).toContain("### Which paper do you mean by “learning”?");
  });

  test("answers what was asked about the one that is picked, from any page of the question", async () => {
    const first = await seeds.ask("paper similar", { paper: "learning" });
    const second = await seeds.press(button(first, "Next"));
    expect(second.text).toContain("### Which paper do you mean by “learning”?");
    const back = await seeds.press(button(second, "Previous"));
    for (const question of [first, second, back]) {
      const { custom_id, options } = menu(question);
      const picked = await seeds.press(custom_id, { userId: BOB }, [options[1]?.value ?? ""]);
      expect(picked.how).toBe("private");
      expect(picked.text).toContain(`### Papers like “${options[1]?.label.slice(0, 20)}`);
    }
    const nothing = await seeds.ask("paper similar", { paper: "reinforcerator" });
    const [nearest] = nothing.components.filter(({ label }) => label !== undefined);
    const again = await seeds.press(nearest?.custom_id);
    expect(again.text).toContain(`### Which paper do you mean by “${nearest?.label}”`);
  });

  test("says so when the only paper is like no other", async () => {
    const house = await openHouse({ snapshots: [aSnapshot([{ title: "Alone" }])] });
    const answer = await house.ask("paper similar", { paper: "Alone" });
    expect(answer.text).toContain("No papers similar to “Alone”.");
  });
});
