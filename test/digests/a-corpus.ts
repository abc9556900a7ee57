import type { Corpus } from "../../src/papers/corpus/corpus.ts";
import type { Paper } from "../../src/papers/paper.ts";

/** A corpus of some papers. `joined` has the ids that papers had before, and their ids now. */
export function aCorpus(papers: Paper[], joined: Record<string, string> = {}): Corpus {
  const ids = new Map(papers.map((paper) => [paper.id, paper]));
  return {
    size: papers.length,
    pages: 0,
    newest: null,
    namesAuthors: false,
    ids: () => papers.map(({ id }) => id),
    unlisted: () => new Map(),
    all: () => papers,
    lastSeen: () => papers.toReversed(),
    latest: () => papers,
    mostUpvoted: () => papers,
    dated: () => ({ with: papers.length, without: 0 }),
    byId: (id) => ids.get(joined[id] ?? id),
    byDoi: () => undefined,
    byTitle: (title) => papers.find((paper) => paper.title === title),
    byArxivId: () => undefined,
    joined: () => new Map(Object.entries(joined)),
  };
}
