import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Entry, Origin, Snapshot } from "../../../src/papers/paper.ts";
import { arxivKey, titleKey } from "../../../src/papers/corpus/keys.ts";
import { mergeIn } from "../../../src/papers/corpus/merge-in.ts";
import { anEntry, aSnapshot } from "../a-page.ts";

/** A listing of one source with these entries. */
function listing(origin: Origin, savedOn: string, ...entries: Partial<Entry>[]): Snapshot {
  return aSnapshot({
    file: `${origin}, ${savedOn}`,
    origin,
    savedOn: { date: savedOn, precision: "day", inferred: false },
    entries: entries.map((entry, index) => anEntry({ line: index + 1, ...entry })),
  });
}

/** What the listings make, of which all came at once, after what was known before. */
function merge(listings: readonly Snapshot[], known: ReadonlyMap<string, string> = new Map()) {
  const { works, identities, notes } = mergeIn(
    { known, pages: new Map(listings.entries()), entries: [], isTaken: () => false },
    listings.flatMap(({ entries }, at) => entries.map((entry) => ({ page: at, entry }))),
  );
  return {
    papers: works.map(({ paper }) => paper),
    identities: new Map([...known, ...identities]),
    notes,
  };
}

function merged(...listings: Snapshot[]) {
  const { papers, notes } = merge(listings);
  expect(papers).toHaveLength(1);
  expect(notes).toEqual([]);
  return papers[0];
}

const page = listing("pages", "2026-11-18", {
  title: "Vision GNN",
  text: "What the page says. https://github.com/a/b",
  authorCount: 3,
  organisation: "Noah's Ark",
  published: { date: "2026-11-17", precision: "day", inferred: false },
  comments: 4,
});

const huggingFace = listing("huggingface", "2026-11-19", {
  title: "Vision GNN",
  arxivId: "2611.00001",
  text: "What Hugging Face says.",
  authors: ["A. One", "B. Two"],
  authorCount: 2,
  organisation: "Huawei",
  published: { date: "2026-11-15", precision: "day", inferred: false },
  dates: { submitted: "2026-11-15", listed: "2026-11-19" },
  upvotes: 7,
  comments: 2,
  aiSummary: "A model says.",
  aiKeywords: ["graphs"],
  pages: [
    { kind: "code", url: "https://github.com/c/d" },
    { kind: "project", url: "https://c.example" },
  ],
  thumbnail: "https://cdn-thumbnails.huggingface.co/2611.00001.png",
  url: "https://huggingface.co/papers/2611.00001",
});

const arxiv = listing("arxiv", "2026-11-17", {
  title: "Vision {GNN}: An Image",
  arxivId: "2611.00001",
  text: "What arXiv says. https://c.example",
  authors: ["Ada One", "Bob Two", "Cy Three"],
  authorCount: 3,
  dates: { submitted: "2026-11-14", announced: "2026-11-17" },
  published: { date: "2026-11-14", precision: "day", inferred: false },
  categories: ["cs.CV", "cs.LG"],
  url: "https://arxiv.org/abs/2611.00001",
});

describe("one paper of pages and live sources", () => {
  test("takes each thing from where it is best known, and no difference is a problem", () => {
    const paper = merged(page, huggingFace, arxiv);
    expect(paper).toMatchObject({
      title: "Vision {GNN}: An Image",
      abstract: "What arXiv says. https://c.example",
      authors: ["Ada One", "Bob Two", "Cy Three"],
      authorCount: 3,
      organisation: "Huawei",
      arxivId: "2611.00001",
      published: { date: "2026-11-14", precision: "day", inferred: false },
      dates: { submitted: "2026-11-14", announced: "2026-11-17", listed: "2026-11-19" },
      upvotes: 7,
      comments: 4,
      aiSummary: "A model says.",
      aiKeywords: ["graphs"],
      categories: ["cs.CV", "cs.LG"],
      links: [
        { kind: "paper", url: "https://arxiv.org/abs/2611.00001" },
        { kind: "code", url: "https://github.com/c/d" },
        { kind: "project", url: "https://c.example" },
      ],
      seenIn: [
        { file: "pages, 2026-11-18", line: 1 },
        {
          file: "huggingface, 2026-11-19",
          line: 1,
          url: "https://huggingface.co/papers/2611.00001",
        },
        { file: "arxiv, 2026-11-17", line: 1, url: "https://arxiv.org/abs/2611.00001" },
      ],
    });
    expect(paper).not.toHaveProperty("withdrawn");
  });

  test("without arXiv, Hugging Face is believed, and pages fill its gaps", () => {
    expect(merged(page, huggingFace)).toMatchObject({
      title: "Vision GNN",
      abstract: "What Hugging Face says.",
      published: { date: "2026-11-15" },
    });
    expect(
      merged(
        page,
        listing("huggingface", "2026-11-19", { title: "Vision GNN", arxivId: "2611.00001" }),
      ),
    ).toMatchObject({
      abstract: "What the page says. https://github.com/a/b",
      organisation: "Noah's Ark",
      authorCount: 3,
      published: { date: "2026-11-17" },
      links: [
        { kind: "paper", url: "https://arxiv.org/abs/2611.00001" },
        { kind: "code", url: "https://github.com/a/b" },
      ],
    });
  });

  test("of one source the newest listing is believed, authors as the API has them", () => {
    const replaced = listing("arxiv", "2026-11-20", {
      title: "Vision GNN, Revisited",
      arxivId: "2611.00001",
      text: "Newer.",
      authors: ["One", "Two"],
      onlyIfKnown: true,
      dates: { announced: "2026-11-20" },
    });
    expect(merged(arxiv, replaced)).toMatchObject({
      title: "Vision GNN, Revisited",
      abstract: "Newer.",
      authors: ["Ada One", "Bob Two", "Cy Three"],
      dates: { announced: "2026-11-17" },
    });
  });

  test("a paper withdrawn in one listing is withdrawn", () => {
    const withdrawn = listing("huggingface", "2026-11-20", {
      title: "Vision GNN",
      arxivId: "2611.00001",
      withdrawn: true,
      onlyIfKnown: true,
    });
    expect(merged(huggingFace, withdrawn)?.withdrawn).toBe(true);
  });
});

describe("which entries of several sources are one paper", () => {
  test("a page known by its title keeps its id when an arXiv id is found for it", () => {
    const before = merge([page]);
    const id = before.papers[0]?.id;
    const lookUp = listing("arxiv", "2026-11-21", {
      title: "Vision {GNN}",
      alsoTitled: ["Vision GNN"],
      arxivId: "2611.00001",
      onlyIfKnown: true,
    });
    const after = merge([page, lookUp], before.identities);
    expect(after.papers).toMatchObject([{ id, title: "Vision {GNN}", arxivId: "2611.00001" }]);
    expect(after.identities.get(arxivKey("2611.00001"))).toBe(id);
    expect(merge([page, lookUp, arxiv], after.identities).papers).toMatchObject([{ id }]);
  });

  test("a replacement of a paper that nobody knows makes none, now and later", () => {
    const replacement = listing("arxiv", "2026-11-20", {
      title: "Old work",
      arxivId: "1706.03762",
      onlyIfKnown: true,
    });
    const { papers, identities } = merge([arxiv, replacement]);
    expect(papers).toHaveLength(1);
    expect(identities.has(titleKey("Old work"))).toBe(false);
    expect(merge([replacement], identities).papers).toEqual([]);
    const listed = listing("huggingface", "2026-11-21", {
      title: "Old work",
      arxivId: "1706.03762",
    });
    expect(merge([replacement, listed], identities).papers).toMatchObject([
      { title: "Old work", seenIn: [{}, {}] },
    ]);
  });

  test("equal titles with different arXiv ids are two papers", () => {
    const other = { title: "Vision GNN", arxivId: "2611.00002" };
    expect(merge([huggingFace, listing("arxiv", "2026-11-20", other)]).papers).toHaveLength(2);
  });

  test("the same entries make the same papers, whichever came first", () => {
    const entryOfWork = fc
      .record({
        work: fc.nat(2),
        origin: fc.constantFrom<Origin>("pages", "huggingface", "arxiv"),
        day: fc.integer({ min: 10, max: 21 }),
        title: fc.nat(2),
        isExact: fc.boolean(),
        isOnlyIfKnown: fc.boolean(),
      })
      .map(({ work, origin, day, title, isExact, isOnlyIfKnown }) => {
        const isLive = origin !== "pages";
        const saved = `2026-11-${day}`;
        return listing(origin, saved, {
          // Retitled in later versions; a page has the first title only.
          title: isLive ? `Work ${work}, title ${title}` : `Work ${work}, title 0`,
          text: `${origin} of ${saved} about ${work}`,
          ...(isLive
            ? { arxivId: `2611.0000${work}v${title + 1}`, alsoTitled: [`Work ${work}, title 0`] }
            : {}),
          ...(isLive ? { authors: [`${origin} ${saved} ${isExact}`] } : {}),
          ...(isLive && isExact ? { dates: { submitted: saved, listed: saved } } : {}),
          ...(isLive && isOnlyIfKnown ? { onlyIfKnown: true } : {}),
        });
      });
    const distinct = fc.uniqueArray(entryOfWork, {
      selector: ({ file, entries }) => `${file} ${entries[0]?.title.slice(0, 6)}`,
      maxLength: 12,
    });
    const twoOrders = distinct.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(twoOrders, ([one, other]) => {
        expect(papersOf(one)).toEqual(papersOf(other));
      }),
    );
  });

  test("nor does it matter in how many runs they came", () => {
    const all = [page, huggingFace, arxiv];
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 0, 2],
      [2, 0, 1],
    ]) {
      let known: ReadonlyMap<string, string> = new Map();
      const ids = new Set<string>();
      for (const step of order.keys()) {
        const run = merge(
          order.slice(0, step + 1).flatMap((at) => all[at] ?? []),
          known,
        );
        known = run.identities;
        for (const { id } of run.papers) ids.add(id);
      }
      const [paper, ...others] = merge(all, known).papers;
      expect(others).toEqual([]);
      for (const id of ids) expect([id, known.get(`id:${id}`)]).toContain(paper?.id);
    }
  });
});

/** All but what depends on the order: the id, made of the first title, and the order of sightings. */
function papersOf(listings: Snapshot[]) {
  return merge(listings)
    .papers.map(({ id: _id, seenIn, ...paper }) => ({
      ...paper,
      seenIn: seenIn.map(({ file }) => file).toSorted(),
    }))
    .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

test.each([
  ["R&amp;D in the Alps", "R&D in the Alps"],
  ["H$_2$O of Burrows", "H<sub>2</sub>O of Burrows"],
  [String.raw`$\pi_0$ for Marmots`, "π0 for Marmots"],
])("a title is the same however it is escaped: %s and %s", (one, other) => {
  const first = merge([listing("pages", "2026-11-18", { title: one })]);
  const [paper] = first.papers;
  const second = listing("pages", "2026-11-19", { title: other, organisation: "R&amp;D Lab" });
  const { papers } = merge([second], first.identities);
  expect(papers).toMatchObject([{ id: paper?.id, organisation: "R&D Lab" }]);
});
