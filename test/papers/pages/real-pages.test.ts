import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { MergedCorpus } from "../../../src/papers/corpus/corpus.ts";
import { readable } from "../../../src/papers/text/clean.ts";
import { corpusReport } from "../../../src/papers/corpus/report.ts";
import { readFolders } from "../../../src/sources/seeds/seeds.ts";
import { corpusOf } from "../a-page.ts";

const seeds = fileURLToPath(new URL("../../../seeds", import.meta.url));
/** The same pages with the authors' abstracts. They are not part of the repository. */
const snapshots = fileURLToPath(new URL("../../../../shared/snapshots", import.meta.url));
const withoutSnapshots = !existsSync(snapshots);
if (withoutSnapshots) console.warn(`Skipping tests on real abstracts: there is no ${snapshots}`);

function factsOf({ papers, snapshots: pages }: MergedCorpus) {
  const having = (has: (paper: (typeof papers)[number]) => boolean) => papers.filter(has).length;
  return {
    entries: pages.flatMap((page) => page.entries).length,
    papers: papers.length,
    dated: having(({ published }) => published !== null),
    inferred: having(({ published }) => published?.inferred === true),
    withAuthors: having(({ authorCount }) => authorCount !== null),
    organisations: papers.flatMap(({ organisation }) => organisation ?? []),
    withComments: having(({ comments }) => comments !== null),
    problems: pages.flatMap((page) => page.problems),
  };
}

const facts = {
  entries: 283,
  papers: 232,
  dated: 136,
  inferred: 18,
  withAuthors: 135,
  organisations: ["Stanford AI"],
  withComments: 19,
  problems: [],
};

describe("the seeds", async () => {
  const corpus = corpusOf(await readFolders([seeds]));

  test("hold 283 entries of 232 papers, without problems", () => {
    expect(factsOf(corpus)).toEqual(facts);
    expect(corpus.papers.every(({ summary, abstract }) => summary && !abstract)).toBe(true);
  });

  test("were saved on days whose years follow from their dates", () => {
    expect(corpus.snapshots.map(({ savedOn }) => savedOn?.date)).toEqual([
      "2026-04-17",
      "--03-12",
      "2026-02-06",
      "2025-11-19",
      undefined,
    ]);
    expect(corpus.snapshots[3]?.year?.why).toMatch(/ is dated \w+ \d+, 2025 in 000_\w+\.txt$/);
  });

  test("give the report that the issue asks for", () => {
    expect(corpusReport(corpus).slice(-4)).toEqual([
      "5 files: 283 entries, 232 papers",
      "Of the papers: 136 dated (18 inferred), 135 with an author count, 1 organisation, 19 with comments",
      "0 with an abstract, 232 with a summary, 64 with a page of their own",
      "No problems",
    ]);
  });
});

describe.skipIf(withoutSnapshots)("the real snapshots", async () => {
  const pages = withoutSnapshots ? [] : await readFolders([snapshots]);

  test("read the same way as the seeds", async () => {
    expect(factsOf(corpusOf(pages))).toEqual(facts);
    const ours = await readFolders([seeds]);
    const layout = (all: typeof pages) =>
      all.map(({ file, savedOn, entries }) => ({
        file,
        savedOn,
        entries: entries.map(({ line: _line, text: _text, ...rest }) => rest),
      }));
    expect(layout(ours)).toEqual(layout(pages));
  });

  test("give every paper an abstract beside its summary", async () => {
    const both = corpusOf(await readFolders([seeds, snapshots]));
    expect(factsOf(both)).toEqual({ ...facts, entries: 566 });
    expect(both.papers.every(({ summary, abstract }) => summary && abstract)).toBe(true);
    expect(new Set(both.snapshots.map(({ file }) => file)).size).toBe(10);
  });

  test("have 64 papers with a page, whose addresses end where they should", () => {
    const links = corpusOf(pages)
      .papers.flatMap((paper) => paper.links)
      .filter(({ kind }) => kind !== "search");
    expect(links.filter(({ kind }) => kind === "project").map(({ url }) => url)).toEqual(
      expect.arrayContaining([
        "https://hiss-csp.github.io",
        "https://ma-lab-berkeley.github.io/CRATE",
      ]),
    );
    for (const { url } of links) expect(url).toMatch(/[\w/]$/);
  });

  test("are cleaned of the TeX that is safe to restore, and stay so", () => {
    for (const { title, text } of pages.flatMap((page) => page.entries)) {
      const clean = readable(`${title} ${text}`);
      expect(readable(clean)).toBe(clean);
      expect(clean).not.toMatch(
        /\\(?:[a-z]+bf|textit|%|&|'|")|``|\d+times|(?<![a-z])varepsilon(?![a-z])/,
      );
    }
  });
});
