import { describe, expect, test } from "vitest";
import { aSnapshot, button, menu, openHouse } from "../house.ts";
import { FERRET, seeds } from "./seeds-house.ts";

describe("/paper show", () => {
  test("shows what we know of a paper, and where to find it", async () => {
    const card = await seeds.ask("paper show", { paper: "ferret" });
    expect(card.text).toContain(`### [${FERRET}](https://huggingface.co/papers?q=Ferret`);
    expect(card.text).toContain("-# 5 authors · 10 Sep 2024 · 2 comments");
    expect(card.text).toContain("-# Paperboy’s summary\nFederated fine-tuning of large");
    expect(button(card, "Code")).toBe("https://github.com/allen4747/Ferret");
    expect(button(card, "Find on Hugging Face")).toContain(
      "https://huggingface.co/papers?q=Ferret",
    );
  });

  test.each([
    ["its id", seeds.corpus.byTitle(FERRET)?.id ?? ""],
    ["its title", FERRET],
    ["its title in other letters", FERRET.toUpperCase()],
    ["words of it", "federated full-parameter tuning"],
    ["words with a typo", "feret federated full-parameter tunning"],
    ["a search link", `https://huggingface.co/papers?q=${encodeURIComponent(FERRET)}`],
  ])("finds a paper by %s", async (_by, paper) => {
    expect((await seeds.ask("paper show", { paper })).text).toContain(`### [${FERRET}]`);
  });

  test("finds a paper by the short name before its colon, unless several have it", async () => {
    const entries = [
      { title: "Whistle: Calls of marmots", abstract: "We call it Whistle." },
      { title: "Calls without Whistle", abstract: "Whistle, whistle, whistle." },
      { title: "Echo: One" },
      { title: "Echo: Two" },
    ];
    const house = await openHouse({ snapshots: [aSnapshot(entries)] });
    const card = await house.ask("paper show", { paper: "whistle" });
    expect(card.text).toContain("### [Whistle: Calls of marmots]");
    expect(card.text).not.toContain("Best match");
    const several = await house.ask("paper show", { paper: "echo" });
    expect(several.text).toContain("Best match of 2");
  });

  test("finds every paper that ships by its title", async () => {
    const missed = [];
    for (const { displayTitle, id } of seeds.corpus.all()) {
      const card = await seeds.ask("paper show", { paper: displayTitle });
      if (button(card, "Find similar") !== `paper.similar:${id}`) missed.push(displayTitle);
    }
    expect(missed).toEqual([]);
  });

  test.each([
    "2106.15928",
    "arXiv:2106.15928v2",
    "https://arxiv.org/abs/2106.15928",
    "http://www.arxiv.org/pdf/2106.15928v3.pdf",
    "https://arxiv.org/html/2106.15928v1#S2",
    "arxiv.org/abs/2106.15928?context=cs",
    "<https://huggingface.co/papers/2106.15928>",
    "https://hf.co/papers/2106.15928",
  ])("finds a paper by %s", async (paper) => {
    const house = await openHouse({
      snapshots: [aSnapshot([{ title: "Known by its id", arxivId: "2106.15928" }, {}])],
    });
    expect((await house.ask("paper show", { paper })).text).toContain("### [Known by its id]");
  });

  test.each(["cs/0112017", "arXiv:cs/0112017v1", "https://arxiv.org/abs/cs/0112017"])(
    "finds an old paper by %s",
    async (paper) => {
      const house = await openHouse({
        snapshots: [aSnapshot([{ title: "Known by its id", arxivId: "cs/0112017" }, {}])],
      });
      expect((await house.ask("paper show", { paper })).text).toContain("### [Known by its id]");
    },
  );

  test("says privately that an arXiv id is not known, and what to try", async () => {
    const answer = await seeds.ask("paper show", { paper: "https://arxiv.org/abs/2106.15928v2" });
    expect(answer.how).toBe("private");
    expect(answer.text).toContain("Paperboy has no paper with the arXiv id 2106.15928");
    expect(answer.text).toContain("Try the title");
  });

  test("shows the best at once when several may be meant, and offers the others", async () => {
    const answer = await seeds.ask("paper show", { paper: "federated learning" });
    expect(answer.text).toMatch(/^-# Best match of \d+ for “federated learning”\n### \[/);
    const list = await seeds.ask("paper search", { query: "federated learning" });
    const [best, ...next] = menu(list).options.map(({ value }) => value);
    expect(button(answer, "Find similar")).toBe(`paper.similar:${best}`);
    const others = menu(answer);
    expect(others.options.map(({ value }) => value).slice(0, 4)).toEqual(next);
    expect(others.options).toHaveLength(Number(/of (\d+)/.exec(answer.text)?.[1]) - 1);
    const other = await seeds.press(others.custom_id, {}, [next[0] ?? ""]);
    expect(other.how).toBe("private");
    expect(button(other, "Find similar")).toBe(`paper.similar:${next[0]}`);
  });

  test("says so when there is none", async () => {
    const answer = await seeds.ask("paper show", { paper: "qwxzk" });
    expect(answer.text).toContain("No papers on “qwxzk”.");
  });

  test("cuts a long abstract, and says so", async () => {
    const text = "All work and no play. ".repeat(400);
    const house = await openHouse({
      snapshots: [{ ...aSnapshot([{ title: "Long", text }]), textKind: "abstract" }],
    });
    const { text: shown } = await house.ask("paper show", { paper: "Long" });
    expect(shown).toContain("-# Abstract, shortened\nAll work");
    expect(shown).toMatch(/…$/);
  });
});
