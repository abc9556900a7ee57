import { describe, expect, test } from "vitest";
import { paperCard, paperLine } from "../../../src/messages/papers/card.ts";
import { facts } from "../../../src/messages/papers/facts.ts";
import type { Reply } from "../../../src/messages/layout/reply.ts";
import type { Link, Paper } from "../../../src/papers/paper.ts";
import { allComponents } from "../../discord/check-message.ts";
import { aPaper } from "../../papers/a-paper.ts";

const NAMES = ["Ada Lovelace", "Emmy Noether", "Élie Cartan", "Sofja Kowalewskaja", "Alan Turing"];

/** As Hugging Face and arXiv tell of it together. */
function aKnownPaper(overrides: Partial<Paper> = {}): Paper {
  return aPaper({
    title: "Seeing with state space models",
    abstract: "We see with state space models.",
    authors: NAMES,
    authorCount: 5,
    organisation: "Vision Lab",
    published: { date: "2026-11-17", precision: "day", inferred: false },
    dates: { submitted: "2026-11-17", announced: "2026-11-19", listed: "2026-11-20" },
    comments: 3,
    upvotes: 12,
    arxivId: "2611.01234",
    categories: ["cs.CV", "cs.LG"],
    links: [
      { kind: "project", url: "https://seeing.example/" },
      { kind: "code", url: "https://github.com/seeing/seeing" },
      { kind: "paper", url: "https://arxiv.org/abs/2611.01234" },
    ],
    ...overrides,
  });
}

const CODE: Link[] = [
  { kind: "code", url: "https://github.com/a/b" },
  { kind: "project", url: "https://a.example/" },
];
const NO_ADDRESS: Link = { kind: "paper", url: "javascript:alert(1)" };

const parts = ({ components }: Reply) => allComponents(components);

function texts(card: Reply): string[] {
  return parts(card).flatMap(({ content }) => content ?? []);
}

function links(card: Reply): [label: string | undefined, url: string][] {
  return parts(card).flatMap(({ label, url }) => (url === undefined ? [] : [[label, url]]));
}

describe("a card", () => {
  test("names authors, every day of the paper, and what arXiv has it under", () => {
    const [head] = texts(paperCard(aKnownPaper(), []));
    expect(head?.split("\n")).toEqual([
      "### [Seeing with state space models](https://arxiv.org/abs/2611.01234)",
      "-# Ada Lovelace, Emmy Noether, Élie Cartan and 2 more · Vision Lab · 12 upvotes · 3 comments",
      "-# submitted 17 Nov 2026 · announced 19 Nov · on Hugging Face since 20 Nov",
      "-# arXiv 2611.01234 · cs.CV, cs.LG",
    ]);
  });

  test.each<[string, Partial<Paper>, string]>([
    [
      "a new year",
      { dates: { submitted: "2025-12-30", announced: "2026-01-02", listed: "2026-01-03" } },
      "-# submitted 30 Dec 2025 · announced 2 Jan 2026 · on Hugging Face since 3 Jan",
    ],
    [
      "the day of a page and the day of a list",
      { dates: { listed: "2026-11-20" } },
      "-# 17 Nov 2026 · on Hugging Face since 20 Nov 2026",
    ],
    [
      "an announcement alone",
      { published: null, dates: { announced: "2026-11-19" } },
      "· Vision Lab · announced 19 Nov 2026 · 12 upvotes",
    ],
    ["the day of a page alone", { dates: {} }, "· Vision Lab · 17 Nov 2026 · 12 upvotes"],
  ])("tells %s", (_what, known, line) => {
    expect(texts(paperCard(aKnownPaper(known), []))[0]).toContain(line);
  });

  test("has the paper's own page as its first link, and no search beside it", () => {
    expect(links(paperCard(aKnownPaper(), [{ label: "Similar", customId: "a" }]))).toEqual([
      ["Paper", "https://arxiv.org/abs/2611.01234"],
      ["Code", "https://github.com/seeing/seeing"],
      ["Project page", "https://seeing.example/"],
    ]);
  });

  test("offers a search where only the code of a paper is known", () => {
    const card = paperCard(
      aPaper({ links: [{ kind: "code", url: "https://github.com/a/b" }] }),
      [],
    );
    expect(links(card).map(([label]) => label)).toEqual(["Code", "Find on Hugging Face"]);
  });

  test.each([
    ["its page, whatever else is known", aKnownPaper().links, "https://arxiv.org/abs/2611.01234"],
    ["a search for it, where only its code is known", CODE, "https://huggingface.co/papers?q="],
    [
      "a search for it, where its page is no address",
      [...CODE, NO_ADDRESS],
      "https://huggingface.co/papers?q=",
    ],
  ])("links the title to %s", (_what, all, url) => {
    const paper = aPaper({ links: all });
    for (const shown of [texts(paperCard(paper, [])).join("\n"), paperLine(paper, [])]) {
      const [, target] = /^(?:### |\*\*)\[.*?\]\(<?(.*?)>?\)/m.exec(shown) ?? [];
      expect(target).toContain(url);
    }
  });

  test("says of a withdrawn paper that it is, before anything else but its title", () => {
    const lines = texts(paperCard(aKnownPaper({ withdrawn: true }), []))[0]?.split("\n");
    expect(lines?.[1]).toBe("**This paper was withdrawn.**");
    expect(texts(paperCard(aKnownPaper(), [])).join()).not.toContain("withdrawn");
  });

  test("labels what an AI wrote, and shows it below the authors' words", () => {
    const paper = aKnownPaper({ aiSummary: "It sees.", aiKeywords: ["mamba", "*vision*"] });
    expect(texts(paperCard(paper, [])).slice(1)).toEqual([
      "-# Abstract\nWe see with state space models.",
      "-# AI summary from Hugging Face\nIt sees.",
      "-# AI keywords from Hugging Face: mamba, \\*vision\\*",
    ]);
  });

  test("drops what an AI wrote before it shortens the abstract", () => {
    const ai = { aiSummary: "It sees. ".repeat(60), aiKeywords: ["mamba"] };
    const abstract = "We see with state space models. ".repeat(105);
    const [, shown, ...others] = texts(paperCard(aKnownPaper({ ...ai, abstract }), []));
    expect(shown).toBe(`-# Abstract\n${abstract.trim()}`);
    expect(others.join()).not.toContain("AI summary from Hugging Face");
    const longer = texts(paperCard(aKnownPaper({ ...ai, abstract: abstract.repeat(2) }), []));
    expect(longer[1]).toMatch(/^-# Abstract, shortened\n/);
    expect(longer).toHaveLength(2);
  });
});

describe("a line", () => {
  test("has the facts of a paper in one row, and the authors' words where these tell as much", () => {
    const paper = aKnownPaper({ aiSummary: "It sees.", aiKeywords: ["mamba"] });
    expect(paperLine(paper, []).split("\n")).toEqual([
      "**[Seeing with state space models](https://arxiv.org/abs/2611.01234)**",
      "-# Ada Lovelace, Emmy Noether and 3 more · Vision Lab · 17 Nov 2026 · 12 upvotes · 3 comments",
      "We see with state space models.",
    ]);
  });

  test("quotes an AI's summary, and calls it that, where it has more of the words", () => {
    const paper = aKnownPaper({ aiSummary: "Mamba sees *everything*." });
    const [, , told] = paperLine(paper, ["mamba", "sees"]).split("\n");
    expect(told).toBe("AI summary: **Mamba sees** \\*everything\\*.");
    const [, , own] = paperLine(paper, ["state"]).split("\n");
    expect(own).toBe("We see with **state** space models.");
    expect(paperLine({ ...paper, abstract: null }, [])).toContain("\nAI summary: Mamba");
  });

  test("begins with it where the paper was withdrawn", () => {
    expect(paperLine(aKnownPaper({ withdrawn: true }), [])).toContain("\n-# Withdrawn · Ada");
  });

  test("shows the announcement, or the day of the list, where no other day is known", () => {
    const announced = aPaper({ dates: { announced: "2026-11-19", listed: "2026-11-20" } });
    const listed = aPaper({ dates: { listed: "2026-11-20" } });
    expect([announced, listed, aPaper()].map((paper) => facts(paper, 100))).toEqual([
      "announced 19 Nov 2026",
      "on Hugging Face since 20 Nov 2026",
      "",
    ]);
  });
});

describe("the names of authors", () => {
  test.each([
    [200, "Ada Lovelace, Emmy Noether, Élie Cartan and 2 more"],
    [45, "Ada Lovelace, Emmy Noether and 3 more"],
    [30, "Ada Lovelace and 4 more"],
    [15, "5 authors"],
  ])("take %i characters at most", (max, line) => {
    expect(facts(aPaper({ authors: NAMES, authorCount: 5 }), max)).toBe(line);
  });

  test("are three at most", () => {
    const authors = NAMES.slice(0, 3);
    expect(facts(aPaper({ authors, authorCount: 3 }), 200)).toBe(
      "Ada Lovelace, Emmy Noether and Élie Cartan",
    );
    expect(facts(aPaper({ authors, authorCount: 3000 }), 200)).toBe(
      "Ada Lovelace, Emmy Noether, Élie Cartan and 2,997 more",
    );
  });

  test("are counted whole where a source names only some", () => {
    const paper = aPaper({ authors: ["Ada Lovelace"], authorCount: 1024 });
    expect(facts(paper, 60)).toBe("Ada Lovelace and 1,023 more");
  });

  test("are left out where they consist of nothing that can be seen", () => {
    const unseen = aPaper({ authors: ["\u200B", "Ada Lovelace"], authorCount: 2 });
    expect(facts(unseen, 60)).toBe("Ada Lovelace and 1 more");
    expect(facts(aPaper({ authors: ["\u200B"] }), 60)).toBe("1 author");
  });

  test("share a short line with the organisation, and leave days and numbers whole", () => {
    const paper = aKnownPaper({ organisation: "Massachusetts Institute of Technology" });
    const line = facts(paper, 100);
    expect(line).toBe(
      "Ada Lovelace and 4 more · Massachusetts Institute of… · 17 Nov 2026 · 12 upvotes · 3 comments",
    );
    expect(line.length).toBeLessThanOrEqual(100);
  });
});
