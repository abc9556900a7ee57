import { MAX_CANDIDATES, type Scope } from "../index/engine.ts";
import { dateOrderOf, type HitOrder } from "../index/hit-order.ts";
import type { LookupPlan } from "../index/lookup-plan.ts";
import type { Query } from "../query/query.ts";
import type { Likeness } from "../vectors/likeness.ts";
import { readTyped } from "../query/read-query.ts";
import { nearestWords } from "../words/repair.ts";
import { answerQuery, type Answers } from "./answer-query.ts";
import type { Hit, ToHits } from "./hits.ts";
import { type PaperPlaces, withLikeness } from "./likeness.ts";
import { unknownWords } from "./plan-query.ts";
import { todayInUtc } from "./scope.ts";
import { type Correction, searchWords, type WordSearch } from "./search-words.ts";

export interface SearchOptions {
  /** Most hits to return, best first; default 10. */
  limit?: number;
  /** Hits to leave out from the top, for later pages; default 0. */
  offset?: number;
  /** Only papers for which this holds count as hits; nothing in it makes one paper better than another. */
  where?: Query;
  /** Default `best`. */
  order?: HitOrder;
  /** Only papers that answer at least half as well as the best; default false. For other orders than `best`. */
  fitting?: boolean;
  /** How near papers are in meaning to plain words; counts beside the words, in the order `best` alone. */
  likeness?: Likeness | null;
  /** The day from which times such as `since:7d` count back; default today, in UTC. */
  today?: Temporal.PlainDate;
}

export interface SearchResult {
  hits: Hit[];
  /** All hits, not only those within `limit`; an index gives at most 500. */
  total: number;
  /** Whether there are more than it gives. */
  isMore: boolean;
  /** Typed words that no paper has, and what was searched for and found instead. */
  corrected: Correction[];
  /** Typed words of which no paper has anything at all, where others were found. */
  missing: string[];
  /** When nothing was found: words of the corpus nearest to what was typed, nearest first. */
  nearest: string[];
}

export type Search = (query: string | Query, options?: SearchOptions) => SearchResult;

export function createSearch(parts: WordSearch & { toHits: ToHits; places: PaperPlaces }): Search {
  const { engine, known, toHits, places } = parts;
  return (request, options = {}) => {
    const { limit = 10, offset = 0, where, order = "best", today = todayInUtc() } = options;
    const { fitting = false, likeness = null } = options;
    const conditions = where ? conditionsIn(where) : [];
    const scope: Scope = { where: conditions, today, order: fitting ? "best" : order };
    const query = typeof request === "string" ? readTyped(request) : request;
    const plans: LookupPlan[] = [];
    const corrections: Correction[] = [];
    const unknown: string[] = [];
    const find = (text: string, within: Scope): Answers => {
      const { plan, corrected, missing, ...answers } = searchWords(text, within, parts);
      plans.push(plan);
      corrections.push(...corrected);
      unknown.push(...missing);
      return answers;
    };
    const answers = answerQuery(query, { findWords: find, engine, scope });
    const isRanked = query.kind === "words" && order === "best";
    const { scores, isMore } = fitting
      ? onlyFitting(answers)
      : isRanked && likeness
        ? withLikeness(answers, likeness, { places, engine, scope })
        : answers;
    const ats = isRanked
      ? [...scores.keys()]
      : engine.inDateOrder([...scores.keys()], dateOrderOf(order));
    const found = ats.map((at) => ({ at, score: scores.get(at) ?? 0 }));
    const sorted = order === "best" ? found.toSorted((a, b) => b.score - a.score) : found;
    const given = sorted.slice(0, MAX_CANDIDATES);
    return {
      hits: toHits(
        given.slice(offset, offset + limit),
        plans.flatMap(({ terms }) => terms),
      ),
      total: given.length,
      isMore: isMore || sorted.length > given.length,
      // Each once, though several alternatives may have it.
      corrected: [...new Map(corrections.map((one) => [one.typed, one])).values()],
      missing: given.length > 0 ? eachOnce(unknown) : [],
      nearest:
        given.length > 0
          ? []
          : eachOnce(
              plans
                .filter((plan) => !plan.isForeign)
                .flatMap((plan) => nearestWords(unknownWords(plan), known.vocabulary)),
            ),
    };
  };
}

/** Of the papers that an order by date would bring forward, most only touch on what is asked. */
const FITTING = 0.5;

function onlyFitting({ scores, isMore }: Answers): Answers {
  const best = [...scores.values()].reduce((most, score) => Math.max(most, score), 0);
  const fitting = [...scores].filter(([, score]) => score >= FITTING * best);
  return { scores: new Map(fitting), isMore };
}

function conditionsIn(where: Query): readonly Query[] {
  return where.kind === "all" ? where.queries : [where];
}

function eachOnce(words: readonly string[]): string[] {
  return [...new Set(words)];
}
