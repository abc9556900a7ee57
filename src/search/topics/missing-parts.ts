import type { Paper } from "../../papers/paper.ts";
import { stem, type Token, tokenise, wordsIn } from "../words/analyse.ts";
import { matchesQuery, queriedPaper } from "../query/matches-query.ts";
import { printQuery, type Query } from "../query/query.ts";
import { searchableTokens } from "../words/read-paper.ts";
import { isStopWord } from "../words/stop-words.ts";

/** What of a topic is not so of a paper. */
interface MissingParts {
  /** Words, folded, that it says in no form. */
  words: string[];
  /** Conditions in canonical form, such as `has:code` or `-survey`. */
  conditions: string[];
}

/**
 * What of a query is not so of a paper, of alternatives all. Words that say nothing don't count;
 * conditions are judged by `matchesQuery`, as when topics are matched.
 */
export function missingParts(query: Query, paper: Paper, today: Temporal.PlainDate): MissingParts {
  const queried = queriedPaper(paper);
  const parts = partsOf(query);
  const words = parts.flatMap((one) => (one.kind === "words" ? missingWords(one.text, paper) : []));
  const conditions = parts.filter(
    (one) => one.kind !== "words" && !matchesQuery(one, queried, today),
  );
  return { words: [...new Set(words)], conditions: conditions.map(printQuery) };
}

function partsOf(query: Query): Query[] {
  return query.kind === "all" || query.kind === "any" ? query.queries.flatMap(partsOf) : [query];
}

function missingWords(text: string, paper: Paper): string[] {
  const stems = new Set(Object.values(searchableTokens(paper)).flatMap(stemsOf));
  const wanted = tokenise(text).filter(({ written }) => !isStopWord(written));
  const missing = wanted.filter((token) =>
    token.isUnspaced
      ? !wordsIn(token).every((one) => stems.has(one))
      : !stemsOf([token]).some((one) => stems.has(one)),
  );
  return missing.map(({ written }) => written);
}

/** Of each part, and of what they are joined to. */
function stemsOf(tokens: readonly Token[]): string[] {
  return tokens.flatMap(({ parts, joined }) => [...joined, ...parts].map(stem));
}
