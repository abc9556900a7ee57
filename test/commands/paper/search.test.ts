import { describe, expect, test } from "vitest";
import { aSnapshot, button, menu, openHouse } from "../house.ts";
import { CURRICULA, published, seeds } from "./seeds-house.ts";

describe("/paper search", () => {
  test("lists the five best papers, with what is known of them and where the words stand", async () => {
    const answer = await seeds.ask("paper search", { query: "federated learning" });
    expect(answer.how).toBe("public");
    expect(answer.text).toContain("### Papers on “federated learning”");
    expect(answer.text).toContain(`**[${CURRICULA}](https://huggingface.co/papers?q=When%20Do`);
    expect(answer.text).toContain("-# 8 authors · 24 Dec 2022 · 1 comment");
    expect(answer.text).toContain("Hypernetwork **Federated Learning** (");
    expect(answer.text).toMatch(/-# 1–5 of \d+ · page 1 of \d+$/);
    expect(menu(answer).options).toHaveLength(5);
  });

  test("answers only to the asker with hide", async () => {
    const answer = await seeds.ask("paper search", { query: "federated learning", hide: true });
    expect(answer.how).toBe("private");
  });

  test("with since leaves out undated papers, and counts them", async () => {
    const { text } = await seeds.ask("paper search", { query: "diffusion", since: "2025" });
    expect(text).toMatch(/of \d+ · since 1 Jan 2025 · \d+ undated papers left out$/);
    expect(text).toContain("29 Jan, probably 2026");
    expect(text).not.toMatch(/ (2024|2023|2022)( ·|\n)/);
  });

  test("counts a date without year as undated", async () => {
    const house = await openHouse({
      snapshots: [
        aSnapshot([{ title: "Noise in full", published: published("2024-11-17", "day") }]),
        aSnapshot([
          { title: "Noise without a year", published: published("--11-17", "month-day") },
          { title: "Noise at no time" },
        ]),
      ],
    });
    const { text } = await house.ask("paper search", { query: "noise", since: "2024" });
    expect(text).toContain("Noise in full");
    expect(text).toContain("-# 1 of 1 · since 1 Jan 2024 · 2 undated papers left out");
    expect((await house.ask("paper show", { paper: "noise without a year" })).text).toMatch(
      /-# 17 Nov$/,
    );
  });

  test("with code-only lists papers that link to their code", async () => {
    const answer = await seeds.ask("paper search", { query: "diffusion", "code-only": true });
    expect(answer.text).toMatch(/of \d+ · with code$/);
    for (const { value } of menu(answer).options)
      expect(seeds.corpus.byId(value)?.links).toContainEqual(
        expect.objectContaining({ kind: "code" }),
      );
  });

  test("says what it searched for instead of a word that no paper has", async () => {
    const { text } = await seeds.ask("paper search", { query: "frechett" });
    expect(text).toContain("-# No results for “frechett”, showing *frechet*");
    expect(text).toContain("**Fréchet**");
  });

  test("says so when nothing is found, and offers the nearest words as buttons", async () => {
    const answer = await seeds.ask("paper search", { query: "reinforcerator" });
    expect(answer.how).toBe("public");
    expect(answer.text).toContain("No papers on “reinforcerator”.");
    const [nearest] = answer.components.filter(({ label }) => label !== undefined);
    const instead = await seeds.press(nearest?.custom_id);
    expect(instead.how).toBe("update");
    expect(instead.text).toContain(`### Papers on “${nearest?.label}”`);
  });

  test("offers to search without limits when only they leave nothing", async () => {
    const answer = await seeds.ask("paper search", { query: "diffusion", since: "30d" });
    expect(answer.text).toMatch(
      /No papers on “diffusion” since 21 Mar 2026\.\n-# Without that filter: \d+ papers, \d+ of them undated$/m,
    );
    const all = await seeds.press(button(answer, "Search all papers"));
    expect(all.text).toContain("### Papers on “diffusion”");
  });

  test.each([
    [{ query: "noise", since: "soon" }, "since: type a date or a length of time, such as 2024"],
    [{ query: "   " }, "query: type a few words to search for"],
    [{}, "query: type a few words to search for"],
    [{ query: "a".repeat(301) }, "query: use at most 300 characters"],
  ])("with %o says privately what to do", async (options, advice) => {
    const answer = await seeds.ask("paper search", options);
    expect(answer.how).toBe("private");
    expect(answer.text).toContain(advice);
    expect(answer.text).not.toContain("Error");
  });
});
