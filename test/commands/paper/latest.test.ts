import { describe, expect, test } from "vitest";
import { aSnapshot, button, openHouse } from "../house.ts";
import { seeds } from "./seeds-house.ts";

describe("/paper latest", () => {
  test("lists the newest dates first, and says how many papers have none", async () => {
    const answer = await seeds.ask("paper latest");
    expect(answer.text).toContain("### Latest papers\n");
    const days = [...answer.text.matchAll(/-# (?:.* · )?(\d+ \w+)(?:, probably)? (20\d\d)/g)].map(
      ([, day, year]) => `${day} ${year}`,
    );
    expect(days).toEqual(["29 Jan 2026", "11 Nov 2025", "8 Nov 2025", "18 Oct 2025", "8 Oct 2025"]);
    expect(answer.text).toMatch(/-# 1–5 of 136 · page 1 of 28 · 96 undated papers left out$/);
  });

  test("takes words", async () => {
    const answer = await seeds.ask("paper latest", { query: "diffusion" });
    expect(answer.text).toContain("### Latest papers on “diffusion”\n");
    expect(answer.text).toContain("29 Jan, probably 2026");
    expect((await seeds.press(button(answer, "Next"))).text).toContain(
      "### Latest papers on “diffusion”",
    );
  });

  test("says so when no paper has a date", async () => {
    const house = await openHouse({ snapshots: [aSnapshot([{ title: "Noise" }, {}])] });
    expect((await house.ask("paper latest")).text).toContain(
      "No dated papers.\n-# 2 papers without a date",
    );
    const answer = await house.ask("paper latest", { query: "noise" });
    expect(answer.text).toContain("No dated papers on “noise”.\n-# 1 paper without a date");
    expect((await house.press(button(answer, "Search all papers"))).text).toContain("Noise");
  });

  test("says so when there are no papers at all", async () => {
    const house = await openHouse({ snapshots: [] });
    for (const command of ["paper latest", "paper random"])
      expect((await house.ask(command)).text).toContain(
        "There are no papers yet. They show up here once Paperboy has read its sources.",
      );
  });
});
