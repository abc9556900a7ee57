import type { Paper } from "../../papers/paper.ts";
import {
  type Candidate,
  type Engine,
  MAX_CANDIDATES,
  type Scope,
  type StemPair,
} from "./engine.ts";
import { holds, statementOf } from "../query/matches-query.ts";
import { dayOf, newestFirst } from "./newest-first.ts";
import { searchableTokens, shownTitle } from "../words/read-paper.ts";
import { stemsOf } from "../words/terms.ts";
import { readTypedTitle } from "./titles.ts";
import type { TermIndex } from "./term-index.ts";

/** Looks at every paper that may count: for a corpus that fits in memory. */
export function createMemoryEngine(papers: readonly Paper[], index: TermIndex): Engine {
  const paperAt = (at: number) => papers[at];
  const newest = newestFirst([...papers.keys()], (at) => dayOf(paperAt(at)));
  return {
    renew() {},
    papersUnder: index.papersUnder,
    run(terms, scope) {
      const { most = MAX_CANDIDATES } = scope;
      const found = index.find(terms, counting(scope, paperAt));
      const best =
        scope.order === "newest"
          ? newestFirst(found, ({ at }) => dayOf(paperAt(at)))
          : found.toSorted(byScore);
      return {
        candidates: best.slice(0, most),
        isMore: found.length > most,
      };
    },
    all(scope) {
      const { most = MAX_CANDIDATES } = scope;
      const found = newest.filter(counting(scope, paperAt));
      return { ats: found.slice(0, most), isMore: found.length > most };
    },
    texts: {
      titleOf(at) {
        const paper = paperAt(at);
        return paper ? readTypedTitle(`${shownTitle(paper)} `).whole.trimEnd() : "";
      },
      pairsIn(at, pairs) {
        const paper = paperAt(at);
        if (!paper) return 0;
        const { title, text } = searchableTokens(paper);
        const stems = [stemsOf(title), stemsOf(text)];
        return pairs.filter((pair) => stems.some((some) => hasPair(some, pair))).length;
      },
    },
    newestFirst: (ats) =>
      newestFirst(
        ats.toSorted((a, b) => a - b),
        (at) => dayOf(paperAt(at)),
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
    const statement = statementOf(paper);
    return where.every((query) => holds(query, statement, today));
  }
}

function hasPair(stems: readonly string[], [first, second]: StemPair): boolean {
  return stems.some((stem, i) => stem === first && stems[i + 1] === second);
}

function byScore(a: Candidate, b: Candidate): number {
  return b.score - a.score || a.at - b.at;
}
