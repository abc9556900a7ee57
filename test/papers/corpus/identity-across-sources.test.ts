import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { doiKey, keysOf } from "../../../src/papers/corpus/keys.ts";
import { mergeIn } from "../../../src/papers/corpus/merge-in.ts";
import type { Entry, Origin, Snapshot } from "../../../src/papers/paper.ts";
import { anEntry, aSnapshot } from "../a-page.ts";

const LONG = "What Five Marmots Say About Whistling";
const SHORT = "Vision GNN";
const ADA = ["Ada Lovelace", "Bob Two"];

function listing(origin: Origin, entry: Partial<Entry>, day = 17): Snapshot {
  const date = `2026-11-${day}`;
  return aSnapshot({
    file: `${origin}, ${JSON.stringify(entry)}`,
    origin,
    savedOn: { date, precision: "day", inferred: false },
    entries: [anEntry(entry)],
  });
}

const item = (entry: Partial<Entry>) => listing("feeds", { item: JSON.stringify(entry), ...entry });

function itemBy(author: string): Snapshot {
  return item({ item: author, title: SHORT, authors: [author] });
}

/** The papers after the listings came one after the other, and all ids that there were. */
function come(...listings: readonly Snapshot[]) {
  let known: ReadonlyMap<string, string> = new Map();
  const ids: string[][] = [];
  for (const at of listings.keys()) {
    const { papers, identities } = merge(listings.slice(0, at + 1), known);
    known = identities;
    ids.push(papers.map(({ id }) => id));
  }
  return { papers: merge(listings, known).papers, ids, known };
}

function merge(listings: readonly Snapshot[], known: ReadonlyMap<string, string>) {
  const { works, identities } = mergeIn(
    { known, pages: new Map(listings.entries()), entries: [], isTaken: () => false },
    listings.flatMap(({ entries }, at) => entries.map((entry) => ({ page: at, entry }))),
  );
  return {
    papers: works.map(({ paper }) => paper),
    identities: new Map([...known, ...identities]),
  };
}

describe("a DOI, an arXiv id and a title that turn out to be one work", () => {
  test("a DOI that arXiv gave is an arXiv id", () => {
    expect(doiKey("10.48550/arXiv.2611.00001")).toBe("arxiv:2611.00001");
    const { papers } = come(
      listing("arxiv", { title: LONG, arxivId: "2611.00001" }),
      item({ title: "Marmots", doi: "10.48550/arxiv.2611.00001" }),
    );
    expect(papers).toHaveLength(1);
    expect(papers[0]?.links.map(({ url }) => url)).toEqual(["https://arxiv.org/abs/2611.00001"]);
  });

  test("has the links of all", () => {
    const { papers } = come(
      item({ title: LONG, doi: "10.1371/journal.pone.1", arxivId: "2611.00001" }),
      listing("biorxiv", {
        title: "Marmots",
        doi: "10.1101/2026.01.02.654321",
        alsoDois: ["10.1371/journal.pone.1"],
      }),
    );
    expect(papers).toMatchObject([
      {
        arxivId: "2611.00001",
        links: [
          { kind: "paper", url: "https://arxiv.org/abs/2611.00001" },
          { kind: "paper", url: "https://doi.org/10.1101/2026.01.02.654321" },
          { kind: "paper", url: "https://doi.org/10.1371/journal.pone.1" },
        ],
      },
    ]);
  });

  test("is one whichever came first, under the oldest of its ids", () => {
    const all = [
      listing("pages", { title: LONG }),
      listing("arxiv", { title: LONG, arxivId: "2611.00001", doi: "10.1371/journal.pone.1" }),
      listing("biorxiv", {
        title: `${LONG}, a preprint`,
        doi: "10.1101/2026.01.02.654321",
        alsoDois: ["10.1371/journal.pone.1"],
        authors: ADA,
      }),
      item({ title: `${LONG}: the article`, doi: "10.1371/JOURNAL.pone.1", authors: ADA }),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (order) => {
        const { papers, ids, known } = come(...order);
        expect(papers).toHaveLength(1);
        const oldest = ids[0]?.[0];
        expect(papers[0]?.id).toBe(oldest);
        for (const id of ids.flat()) expect([id, known.get(`id:${id}`)]).toContain(oldest);
      }),
      { numRuns: 24 },
    );
  });
});

describe("two DOIs", () => {
  const preprint = { title: SHORT, doi: "10.1101/2026.01.02.654321", authors: ADA };
  const article = { title: SHORT, doi: "10.1371/journal.pone.1", authors: ["A. Lovelace"] };

  test.each([
    ["of a preprint and an article with title and an author in common", preprint, article, 1],
    [
      "of a new preprint and a journal of the preprints' publisher",
      { ...preprint, doi: "10.64898/2026.01.02.654321" },
      { ...article, doi: "10.1101/gr.280123.126" },
      1,
    ],
    ["of a preprint and an article by others", preprint, { ...article, authors: ["C. D."] }, 2],
    ["of a preprint and an article by nobody", preprint, { ...article, authors: [] }, 2],
    ["of two articles", { ...preprint, doi: "10.1000/1" }, article, 2],
    [
      "of two preprints",
      { ...preprint, doi: "10.64898/2026.01.02.1234567" },
      { ...article, doi: preprint.doi },
      2,
    ],
    [
      "of two versions of a preprint",
      { ...preprint, doi: `${preprint.doi}v1` },
      { ...preprint, doi: `${preprint.doi}v3`, title: "Another" },
      1,
    ],
  ])("%s", (_, one, other, count) => {
    for (const order of [
      [one, other],
      [other, one],
    ]) {
      const [first = {}, second = {}] = order;
      expect(come(listing("biorxiv", first), item(second)).papers).toHaveLength(count);
      expect(come(item(first), listing("biorxiv", second)).papers).toHaveLength(count);
    }
  });

  test("that a source links are one, although titles and authors differ", () => {
    const linked = { ...preprint, alsoDois: [article.doi] };
    const { papers, ids } = come(
      listing("biorxiv", preprint),
      item({ ...article, title: "Something Else", authors: ["C. D."] }),
      listing("biorxiv", { ...linked, onlyIfKnown: true }, 20),
    );
    expect(ids.map(({ length }) => length)).toEqual([1, 2, 1]);
    expect(papers.map(({ id }) => id)).toEqual(ids[0]);
  });
});

describe("the title of an item of a feed", () => {
  const [at, paper] = ["huggingface" as const, { title: SHORT, arxivId: "2611.00001" }];

  test.each([
    ["a short one alone is no paper's", { title: SHORT }, 2],
    ["a short one is, with an author in common", { title: SHORT, authors: ["Lovelace, Ada"] }, 1],
    ["nor with others", { title: SHORT, authors: ["Charles Babbage"] }, 2],
  ])("%s", (_, entry, count) => {
    const other = listing(at, { ...paper, authors: ADA });
    expect(come(other, item(entry)).papers).toHaveLength(count);
    expect(come(item(entry), other).papers).toHaveLength(count);
  });

  test("a long one alone identifies it", () => {
    const other = listing(at, { ...paper, title: LONG });
    expect(come(other, item({ title: LONG.toUpperCase() })).papers).toHaveLength(1);
    expect(come(item({ title: LONG }), other).papers).toHaveLength(1);
  });

  test.each([
    "Editorial",
    "Editorial Board",
    "Erratum",
    "Issue Information",
    "Issue Information – TOC",
    "Issue Information, Volume 12, Issue 3, November 2026",
    "Editorial: November 2026",
    "Front Matter",
    "Table of Contents",
    "Publisher Correction",
    "In This Issue",
    "Books Received",
    "News & Views",
    "Calendar of Events",
    "This week in science",
    "Preface",
  ])("a formulaic one never does: %s", (title) => {
    const one = item({ item: "one", title, authors: ADA });
    const two = item({ item: "two", title, authors: ADA });
    expect(come(one, two).papers).toHaveLength(2);
    expect(
      keysOf(one.entries[0] ?? anEntry({ title })).filter((key) => !key.startsWith("item:")),
    ).toEqual([]);
  });

  test.each([
    "Editorial decisions of neural networks in peer review",
    "Correction of errors in qubits at scale",
    "In this issue we trust: a study",
    "Contents of the gut of marmots in winter",
  ])("%s is no formula", (title) => {
    expect(come(item({ item: "one", title }), item({ item: "two", title })).papers).toHaveLength(1);
  });

  test("an edited item stays what it was", () => {
    const { papers, ids } = come(
      item({ item: "one", title: SHORT, doi: "10.1000/typo" }),
      item({ item: "one", title: "Vision Graph Networks", doi: "10.1000/right" }),
    );
    expect(papers.map(({ id }) => id)).toEqual(ids[0]);
  });
});

test.each([
  ["Ada Lovelace", "A. Lovelace"],
  ["Ada Lovelace", "Lovelace, Ada"],
  ["Ada K. Lovelace", "Lovelace AK"],
  ["Łukasz Müller", "L. Muller"],
  ["王小明", "王小明"],
  ["Henry Louis Gates, Jr.", "H. Gates"],
])("%s and %s are one author", (one, other) => {
  expect(come(itemBy(one), itemBy(other)).papers).toHaveLength(1);
});

test("of a world of works, each is one paper, in whatever order its entries come", () => {
  /** Every work has a preprint, an article, a long title and authors of its own. */
  const entries = fc.record({ work: fc.nat(3), kind: fc.nat(5) }).map(({ work, kind }) => {
    const title = `What the ${["first", "second", "third", "last"][work]} marmot of all whistled`;
    const authors = [`Ada Lovelace${"xyzw"[work]}`, "Some Body"];
    const [doi, preprint] = [`10.1371/journal.${work}`, `10.1101/2026.01.02.65432${work}`];
    return [
      item({ item: `item ${work}`, title, authors }),
      item({ item: `item ${work}`, title, doi, authors }),
      listing("biorxiv", { title, doi: preprint, authors }),
      listing("biorxiv", { title, doi: preprint, alsoDois: [doi] }, 18),
      listing("arxiv", { title, arxivId: `2611.0000${work}`, authors }),
      listing("pages", { title }),
    ].map((snapshot) => ({ work, snapshot }))[kind]!;
  });
  fc.assert(
    fc.property(fc.array(entries, { minLength: 1, maxLength: 14 }), (all) => {
      const { papers } = come(...all.map(({ snapshot }) => snapshot));
      expect(papers).toHaveLength(new Set(all.map(({ work }) => work)).size);
    }),
    { numRuns: 60 },
  );
});
