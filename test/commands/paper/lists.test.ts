import { describe, expect, test } from "vitest";
import { ANN, aSnapshot, BOB, button, menu, openHouse } from "../house.ts";
import { FERRET, seeds } from "./seeds-house.ts";

describe("the pages of a list", () => {
  test("turn in place for whom they belong to", async () => {
    const first = await seeds.ask("paper search", { query: "federated learning" });
    expect(button(first, "Previous")).toBeUndefined();
    const second = await seeds.press(button(first, "Next"));
    expect(second.how).toBe("update");
    expect(second.text).toMatch(/-# 6–10 of \d+ · page 2 of \d+$/);
    const back = await seeds.press(button(second, "Previous"));
    expect(back.text).toBe(first.text);
  });

  test("open as a private copy for anyone else, who then turns that", async () => {
    const first = await seeds.ask("paper search", { query: "learning" });
    const copy = await seeds.press(button(first, "Next"), { userId: BOB });
    expect(copy.how).toBe("private");
    expect((await seeds.press(button(copy, "Next"), { userId: BOB })).how).toBe("update");
    expect((await seeds.press(button(copy, "Next"), { userId: ANN })).how).toBe("private");
  });

  test("end where the list ends", async () => {
    let page = await seeds.ask("paper search", { query: "federated learning" });
    const seen = menu(page).options.length;
    let total = seen;
    while (button(page, "Next") !== undefined) {
      page = await seeds.press(button(page, "Next"));
      total += menu(page).options.length;
    }
    const pages = Math.ceil(total / 5);
    const end = `${total} of ${total} · page ${pages} of ${pages}$`;
    expect(page.text).toMatch(new RegExp(`-# (\\d+–)?${end}`));
  });

  test("have no buttons where one page is all", async () => {
    const noises = [1, 2, 3, 4, 5].map((i) => ({ title: `Noise ${i}` }));
    const house = await openHouse({ snapshots: [aSnapshot(noises)] });
    const answer = await house.ask("paper search", { query: "noise" });
    expect(answer.text).toMatch(/-# 1–5 of 5$/);
    const own = answer.components.filter(({ label }) => !label?.startsWith("▲"));
    expect(own.filter(({ label }) => label !== undefined)).toEqual([]);
  });

  test("that are gone since the papers changed say so privately", async () => {
    const house = await openHouse();
    const first = await house.ask("paper search", { query: "learning" });
    house.reload([aSnapshot([{ title: "Learning alone" }])]);
    const answer = await house.press(button(first, "Next"));
    expect(answer.how).toBe("private");
    expect(answer.text).toContain("This list is shorter now. Run the command again.");
  });

  test.each(["paper.page:unknown:2:1", "paper.page:unknown:0:1", "paper.page:unknown:x:1"])(
    "of a list that nobody knows (%s) say so privately",
    async (customId) => {
      const answer = await seeds.press(customId);
      expect(answer.how).toBe("private");
      expect(answer.text).toContain("Run the command again.");
    },
  );
});

describe("the menu of a list", () => {
  test("opens a paper for the one who picked it", async () => {
    const list = await seeds.ask("paper search", { query: "ferret federated" });
    const { custom_id, options } = menu(list);
    const card = await seeds.press(custom_id, { userId: BOB }, [options[0]?.value ?? ""]);
    expect(card.how).toBe("private");
    expect(card.text).toContain(`### [${FERRET}](https://huggingface.co/papers?q=Ferret`);
  });

  test("says so privately when the paper is gone", async () => {
    const answer = await seeds.press("paper.open", { userId: ANN }, ["nonesuch"]);
    expect(answer.how).toBe("private");
    expect(answer.text).toContain("Paperboy no longer has this paper.");
  });
});
