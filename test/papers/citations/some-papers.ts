import type { CitedPaper } from "../../../src/papers/citations/cited.ts";
import { baseKey } from "../../../src/papers/citations/keys.ts";
import type { Paper } from "../../../src/papers/paper.ts";
import { aPaper } from "../a-paper.ts";

const day = (date: string) => ({ date, precision: "day", inferred: false }) as const;

/** Papers of all kinds that citations have to do with. */
const papers: Paper[] = [
  aPaper({
    title: "VLMs are Blind: 50% of BERT & {GPT-4} fail at $O(n^2)$, C# and snake_case ~ always",
    abstract: "We show that 50% fail.\nA second line.",
    authors: ["Tri Dao", "Ann van der Berg Jr.", "OpenAI Team", "Paul Erdős", "Smith, Jane"],
    authorCount: 5,
    published: day("2024-05-31"),
    arxivId: "2405.21060",
    categories: ["cs.CV", "cs.LG"],
    links: [{ kind: "paper", url: "https://huggingface.co/papers/2405.21060" }],
  }),
  aPaper({
    title: "视觉语言模型的综述 — a “survey” of ∑ and 𝒪",
    authors: ["李明", "Hồ Chí Minh"],
    authorCount: 9,
    published: day("2023-01-02"),
    links: [{ kind: "paper", url: "https://doi.org/10.1000/ABC_{1}(2)" }],
  }),
  aPaper({ title: "The only thing known is its title" }),
  aPaper({
    title: "Its year was worked out",
    published: { date: "2026-04-17", precision: "day", inferred: true },
    organisation: "Some Lab",
  }),
  aPaper({
    title: "Its day has no year",
    published: { date: "--11-17", precision: "month-day", inferred: false },
    arxivId: "hep-th/9901001",
    authors: ["Edward Witten"],
    links: [{ kind: "paper", url: "https://arxiv.org/abs/hep-th/9901001" }],
  }),
  aPaper({
    title: "Only the year of its journal is known",
    authors: ["Barbara Liskov"],
    issued: "1987",
    journal: "Notes & Letters of {Science}",
    links: [{ kind: "paper", url: "https://doi.org/10.1000/987" }],
  }),
];

const savedAt = Temporal.Instant.from("2026-04-20T10:00:00Z");

export const cited: CitedPaper[] = papers.map((paper, i) => ({
  paper,
  key: baseKey(paper),
  note: i === 0 ? '=HYPERLINK("http://evil.example") "see" §3, for {Bob}' : null,
  savedAt,
}));
