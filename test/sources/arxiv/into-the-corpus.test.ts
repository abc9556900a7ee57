import { afterEach, beforeEach, expect, test } from "vitest";
import { takeInFiles, takeInListing } from "../../../src/papers/corpus/take-in.ts";
import type { Snapshot } from "../../../src/papers/paper.ts";
import { type Listed, listing } from "../../../src/sources/arxiv/answers/listing.ts";
import { openStore, type Store } from "../../../src/store/open.ts";
import { anEntry, aSnapshot } from "../../papers/a-page.ts";

let store: Store;

beforeEach(async () => {
  store = await openStore(":memory:");
});

afterEach(async () => {
  await store.close();
});

/** One announcement of the paper 2611.00001. */
function announced(overrides: Partial<Listed["paper"]> = {}, type: Listed["type"] = "new"): Listed {
  const paper = {
    arxivId: "2611.00001",
    title: "Vision {GNN}",
    abstract: "All about it.",
    authors: ["Ada Lovelace"],
    authorCount: 1,
    categories: ["cs.CV"],
    doi: null,
    submitted: "2026-11-18",
    withdrawn: false,
    ...overrides,
  };
  return { position: 1, type, paper };
}

async function take(category: string, day: string, ...listed: Listed[]): Promise<string[]> {
  return await takeInListing(listing({ category, day, listed }), store.paperStore);
}

const papers = () => [...store.paperStore.corpus().all()];

test("a paper that a later version takes back is withdrawn, and known to nobody else", async () => {
  await take("cs.CV", "2026-11-19", announced());
  const later = announced(
    { withdrawn: true, abstract: "This paper has been withdrawn." },
    "replace",
  );
  expect(await take("cs.CV", "2026-11-20", later)).toEqual([]);
  expect(papers()).toMatchObject([{ title: "Vision {GNN}", withdrawn: true }]);
});

test("a paper that two categories announce, and a later version with another title, is one paper", async () => {
  expect(await take("cs.CV", "2026-11-19", announced({ submitted: null }))).toHaveLength(1);
  expect(await take("cs.LG", "2026-11-19", announced({}, "cross"))).toEqual([]);
  expect(await take("cs.CV", "2026-11-20", announced({ title: "Renamed" }, "replace"))).toEqual([]);
  expect(papers()).toMatchObject([
    {
      title: "Renamed",
      arxivId: "2611.00001",
      dates: { submitted: "2026-11-18", announced: "2026-11-19" },
      published: { date: "2026-11-18" },
      seenIn: [
        { file: "arXiv cs.CV, 2026-11-19" },
        { file: "arXiv cs.LG, 2026-11-19" },
        { file: "arXiv cs.CV, 2026-11-20", url: "https://arxiv.org/abs/2611.00001" },
      ],
    },
  ]);
});

test("a replacement of a paper that nobody knows is not new", async () => {
  expect(await take("cs.CV", "2026-11-19", announced({}, "replace-cross"))).toEqual([]);
  expect(papers()).toEqual([]);
  expect(await take("cs.LG", "2026-11-20", announced({}, "cross"))).toHaveLength(1);
});

test("details that come later take the place of what the feed said", async () => {
  await take("cs.CV", "2026-11-19", announced({ submitted: null, authors: ["A. Lovelace"] }));
  await take("cs.CV", "2026-11-19", announced());
  expect(papers()).toMatchObject([
    { authors: ["Ada Lovelace"], dates: { submitted: "2026-11-18" }, seenIn: [{}] },
  ]);
});

test("a paper of the saved pages keeps its id when it is looked up, and when arXiv announces it", async () => {
  const page = aSnapshot({ entries: [anEntry({ title: "Vision GNN" }), anEntry({ line: 5 })] });
  await takeInFiles([page], store.paperStore);
  const before = store.paperStore.corpus().byTitle("Vision GNN");
  const [entry] = listing({ category: "", day: "2026-11-19", listed: [announced()] }).entries;
  const lookUp: Snapshot = {
    ...aSnapshot({ file: "arXiv look-ups", origin: "arxiv" }),
    entries: entry ? [{ ...entry, alsoTitled: ["Vision GNN"], onlyIfKnown: true }] : [],
  };
  expect(await takeInListing(lookUp, store.paperStore)).toEqual([]);
  expect(await take("cs.CV", "2026-11-19", announced())).toEqual([]);
  expect(papers()).toHaveLength(2);
  expect(store.paperStore.corpus().byId(before?.id ?? "")).toMatchObject({
    title: "Vision {GNN}",
    arxivId: "2611.00001",
    links: [{ kind: "paper", url: "https://arxiv.org/abs/2611.00001" }],
  });
});
