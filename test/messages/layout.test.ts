import * as fc from "fast-check";
import { expect, test } from "vitest";
import { bestMatch } from "../../src/messages/papers/best-match.ts";
import { dealtCard, paperCard } from "../../src/messages/papers/card.ts";
import { errorNotice, nothingFound } from "../../src/messages/notices.ts";
import type { Reply } from "../../src/messages/layout/reply.ts";
import { resultPage } from "../../src/messages/papers/results.ts";
import type { Link, Paper, Published } from "../../src/papers/paper.ts";
import { allComponents, messageFlaws } from "../discord/check-message.ts";
import { hostileText } from "./hostile-text.ts";
import { WORDINGS } from "./list-wordings.ts";
import { allNodes } from "./read-markdown.ts";

test("any paper on any card is a message that Discord takes, formatted by nobody but us", () => {
  fc.assert(
    fc.property(
      anyPaper,
      hostileText,
      fc.nat(),
      fc.boolean(),
      (paper, about, poolSize, startsOver) => {
        const actions = [
          { label: "Similar", customId: "a" },
          { label: "Another", customId: "b" },
        ];
        const ours = paper.withdrawn ? OURS_IF_WITHDRAWN : OURS;
        expect(flawsIn(paperCard(paper, actions), [paper], ours)).toEqual([]);
        expect(
          flawsIn(
            dealtCard(paper, {
              deal: { about, poolSize, startsOver, leftOut: about },
              actions,
              showAll: "all",
            }),
            [paper],
            [...ours, "strong"],
          ),
        ).toEqual([]);
        expect(flawsIn(paperCard(paper, []), [paper], ours)).toEqual([]);
      },
    ),
    { numRuns: 300 },
  );
});

test("any papers on any list are a message that Discord takes, formatted by nobody but us", () => {
  fc.assert(
    fc.property(anyList, (page) => {
      expect(
        flawsIn(
          resultPage(page),
          page.hits.map(({ paper }) => paper),
          OURS_IN_LISTS,
        ),
      ).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test("any notice is a message that Discord takes, formatted by nobody but us", () => {
  fc.assert(
    fc.property(
      hostileText,
      hostileText,
      fc.nat(),
      fc.nat(),
      fc.boolean(),
      (about, typed, withoutLimits, undated, isNarrow) => {
        const reason = { kind: "organisation", text: typed } as const;
        const narrow = { reason, filters: typed, papers: about, total: 3 };
        const tooNarrow = isNarrow ? narrow : null;
        expect(flawsIn(errorNotice(about, { id: "a1b2c3" }), [], OURS)).toEqual([]);
        expect(
          flawsIn(
            nothingFound({
              wording: WORDINGS.search,
              about,
              since: "2024-11-17",
              codeOnly: true,
              corrected: [{ typed, used: [typed] }],
              understood: typed,
              unread: [{ written: `title:${typed}`, takes: "words" }],
              lacksAuthors: true,
              withoutLimits,
              tooNarrow,
              undated,
              instead: [],
            }),
            [],
            OURS_IN_LISTS,
          ),
        ).toEqual([]);
      },
    ),
    { numRuns: 300 },
  );
});

test("the longest texts that all need escapes still fit", () => {
  const long = "*a* ".repeat(2500);
  const paper: Paper = {
    id: "a",
    title: long,
    displayTitle: long,
    abstract: long,
    summary: long,
    published: { date: "2025-11-17", precision: "day", inferred: true },
    authorCount: 1_000_000,
    organisation: long,
    comments: 1_000_000,
    links: [{ kind: "project", url: `https://example.org/${"a".repeat(180)}` }],
    seenIn: [],
    authors: Array.from({ length: 5000 }, () => "*a*"),
    dates: { submitted: "2025-11-17", announced: "2025-11-19", listed: "2025-11-20" },
    upvotes: 1_000_000,
    arxivId: long,
    categories: Array.from({ length: 100 }, () => long),
    aiSummary: long,
    aiKeywords: Array.from({ length: 100 }, () => long),
    withdrawn: true,
  };
  const hits = ["a", "b", "c", "d", "e"].map((id) => ({ paper: { ...paper, id }, words: ["a"] }));
  const list = {
    wording: WORDINGS.search,
    about: long,
    hits,
    before: 1_000_000,
    total: 10_000_000,
    page: 200_001,
    pages: 2_000_000,
    since: "2025-11-17",
    codeOnly: true,
    undated: 1_000_000,
    corrected: [1, 2, 3].map(() => ({ typed: long, used: [long, long, long, long] })),
    understood: long,
    unread: [{ written: `title:${long}`, takes: "2024, 2024-05, 2024-05-17, May 2024 or 30d" }],
    lacksAuthors: true,
    isMore: true,
    previous: "previous",
    next: "next",
    open: "open",
    asTyped: null,
    missing: [],
  } as const;
  expect(flawsIn(resultPage(list), [paper, paper, paper, paper, paper], OURS_IN_LISTS)).toEqual([]);
  const card = paperCard(paper, []);
  expect(flawsIn(card, [paper], OURS_IF_WITHDRAWN)).toEqual([]);
  const best = bestMatch(card, { ...list, others: hits });
  expect(flawsIn(best, [paper], OURS_IF_WITHDRAWN)).toEqual([]);
});

const anyPublished: fc.Arbitrary<Published | null> = fc.constantFrom(
  null,
  { date: "2024-11-17", precision: "day" as const, inferred: false },
  { date: "2025-01-01", precision: "day" as const, inferred: true },
  { date: "--11-17", precision: "month-day" as const, inferred: false },
);

const anyUrl = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  hostileText.map((text) => `https://example.org/${text}`),
  hostileText.map(
    (text) => `https://huggingface.co/papers?q=${encodeURIComponent(text.toWellFormed())}`,
  ),
  hostileText,
);

const anyLink: fc.Arbitrary<Link> = fc.record({
  kind: fc.constantFrom("paper", "code", "project", "search"),
  url: anyUrl,
});

const anyDate = fc.constantFrom("2024-11-17", "2026-11-19", "2026-11-20");

/** What only live sources say, each of it or not. */
const anyLiveFacts: fc.Arbitrary<Partial<Paper>> = fc.record(
  {
    authors: fc.array(hostileText),
    arxivId: hostileText,
    dates: fc.record(
      { submitted: anyDate, announced: anyDate, listed: anyDate },
      { requiredKeys: [] },
    ),
    upvotes: fc.nat(),
    aiSummary: hostileText,
    aiKeywords: fc.array(hostileText),
    categories: fc.array(hostileText),
    withdrawn: fc.boolean(),
  },
  { requiredKeys: [] },
);

const anyPageFacts: fc.Arbitrary<Paper> = fc.record({
  id: fc.stringMatching(/^[a-z0-9]{8}$/),
  title: hostileText,
  displayTitle: hostileText,
  abstract: fc.option(hostileText),
  summary: fc.option(hostileText),
  published: anyPublished,
  authorCount: fc.option(fc.nat()),
  organisation: fc.option(hostileText),
  comments: fc.option(fc.nat()),
  links: fc.array(anyLink, { maxLength: 8 }),
  seenIn: fc.constant([]),
});

const anyPaper = fc
  .tuple(anyPageFacts, anyLiveFacts)
  .map(([page, live]): Paper => ({ ...page, ...live }));

const anyList = fc.record({
  wording: fc.constantFrom(...Object.values(WORDINGS)),
  about: hostileText,
  hits: fc.uniqueArray(
    fc.record({
      paper: anyPaper,
      words: fc.array(fc.constantFrom("word", "federated", "2024", "a")),
    }),
    { minLength: 1, maxLength: 5, selector: ({ paper }) => paper.id },
  ),
  before: fc.nat(),
  total: fc.nat(),
  page: fc.nat(),
  pages: fc.nat(),
  isMore: fc.boolean(),
  since: fc.constantFrom(null, "2024-11-17"),
  codeOnly: fc.boolean(),
  undated: fc.nat(),
  corrected: fc.array(fc.record({ typed: hostileText, used: fc.array(hostileText) })),
  understood: fc.option(hostileText),
  unread: fc.array(hostileText.map((written) => ({ written, takes: "words" }))),
  lacksAuthors: fc.boolean(),
  previous: fc.constantFrom(null, "previous"),
  next: fc.constantFrom(null, "next"),
  open: fc.constant("open"),
  asTyped: fc.option(fc.constant("as typed")),
  missing: fc.array(fc.string(), { maxLength: 4 }),
} as const);

/** What comes from outside is text. The rest is formatting of ours: most of it everywhere, … */
const OURS = ["text", "twemoji", "br", "heading", "subtext", "link"];
const OURS_IF_WITHDRAWN = [...OURS, "strong"];
/** … bold titles and matches, and corrected words, only in lists and notices. */
const OURS_IN_LISTS = [...OURS, "strong", "em"];

/** What is wrong with a message about `papers`: refused by Discord, or formatted by a text from outside. */
function flawsIn(reply: Reply, papers: Paper[], ours: string[]): unknown[] {
  const components = allComponents(reply.components);
  const nodes = components.flatMap(({ content }) => (content ? allNodes(content) : []));
  const targets = nodes.filter(({ type }) => type === "link").map(({ target }) => target ?? "");
  const urls = components.flatMap(({ url }) => url ?? []);
  const known = [
    "huggingface.co",
    ...papers.flatMap(({ links }) => links.map(({ url }) => hostOf(url))),
  ];
  return [
    ...messageFlaws("channel message", reply),
    ...nodes.filter(({ type }) => !ours.includes(type)),
    ...nodes.filter(({ type }) => type === "heading").slice(1),
    ...targets.slice(papers.length),
    ...[...targets, ...urls].filter((url) => !known.includes(hostOf(url))),
  ];
}

function hostOf(url: string): string | undefined {
  return URL.parse(url)?.host;
}
