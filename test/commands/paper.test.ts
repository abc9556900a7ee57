import { describe, expect, test } from "vitest";
import { SEEDS } from "../a-library.ts";
import { ANN, aSnapshot, BOB, button, menu, openHouse } from "./house.ts";

const FERRET = "Ferret: Federated Full-Parameter Tuning at Scale for Large Language Models";
const CURRICULA = "When Do Curricula Work in Federated Learning?";

const seeds = await openHouse();

const published = (date: string, precision: "day" | "month-day") =>
  ({ date, precision, inferred: false }) as const;

const titleOf = ({ text }: { text: string }) => /### \[(.*?)\]/.exec(text)?.[1];

describe("/paper search", () => {
  test("lists the five best papers, with what is known of them and where the words stand", async () => {
    const answer = await seeds.ask("paper search", { query: "federated learning" });
    expect(answer.how).toBe("public");
    expect(answer.text).toContain("### Papers on “federated learning”");
    expect(answer.text).toContain(`**[${CURRICULA}](https://huggingface.co/papers?q=When%20Do`);
    expect(answer.text).toContain("-# 8 authors · 24 Dec 2022 · 1 comment");
    expect(answer.text).toContain("Hypernetwork **Federated Learning** (");
    expect(answer.text).toMatch(/-# 1–5 of \d+$/);
    expect(menu(answer).options).toHaveLength(5);
  });

  test("answers only to the asker with hide", async () => {
    const answer = await seeds.ask("paper search", { query: "federated learning", hide: true });
    expect(answer.how).toBe("private");
  });

  test("with since leaves out undated papers, and counts them", async () => {
    const { text } = await seeds.ask("paper search", { query: "diffusion", since: "2025" });
    expect(text).toMatch(/of \d+ · since 1 Jan 2025 · \d+ undated left out$/);
    expect(text).toContain("29 Jan 2026 (year inferred)");
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
    expect(text).toContain("-# 1 of 1 · since 1 Jan 2024 · 2 undated left out");
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
    expect(text).toContain("-# No paper says “frechett”: searched for *frechet*");
    expect(text).toContain("**Fréchet**");
  });

  test("says so when nothing is found, and offers the nearest words as buttons", async () => {
    const answer = await seeds.ask("paper search", { query: "qwxzk" });
    expect(answer.how).toBe("public");
    expect(answer.text).toContain("No paper on “qwxzk”.");
    const [nearest] = answer.components.filter(({ label }) => label !== undefined);
    const instead = await seeds.press(nearest?.custom_id);
    expect(instead.how).toBe("update");
    expect(instead.text).toContain(`### Papers on “${nearest?.label}”`);
  });

  test("offers to search without limits when only they leave nothing", async () => {
    const answer = await seeds.ask("paper search", { query: "diffusion", since: "30d" });
    expect(answer.text).toMatch(
      /No paper on “diffusion” since 21 Mar 2026\.\n-# Without that limit: \d+ papers, \d+ of them undated\./,
    );
    const all = await seeds.press(button(answer, "Search all"));
    expect(all.text).toContain("### Papers on “diffusion”");
  });

  test.each([
    [{ query: "noise", since: "soon" }, "since: type a day or a time, for example 2024"],
    [{ query: "   " }, "query: type some words to search for"],
    [{}, "query: type some words to search for"],
    [{ query: "a".repeat(301) }, "query: use at most 300 characters"],
  ])("with %o says privately what to do", async (options, advice) => {
    const answer = await seeds.ask("paper search", options);
    expect(answer.how).toBe("private");
    expect(answer.text).toContain(advice);
    expect(answer.text).not.toContain("Error");
  });
});

describe("the pages of a list", () => {
  test("turn in place for whom they belong to", async () => {
    const first = await seeds.ask("paper search", { query: "federated learning" });
    expect(button(first, "Previous")).toBeUndefined();
    const second = await seeds.press(button(first, "Next"));
    expect(second.how).toBe("update");
    expect(second.text).toMatch(/-# 6–10 of \d+$/);
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
    expect(page.text).toMatch(new RegExp(`-# (\\d+–)?${total} of ${total}$`));
  });

  test("have no buttons where one page is all", async () => {
    const noises = [1, 2, 3, 4, 5].map((i) => ({ title: `Noise ${i}` }));
    const house = await openHouse({ snapshots: [aSnapshot(noises)] });
    const answer = await house.ask("paper search", { query: "noise" });
    expect(answer.text).toMatch(/-# 1–5 of 5$/);
    expect(answer.components.filter(({ label }) => label !== undefined)).toEqual([]);
  });

  test("that are gone since the papers changed say so privately", async () => {
    const house = await openHouse();
    const first = await house.ask("paper search", { query: "learning" });
    house.reload([aSnapshot([{ title: "Learning alone" }])]);
    const answer = await house.press(button(first, "Next"));
    expect(answer.how).toBe("private");
    expect(answer.text).toContain("This list has become shorter since. Please ask again.");
  });

  test.each(["paper.page:unknown:2:1", "paper.page:unknown:0:1", "paper.page:unknown:x:1"])(
    "of a list that nobody knows (%s) say so privately",
    async (customId) => {
      const answer = await seeds.press(customId);
      expect(answer.how).toBe("private");
      expect(answer.text).toContain("Please ask again.");
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
    expect(answer.text).toContain("This paper is not in the collection any more.");
  });
});

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

  test("finds every paper that ships by its title", async () => {
    const missed = [];
    for (const { displayTitle, id } of seeds.corpus.all()) {
      const card = await seeds.ask("paper show", { paper: displayTitle });
      if (button(card, "Similar") !== `paper.similar:${id}`) missed.push(displayTitle);
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
    expect(answer.text).toContain("No paper here is known as arXiv 2106.15928");
    expect(answer.text).toContain("Try its title.");
  });

  test("asks which one when several may be meant", async () => {
    const answer = await seeds.ask("paper show", { paper: "federated learning" });
    expect(answer.text).toContain("### Which paper do you mean by “federated learning”?");
    expect(menu(answer).options).toHaveLength(5);
  });

  test("says so when there is none", async () => {
    const answer = await seeds.ask("paper show", { paper: "qwxzk" });
    expect(answer.text).toContain("No paper on “qwxzk”.");
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

describe("/paper similar", () => {
  test("lists papers that say something alike, never the paper itself", async () => {
    const answer = await seeds.ask("paper similar", { paper: CURRICULA });
    expect(answer.text).toContain(`### Papers like “${CURRICULA}”`);
    expect(answer.text).toMatch(/-# 1–5 of the \d+ nearest$/);
    expect(answer.text).not.toContain(`[${CURRICULA}]`);
    expect((await seeds.press(button(answer, "Next"))).text).toContain("-# 6–10 of the");
  });

  test("opens from a card for the one who pressed", async () => {
    const card = await seeds.ask("paper show", { paper: CURRICULA });
    const answer = await seeds.press(button(card, "Similar"), { userId: BOB });
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
    const nothing = await seeds.ask("paper similar", { paper: "qwxzk" });
    const [nearest] = nothing.components.filter(({ label }) => label !== undefined);
    const again = await seeds.press(nearest?.custom_id);
    expect(again.text).toContain(`### Which paper do you mean by “${nearest?.label}”`);
  });

  test("says so when the only paper is like no other", async () => {
    const house = await openHouse({ snapshots: [aSnapshot([{ title: "Alone" }])] });
    const answer = await house.ask("paper similar", { paper: "Alone" });
    expect(answer.text).toContain("Nothing here is like “Alone”.");
  });
});

describe("/paper latest", () => {
  test("lists the newest dates first, and says how many papers have none", async () => {
    const answer = await seeds.ask("paper latest");
    expect(answer.text).toContain("### Latest papers\n");
    const days = [...answer.text.matchAll(/-# (?:.* · )?(\d+ \w+ 20\d\d)/g)].map(
      (match) => match[1],
    );
    expect(days).toEqual(["29 Jan 2026", "11 Nov 2025", "8 Nov 2025", "18 Oct 2025", "8 Oct 2025"]);
    expect(answer.text).toMatch(/-# 1–5 of 136 · 96 undated left out$/);
  });

  test("takes words", async () => {
    const answer = await seeds.ask("paper latest", { query: "diffusion" });
    expect(answer.text).toContain("### Latest papers on “diffusion”\n");
    expect(answer.text).toContain("29 Jan 2026");
    expect((await seeds.press(button(answer, "Next"))).text).toContain(
      "### Latest papers on “diffusion”",
    );
  });

  test("says so when no paper has a date", async () => {
    const house = await openHouse({ snapshots: [aSnapshot([{ title: "Noise" }, {}])] });
    expect((await house.ask("paper latest")).text).toContain(
      "No dated paper.\n-# Without that limit: 2 papers.",
    );
    const answer = await house.ask("paper latest", { query: "noise" });
    expect(answer.text).toContain("No dated paper on “noise”.\n-# Without that limit: 1 paper.");
    expect((await house.press(button(answer, "Search all"))).text).toContain("Noise");
  });

  test("says so when there are no papers at all", async () => {
    const house = await openHouse({ snapshots: [] });
    for (const command of ["paper latest", "paper random"])
      expect((await house.ask(command)).text).toContain("There are no papers here yet.");
  });
});

describe("/paper random", () => {
  const five = aSnapshot([1, 2, 3, 4, 5].map((i) => ({ title: `Noise ${i}` })));

  test("deals every paper of a channel once before it starts over, and says when it does", async () => {
    const house = await openHouse({ snapshots: [five] });
    const dealt = [];
    for (let i = 0; i < 5; i++) dealt.push(titleOf(await house.ask("paper random")));
    expect(new Set(dealt).size).toBe(5);
    const sixth = await house.ask("paper random");
    expect(sixth.text).toContain("-# A random paper · all 5 papers had their turn here");
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
    expect(dealt[0]?.text).toContain("-# A random paper on “noise”, one of 620");
    expect(new Set(dealt.map(titleOf)).size).toBe(2);
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
    const second = await house.press(button(first, "Another"));
    expect(second.how).toBe("update");
    expect(second.text).toContain("-# A random paper on “noise”, one of 5");
    expect(titleOf(second)).not.toBe(titleOf(first));
    expect((await house.press(button(second, "Another"), { userId: BOB })).how).toBe("private");
  });

  test("does not deal the paper that is on the card when it starts over", async () => {
    const chances = [0, 0.9, 0.9];
    const house = await openHouse({
      snapshots: [aSnapshot([{ title: "A" }, { title: "B" }])],
      random: () => chances.shift() ?? 0,
    });
    const first = await house.ask("paper random");
    const second = await house.press(button(first, "Another"));
    const third = await house.press(button(second, "Another"));
    expect([first, second, third].map(titleOf)).toEqual(["A", "B", "A"]);
  });

  test("deals the only paper again and again", async () => {
    const house = await openHouse({ snapshots: [aSnapshot([{ title: "Alone" }])] });
    const card = await house.ask("paper random");
    expect(titleOf(await house.press(button(card, "Another")))).toBe("Alone");
  });

  test("says so when no paper has the words", async () => {
    expect((await seeds.ask("paper random", { query: "qwxzk" })).text).toContain(
      "No paper on “qwxzk”.",
    );
  });

  test("with a draw that nobody knows says so privately", async () => {
    const answer = await seeds.press(`paper.another:unknown:a:${ANN}`);
    expect(answer.how).toBe("private");
    expect(answer.text).toContain("Please ask again.");
  });
});

describe("completing", () => {
  test("a query gives words and papers, with the id where it names a paper", async () => {
    const choices = await seeds.complete("paper search", "query", "feder");
    expect(choices.map(({ value }) => value)).toContain("federated learning");
    const paper = choices.find(({ name }) => name === FERRET);
    expect(paper?.value).toBe(seeds.corpus.byTitle(FERRET)?.id);
  });

  test("a query begins with the topics that are subscribed to here", async () => {
    const house = await openHouse();
    const preview = await house.ask("digest subscribe", { topic: "federated vision" });
    await house.press(button(preview, "Confirm"));
    const values = async (typed: string) =>
      (await house.complete("paper search", "query", typed)).map(({ value }) => value);
    expect((await values("fed"))[0]).toBe("federated vision");
    expect((await values(""))[0]).toBe("federated vision");
    expect(await values("vis")).not.toContain("federated vision");
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

test("buttons and menus still work after a restart, with what the store kept", async () => {
  const before = await openHouse();
  const list = await before.ask("paper latest", { query: "learning" });
  const card = await before.ask("paper random", { query: "learning" });
  const after = await openHouse({ store: before.store });
  expect((await after.press(button(list, "Next"))).text).toContain("-# 6–10 of");
  expect((await after.press(button(card, "Another"))).text).toContain("random paper on “learning”");
  expect((await after.press(button(card, "Similar"))).text).toContain("### Papers like");
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
