import type { Paper } from "../papers/paper.ts";
import { MOST_CANDIDATES, type Scope } from "./engine.ts";
import { holds, statementOf } from "./holds.ts";
import { narrow, type Narrowed } from "./narrow.ts";
import type { WordStore } from "./word-store.ts";

/** Judges which papers of a store are in a scope: by lists where they tell, then by reading. */
export interface Scopes {
  open(scope: Scope): OpenScope;
  /** As `Engine.all`. */
  all(scope: Scope): Chosen;
}

export interface OpenScope {
  /** False where lists tell that the paper is not in the scope. */
  mayCount: (at: number) => boolean;
  /** The first papers that are in the scope, at most `MOST_CANDIDATES`, in the order given. */
  first: (ats: readonly number[]) => Chosen;
}

export interface Chosen {
  ats: number[];
  isMore: boolean;
}

/** Lists longer than this take longer than a few milliseconds; papers that came earlier are left out. */
const MOST_LISTED = 60_000;
/** Papers are read at most, for one question, to see whether conditions hold. */
const MOST_READ = 500;
/** A list as short as this says by itself which papers have the facts. */
const FEW = 2000;

export function createScopes(store: WordStore, paperAt: (at: number) => Paper): Scopes {
  const hasStem = (stem: string) => store.term(stem) !== null;

  function open({ where, today, except, among }: Scope) {
    const narrowed = narrow(where, today, hasStem);
    const matching = narrowed.match && new Set(store.list(narrowed.match, MOST_LISTED));
    const withFacts = narrowed.facts && fewWith(narrowed);
    const unwanted = new Set(narrowed.unwanted ? store.list(narrowed.unwanted, MOST_LISTED) : []);
    const sets = [among, matching, withFacts].filter((set) => set !== undefined && set !== null);

    function holdsFor(at: number): boolean {
      const statement = statementOf(paperAt(at));
      return where.every((query) => holds(query, statement, today));
    }

    /** Papers that are most likely unwanted are read last, and only if there is room. */
    function* unwantedLast(ats: readonly number[]): Iterable<number> {
      for (const at of ats) if (!unwanted.has(at)) yield at;
      for (const at of ats) if (unwanted.has(at)) yield at;
    }

    function* withAllFacts(ats: readonly number[]): Iterable<number> {
      const { facts } = narrowed;
      if (!facts || withFacts) {
        yield* ats;
        return;
      }
      for (let from = 0; from < ats.length; from += FEW) {
        const some = ats.slice(from, from + FEW);
        const fitting = store.filter({ ats: some, facts, order: "last", limit: FEW });
        const having = new Set(fitting);
        for (const at of some) if (having.has(at)) yield at;
      }
    }

    function first(ats: readonly number[]): Chosen {
      const chosen = new Set<number>();
      let read = 0;
      let isMore = false;
      for (const at of withAllFacts([...unwantedLast(ats)])) {
        if (chosen.size === MOST_CANDIDATES || (!narrowed.isFacts && read === MOST_READ)) {
          isMore = true;
          break;
        }
        read += 1;
        if (narrowed.isFacts || holdsFor(at)) chosen.add(at);
      }
      return { ats: ats.filter((at) => chosen.has(at)), isMore };
    }

    return {
      narrowed,
      sets,
      first,
      mayCount: (at: number) => at !== except && sets.every((set) => set.has(at)),
    };
  }

  /** Null where they are too many to tell by. */
  function fewWith({ facts }: Pick<Narrowed, "facts">): Set<number> | null {
    const ats = store.filter({ ats: null, facts, order: "last", limit: FEW + 1 });
    return ats.length > FEW ? null : new Set(ats);
  }

  return {
    open,
    all(scope) {
      const { narrowed, sets, first, mayCount } = open(scope);
      const [some] = sets;
      const ats = some ? [...some].filter(mayCount) : null;
      const newest = { ats, facts: narrowed.facts, order: "newest" } as const;
      // Of facts alone the first that fit are all there is to see.
      const limit = narrowed.isFacts && !ats ? MOST_CANDIDATES + 2 : MOST_LISTED;
      return first(store.filter({ ...newest, limit }).filter(mayCount));
    },
  };
}
