import { expect, test } from "vitest";
import { SEEDS } from "../../a-library.ts";
import { ANN, button, menu, openHouse } from "../house.ts";
import { seeds } from "./seeds-house.ts";

test("buttons and menus still work after a restart, with what the store kept", async () => {
  const before = await openHouse();
  const list = await before.ask("paper latest", { query: "learning" });
  const card = await before.ask("paper random", { query: "learning" });
  const after = await openHouse({ store: before.store });
  expect((await after.press(button(list, "Next"))).text).toContain("-# 6–10 of");
  expect((await after.press(button(card, "Show another"))).text).toContain(
    "random paper on “learning”",
  );
  expect((await after.press(button(card, "Find similar"))).text).toContain("### Papers like");
  const { custom_id, options } = menu(list);
  expect((await after.press(custom_id, { userId: ANN }, [options[1]?.value ?? ""])).text).toContain(
    "### [",
  );
});

test("nothing in the shipped papers is too much for a card", async () => {
  expect(SEEDS).toHaveLength(5);
  for (const { id } of seeds.corpus.all())
    expect((await seeds.ask("paper show", { paper: id })).how).toBe("public");
});
