import MiniSearch from "minisearch";
import type { Field } from "./paper-index.ts";
import type { PlanTerm } from "./plan.ts";

/** What one paper is indexed under, by field; terms may repeat. */
export type IndexedTerms = Record<Field, string[]>;

export interface Candidate {
  /** Place of the paper in the order in which papers were given. */
  at: number;
  score: number;
  /** Those of the terms looked up that the paper has. */
  terms: string[];
}

/** Looks up terms. It neither reads text nor knows what a query is. */
export interface Engine {
  /** Papers with any of the terms, in no particular order; only those `among`, where it is given. */
  run(terms: readonly PlanTerm[], among?: (at: number) => boolean): Candidate[];
  /** How many papers are indexed under a term. */
  papersUnder: (term: string) => number;
}

const BOOST: Record<Field, number> = { title: 2, text: 1, organisation: 1 };
/** δ would pay a word of a long text extra; that is for corpora of texts of very unlike length. */
const BM25 = { k: 1.2, b: 0.7, d: 0 };

/** BM25 over the fields, by MiniSearch. */
export function createEngine(papers: Iterable<IndexedTerms>): Engine {
  // MiniSearch wants texts and a tokeniser. Its texts are the names of the fields here, and the
  // tokeniser hands out the terms that the paper being added has there.
  let adding = new Map<string, string[]>();
  const index = new MiniSearch<{ at: number }>({
    idField: "at",
    fields: Object.keys(BOOST),
    extractField: ({ at }, field) => (field === "at" ? at : field),
    tokenize: (field) => adding.get(field) ?? [],
    processTerm: (term) => term,
  });
  const papersUnder = new Map<string, number>();
  let at = 0;
  for (const terms of papers) {
    adding = new Map(Object.entries(terms));
    index.add({ at });
    for (const term of new Set([...terms.title, ...terms.text, ...terms.organisation]))
      papersUnder.set(term, (papersUnder.get(term) ?? 0) + 1);
    at += 1;
  }

  return {
    papersUnder: (term) => papersUnder.get(term) ?? 0,
    run(terms, among) {
      const found = index.search("", {
        tokenize: () => terms.map(({ term }) => term),
        boostTerm: (_term, i) => terms[i]?.weight ?? 0,
        boost: BOOST,
        bm25: BM25,
        ...(among && { boostDocument: (id: number) => (among(id) ? 1 : 0) }),
      });
      return found.map(({ id, score, queryTerms }) => ({
        at: Number(id),
        // MiniSearch multiplies by the number of matching terms; ours are often forms of one word.
        score: score / queryTerms.length,
        terms: queryTerms,
      }));
    },
  };
}
