import type { Corpus } from "../../src/papers/corpus.ts";
import type { Paper } from "../../src/papers/paper.ts";

/** A corpus of some papers. `joined` has the ids that papers had before, and their ids now. */
export function aCorpus(papers: Paper[], joined: Record<string, string> = {}): Corpus {
  const ids = new Map(papers.map((paper) => [paper.id, paper]));
  return {
    papers,
    snapshots: [],
    newest: null,
    byId: (id) => ids.get(joined[id] ?? id),
    byTitle: (title) => papers.find((paper) => paper.title === title),
    byArxivId: () => undefined,
    identities: new Map(),
  };
}
