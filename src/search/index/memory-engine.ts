import type { Paper } from "../../papers/paper.ts";
import { byScore, type Engine, MAX_CANDIDATES, type Scope, type StemPair } from "./engine.ts";
import { matchesQuery, queriedPaper } from "../query/matches-query.ts";
import { dayOf, inDateOrder } from "./date-order.ts";
import { DATE_ORDERS, type DateOrder, dateOrderOf } from "./hit-order.ts";
import { searchableTokens } from "../words/read-paper.ts";
import { stemsOf } from "../words/terms.ts";
import type { TermIndex } from "./term-index.ts";

/** What papers say is kept for the next question: some ten megabytes. */
const MAX_STEMS_KEPT = 5000;

interface MemoryParts {
  papers: readonly Paper[];
  /** Of each paper, as `readTypedTitle` gives it. */
  titles: readonly string[];
  index: TermIndex;
}

/** Looks at every paper that may count: for a corpus that fits in memory. */
export function createMemoryEngine({ papers, titles, index }: MemoryParts): Engine {
  const paperAt = (at: number) => papers[at];
  const byDate = <One>(some: readonly One[], order: DateOrder, atOf: (one: One) => number) =>
    inDateOrder(some, order, (one) => dayOf(paperAt(atOf(one))));
  const all = new Map(
    DATE_ORDERS.map((order) => [order, byDate([...papers.keys()], order, (at) => at)]),
  );
  const knownStems = new Map<number, readonly string[][]>();

  /** Of the title and of the text. To read a paper takes longer than all else of comparing it. */
  function stemsAt(at: number, paper: Paper): readonly string[][] {
    const known = knownStems.get(at);
    if (known) return known;
    const { title, text } = searchableTokens(paper);
    const stems = [stemsOf(title), stemsOf(text)];
    if (knownStems.size >= MAX_STEMS_KEPT) knownStems.clear();
    knownStems.set(at, stems);
    return stems;
  }

  return {
    renew() {},
    papersUnder: index.papersUnder,
    run(terms, scope) {
      const { limit = MAX_CANDIDATES } = scope;
      const found = index.find(terms, counting(scope, paperAt));
      const best =
        scope.order === "best"
          ? found.toSorted(byScore)
          : byDate(found, scope.order, ({ at }) => at);
      return {
        candidates: best.slice(0, limit),
        isMore: found.length > limit,
      };
    },
    all(scope) {
      const { limit = MAX_CANDIDATES } = scope;
      const found = (all.get(dateOrderOf(scope.order)) ?? []).filter(counting(scope, paperAt));
      return { ats: found.slice(0, limit), isMore: found.length > limit };
    },
    texts: {
      titleOf: (at) => (titles[at] ?? "").trimEnd(),
      pairsIn(at, pairs) {
        const paper = paperAt(at);
        if (!paper) return 0;
        const stems = stemsAt(at, paper);
        return pairs.filter((pair) => stems.some((some) => hasPair(some, pair))).length;
      },
    },
    inDateOrder: (ats, order) =>
      byDate(
        ats.toSorted((a, b) => a - b),
        order,
        (at) => at,
      ),
  };
}

/** Engines ask about a paper for each of its terms; what it says is read once. */
function counting(
  { where, today, except, among }: Scope,
  paperAt: (at: number) => Paper | undefined,
): (at: number) => boolean {
  const known = new Map<number, boolean>();
  return (at) => {
    if (at === except || among?.has(at) === false) return false;
    if (where.length === 0) return true;
    let counts = known.get(at);
    if (counts === undefined) known.set(at, (counts = isInScope(at)));
    return counts;
  };

  function isInScope(at: number): boolean {
    const paper = paperAt(at);
    if (!paper) return false;
    const queried = queriedPaper(paper);
    return where.every((query) => matchesQuery(query, queried, today));
  }
}

function hasPair(stems: readonly string[], [first, second]: StemPair): boolean {
  return stems.some((stem, i) => stem === first && stems[i + 1] === second);
}
