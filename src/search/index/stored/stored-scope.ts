import type { Paper } from "../../../papers/paper.ts";
import { dateOrderOf } from "../hit-order.ts";
import { MAX_CANDIDATES, type PaperList, type Scope } from "../engine.ts";
import { matchesQuery, queriedPaper } from "../../query/matches-query.ts";
import { narrow, type NarrowedQuery } from "../../query/narrow.ts";
import type { FactCondition } from "../../query/conditions.ts";
import type { WordStore } from "./word-store.ts";

/** Judges which papers of a store are in a scope: by lists where they tell, then by reading. */
export interface Scopes {
  open(scope: Scope): OpenScope;
  /** As `Engine.all`. */
  all: (scope: Scope) => PaperList;
}

export interface OpenScope {
  /** False where lists tell that the paper is not in the scope. */
  mayCount: (at: number) => boolean;
  /** The first papers that are in the scope, at most `MAX_CANDIDATES`, in the order given. */
  first: (ats: readonly number[]) => PaperList;
}

/** Lists longer than this take longer than a few milliseconds; papers that came earlier are left out. */
const MAX_LISTED_FOR_CONDITION = 60_000;
/** Papers are read at most, for one question, to see whether conditions hold. */
const MAX_PAPERS_READ = 500;
/** A list as short as this says by itself which papers have the facts. */
const FEW_PAPERS = 2000;

export function createScopes(store: WordStore, paperAt: (at: number) => Paper): Scopes {
  const hasStem = (stem: string) => store.term(stem) !== null;

  function open({ where, today, except, among, limit = MAX_CANDIDATES }: Scope) {
    const narrowed = narrow(where, today, hasStem);
    const matching =
      narrowed.match && new Set(store.list(narrowed.match, MAX_LISTED_FOR_CONDITION));
    const withFacts = narrowed.facts && fewWith(narrowed);
    const unwanted = new Set(
      narrowed.unwanted ? store.list(narrowed.unwanted, MAX_LISTED_FOR_CONDITION) : [],
    );
    const sets = [among, matching, withFacts].filter((set) => set !== undefined && set !== null);

    function matchesAll(at: number): boolean {
      const queried = queriedPaper(paperAt(at));
      return where.every((query) => matchesQuery(query, queried, today));
    }

    /** Null where only reading it tells. */
    function isKnown(at: number, plain: ReadonlySet<number>): boolean | null {
      if (narrowed.isFacts) return true;
      return plain.has(at) ? !unwanted.has(at) : null;
    }

    function first(ats: readonly number[]): PaperList {
      if (where.length === 0) return { ats: ats.slice(0, limit), isMore: ats.length > limit };
      const chosen = new Set<number>();
      let read = 0;
      // Papers that are most likely unwanted come last, and only if there is room.
      const { likely = [], unlikely = [] } = Object.groupBy(ats, (at) =>
        unwanted.has(at) ? "unlikely" : "likely",
      );
      const inTurn = [...likely, ...unlikely];
      for (let from = 0; from < inTurn.length; from += FEW_PAPERS) {
        const some = keep(inTurn.slice(from, from + FEW_PAPERS), withFacts ? null : narrowed.facts);
        const isUnclear = narrowed.isExact && !narrowed.isFacts;
        const plain = new Set(isUnclear ? keep(some, { kind: "plain" }) : []);
        for (const at of some) {
          const known = isKnown(at, plain);
          if (chosen.size === limit || (known === null && read === MAX_PAPERS_READ))
            return { ats: ats.filter((one) => chosen.has(one)), isMore: true };
          if (known === null) read += 1;
          if (known ?? matchesAll(at)) chosen.add(at);
        }
      }
      return { ats: ats.filter((at) => chosen.has(at)), isMore: false };
    }

    return {
      narrowed,
      sets,
      first,
      mayCount:
        sets.length === 0
          ? (at: number) => at !== except
          : (at: number) => at !== except && sets.every((set) => set.has(at)),
    };
  }

  /** Those for which the facts hold, in the same order. */
  function keep(ats: readonly number[], facts: FactCondition | null): readonly number[] {
    if (!facts) return ats;
    const fitting = new Set(store.filter({ ats, facts, order: "last", limit: ats.length }));
    return ats.filter((at) => fitting.has(at));
  }

  /** Null where they are too many to tell by. */
  function fewWith({ facts }: Pick<NarrowedQuery, "facts">): Set<number> | null {
    const ats = store.filter({ ats: null, facts, order: "last", limit: FEW_PAPERS + 1 });
    return ats.length > FEW_PAPERS ? null : new Set(ats);
  }

  return {
    open,
    all(scope) {
      const { narrowed, sets, first, mayCount } = open(scope);
      const [some] = sets;
      const ats = some ? [...some].filter(mayCount) : null;
      const inOrder = { ats, facts: narrowed.facts, order: dateOrderOf(scope.order) };
      // Of facts alone the first that fit are all there is to see.
      const { limit = MAX_CANDIDATES } = scope;
      const isEnough = narrowed.isFacts && !ats && limit < MAX_LISTED_FOR_CONDITION;
      const listed = isEnough ? limit + 2 : MAX_LISTED_FOR_CONDITION;
      return first(store.filter({ ...inOrder, limit: listed }).filter(mayCount));
    },
  };
}
