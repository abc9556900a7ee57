import type { Paper } from "../papers/paper.ts";
import { stem, type Token, tokenise } from "./analyse.ts";
import { searchableTokens } from "./read-paper.ts";
import { isStopWord } from "./stop-words.ts";

/** The words of a query, folded, that a paper says in no form. Words that say nothing don't count. */
export function missingWords(query: string, paper: Paper): string[] {
  const said = new Set(Object.values(searchableTokens(paper)).flatMap(stemsOf));
  const wanted = tokenise(query).filter(({ written }) => !isStopWord(written));
  const missing = wanted.filter((token) => !stemsOf([token]).some((one) => said.has(one)));
  return [...new Set(missing.map(({ written }) => written))];
}

/** Of each part, and of a compound also of the whole, run together. */
function stemsOf(tokens: Token[]): string[] {
  return tokens.flatMap(({ parts }) => [parts.join(""), ...parts].map(stem));
}
