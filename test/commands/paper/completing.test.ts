import { describe, expect, test } from "vitest";
import { aSnapshot, button, menu, openHouse } from "../house.ts";
import { FERRET, seeds } from "./seeds-house.ts";

describe("completing", () => {
  test("a query gives words and papers, with the id where it names a paper", async () => {
    const choices = await seeds.complete("paper search", "query", "feder");
    expect(choices.map(({ value }) => value)).toContain("federated learning");
    const paper = choices.find(({ name }) => name === FERRET);
    expect(paper?.value).toBe(seeds.corpus.byTitle(FERRET)?.id);
  });

  test("a query goes on as a term of the field first, then as titles", async () => {
    const [first, ...others] = await seeds.complete("paper search", "query", "vision transfor");
    expect(first).toEqual({ name: "vision transformer", value: "vision transformer" });
    expect(others.length).toBeGreaterThan(0);
  });

  test("a query begins with the topics that are subscribed to here", async () => {
    const house = await openHouse();
    const preview = await house.ask("digest subscribe", { topic: "federated vision" });
    await house.press(button(preview, "Subscribe"));
    const values = async (typed: string) =>
      (await house.complete("paper search", "query", typed)).map(({ value }) => value);
    expect((await values("fed"))[0]).toBe("federated vision");
    expect((await values(""))[0]).toBe("federated vision");
    expect(await values("vis")).not.toContain("federated vision");
    await house.store.close();
  });

  test("names of authors complete in a search and in a topic, and fit Discord whole or not at all", async () => {
    const authors = Array.from({ length: 30 }, (_, i) => `Ada Lovelace the ${i + 1}th`);
    const endless = `Ada ${"Lovelace ".repeat(9).trim()}`;
    const listing = aSnapshot([{ authors: [...authors, endless] }]);
    const house = await openHouse({ snapshots: [{ ...listing, origin: "arxiv" }] });
    for (const [subcommand, option] of [
      ["paper search", "query"],
      ["digest subscribe", "topic"],
    ] as const) {
      const choices = await house.complete(subcommand, option, "-author:lov");
      expect(choices).toHaveLength(25);
      expect(choices.every(({ value }) => /^-author:"Ada Lovelace the \d+th"$/.test(value))).toBe(
        true,
      );
    }
    await house.store.close();
  });

  test("a query with a paper leads to that paper", async () => {
    const id = seeds.corpus.byTitle(FERRET)?.id ?? "";
    const answer = await seeds.ask("paper search", { query: id });
    expect(answer.text).toContain(`### Papers on “${FERRET}”`);
    expect(menu(answer).options[0]?.value).toBe(id);
  });

  test("a paper gives papers only", async () => {
    const choices = await seeds.complete("paper show", "paper", "federated");
    expect(choices.length).toBeGreaterThan(0);
    for (const { value } of choices) expect(seeds.corpus.byId(value)).toBeDefined();
  });

  test.each(["", " ", "f", "fe", "federated learning of", "🦄", "a".repeat(5000)])(
    "after %o gives choices that Discord takes",
    async (typed) => {
      for (const [subcommand, option] of [
        ["search", "query"],
        ["show", "paper"],
        ["similar", "paper"],
        ["latest", "query"],
        ["random", "query"],
      ] as const) {
        const choices = await seeds.complete(`paper ${subcommand}`, option, typed);
        expect(choices.length).toBeLessThanOrEqual(25);
        expect(new Set(choices.map(({ value }) => value)).size).toBe(choices.length);
        for (const { name, value } of choices)
          expect([name.length, value.length].every((n) => n >= 1 && n <= 100)).toBe(true);
      }
    },
  );

  test("cuts a long title after a word", async () => {
    const title = `${"Endless ".repeat(20)}Title`;
    const house = await openHouse({ snapshots: [aSnapshot([{ title }])] });
    const [choice] = await house.complete("paper show", "paper", "endless");
    expect(choice?.name).toBe(`${"Endless ".repeat(12).trim()}…`);
    expect((await house.ask("paper show", { paper: choice?.value ?? "" })).text).toContain("Title");
  });
});
