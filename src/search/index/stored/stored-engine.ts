import type { Paper } from "../../../papers/paper.ts";
import { BOOST, rarity, saturation } from "../bm25.ts";
import { createLikelyPapers, type ResolvedTerm } from "./likely-papers.ts";
import {
  type EngineCandidate,
  type Engine,
  MAX_CANDIDATES,
  type EngineRun,
  type PaperList,
  type Scope,
} from "../engine.ts";
import type { DateOrder } from "../hit-order.ts";
import type { PlanTerm } from "../lookup-plan.ts";
import { createScopes } from "./stored-scope.ts";
import type { StoredTerms } from "./stored-terms.ts";
import { hasRun, termCounter } from "./term-counts.ts";
import type { ForwardRow, FieldSums, WordStore } from "./word-store.ts";
import { FIELDS } from "../../words/paper-fields.ts";

/** To go through so many places of lists takes some 40 ms. */
const MAX_LISTED_UNRANKED = 200_000;
/** What papers say is kept for the next question: a person often asks nearly the same again. */
const MAX_ROWS_KEPT = 5000;

/**
 * Takes from the store the papers that may be the best, and scores them as the engine in memory
 * does. The work is bounded however large the corpus is.
 */
export function createStoredEngine(
  store: WordStore,
  terms: StoredTerms,
  paperAt: (at: number) => Paper,
): Engine {
  const scopes = createScopes(store, paperAt);
  const likelyPapers = createLikelyPapers(store);
  const rows = new Map<number, ForwardRow>();
  let version = store.version();

  /** What is kept of the store is right as long as nothing is written. */
  function renew(): void {
    if (version === store.version()) return;
    version = store.version();
    terms.forget();
    rows.clear();
  }

  function rowsOf(ats: readonly number[]): [number, ForwardRow][] {
    if (rows.size > MAX_ROWS_KEPT) rows.clear();
    const unknown = ats.filter((at) => !rows.has(at));
    if (unknown.length > 0) for (const { at, row } of store.rows(unknown)) rows.set(at, row);
    return ats.flatMap((at) => {
      const row = rows.get(at);
      return row ? [[at, row] as [number, ForwardRow]] : [];
    });
  }

  function resolve(planned: readonly PlanTerm[]): ResolvedTerm[] {
    return planned.flatMap((one) => {
      const stored = terms.resolve(one.term);
      return stored ? [{ planned: one, stored }] : [];
    });
  }

  function inDateOrder(ats: readonly number[], order: DateOrder): number[] {
    return store.filter({ ats, facts: null, order, limit: ats.length });
  }

  function chosen(resolved: readonly ResolvedTerm[], scope: Scope): PaperList {
    const within = scopes.open(scope);
    // Conditions may take some of them away, and another order needs all to choose from.
    const isEnough = scope.order === "best" && scope.where.length === 0;
    const most = isEnough ? (scope.limit ?? MAX_CANDIDATES) : Infinity;
    const likely = likelyPapers.find(resolved, most, within.mayCount);
    const inOrder = scope.order === "best" ? likely.ats : inDateOrder(likely.ats, scope.order);
    const { ats, isMore } = within.first(inOrder);
    return { ats, isMore: isMore || likely.isMore };
  }

  /** By the lists of the terms alone: to score very many takes too long. */
  function unranked(resolved: readonly ResolvedTerm[], scope: Scope): EngineRun {
    const within = scopes.open(scope);
    const having = new Map<number, string[]>();
    let left = MAX_LISTED_UNRANKED;
    for (const { planned, stored } of resolved)
      for (const { match } of stored.lists) {
        const ats = store.list(match, left);
        left -= ats.length;
        for (const at of ats) {
          const known = having.get(at);
          if (known) known.push(planned.term);
          else if (within.mayCount(at)) having.set(at, [planned.term]);
        }
      }
    const { ats, isMore } = within.first([...having.keys()].toSorted((a, b) => a - b));
    const candidates = ats.map((at) => ({ at, score: 0, terms: having.get(at) ?? [] }));
    return { candidates, isMore: isMore || left <= 0 };
  }

  return {
    renew,
    papersUnder: (term) => Math.round(terms.resolve(term)?.papers.papers ?? 0),

    run(planned, scope) {
      const resolved = resolve(planned);
      if (resolved.length === 0) return { candidates: [], isMore: false };
      if ((scope.limit ?? 0) > MAX_CANDIDATES) return unranked(resolved, scope);
      const { ats, isMore } = scope.among
        ? { ats: [...scope.among], isMore: false }
        : chosen(resolved, scope);
      return { candidates: score(rowsOf(ats), resolved, store.sums()), isMore };
    },

    all: scopes.all,
    texts: {
      titleOf: store.titles.wordsOf,
      pairsIn(at, pairs) {
        const [row] = rowsOf([at]);
        if (!row) return 0;
        const { title, text } = row[1];
        return pairs.filter((pair) => {
          const run = pair.map(terms.formsOf);
          return hasRun(run, title.words) || hasRun(run, text.words);
        }).length;
      },
    },
    inDateOrder,
  };
}

function score(
  rows: readonly [number, ForwardRow][],
  terms: readonly ResolvedTerm[],
  sums: FieldSums,
): EngineCandidate[] {
  const timesIn = termCounter(terms.map(({ stored }) => stored));
  const fields = FIELDS.map((field) => ({
    field,
    averageLength: sums[field] / sums.papers,
    worth: terms.map(
      ({ planned, stored }) =>
        planned.weight * BOOST[field] * rarity(stored.papers[field], sums.papers),
    ),
  }));
  return rows.flatMap(([at, row]) => {
    let sum = 0;
    const having = new Set<string>();
    for (const { field, averageLength, worth } of fields) {
      const { length } = row[field];
      if (length === 0) continue;
      const counts = timesIn(row, field);
      // Hundreds of papers times dozens of terms: most of them stand nowhere.
      for (let i = 0; i < counts.length; i++) {
        const times = counts[i] ?? 0;
        if (times === 0) continue;
        having.add(terms[i]?.planned.term ?? "");
        sum += (worth[i] ?? 0) * saturation({ times, length, averageLength });
      }
    }
    return having.size > 0 ? [{ at, score: sum, terms: [...having] }] : [];
  });
}
