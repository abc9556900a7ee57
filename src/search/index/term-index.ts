import MiniSearch from "minisearch";
import { BM25, BOOST } from "./bm25.ts";
import type { EngineCandidate } from "./engine.ts";
import type { Field } from "../words/paper-fields.ts";
import type { PlanTerm } from "./lookup-plan.ts";

/** What one paper is indexed under, by field; terms may repeat. */
export type IndexedTerms = Record<Field, { terms: string[]; phrases: string[] }>;

/** Papers by their terms, in memory. */
export interface TermIndex {
  /** The next paper: they are numbered from 0. */
  add(paper: IndexedTerms): void;
  /** Papers with any of the terms for which `counts` holds. */
  find(terms: readonly PlanTerm[], counts: (at: number) => boolean): EngineCandidate[];
  papersUnder: (term: string) => number;
}

/** BM25 over the fields, by MiniSearch. */
export function createTermIndex(): TermIndex {
  // MiniSearch wants texts and a tokeniser. Its texts are the names of the fields here, and the
  // tokeniser hands out numbers of the different terms that the paper being added has there: how
  // many there are is how long MiniSearch takes the field to be, and phrases make no text longer.
  let adding = new Map<string, string[][]>();
  let inField: string[][] = [];
  const index = new MiniSearch<{ at: number }>({
    idField: "at",
    fields: Object.keys(BOOST),
    extractField: ({ at }, field) => (field === "at" ? at : field),
    tokenize: (field) => {
      inField = adding.get(field) ?? [];
      return [...inField.keys()].map(String);
    },
    processTerm: (place) => inField[Number(place)] ?? null,
  });
  const papersUnder = new Map<string, number>();
  let size = 0;

  return {
    add(fields) {
      adding = new Map(Object.entries(fields).map(([field, terms]) => [field, grouped(terms)]));
      index.add({ at: size });
      size += 1;
      for (const term of new Set([...adding.values()].flat(2)))
        papersUnder.set(term, (papersUnder.get(term) ?? 0) + 1);
    },
    papersUnder: (term) => papersUnder.get(term) ?? 0,
    find(terms, counts) {
      const found = index.search("", {
        tokenize: () => terms.map(({ term }) => term),
        processTerm: (term) => term,
        boostTerm: (_term, i) => terms[i]?.weight ?? 0,
        boost: BOOST,
        bm25: BM25,
        boostDocument: (id: number) => (counts(id) ? 1 : 0),
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

/** Each term as often as it stands there; phrases with the first. */
function grouped({ terms, phrases }: IndexedTerms[Field]): string[][] {
  const [first = [], ...others] = Map.groupBy(terms, (term) => term).values();
  return first.length === 0 ? [] : [[...first, ...phrases], ...others];
}
