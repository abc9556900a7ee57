import { MAX_TITLE_LETTERS } from "../index/titles.ts";
import { stem, tokenise } from "../words/analyse.ts";
import type { MeasuredPaper } from "./find.ts";
import { letterRuns, type LetterRuns } from "./letter-runs.ts";
import { byScore, type PaperTexts, type StemPair } from "../index/engine.ts";
import type { LookupPlan } from "../index/lookup-plan.ts";

/** A query, in the forms in which papers are compared with it. */
export interface ComparedQuery {
  text: string;
  plan: LookupPlan;
  /** Places of papers whose titles begin with the text. */
  begun: ReadonlySet<number>;
}

/** Only the first few are compared closely: nobody reads further, and it means reading them. */
const MAX_COMPARED = 50;
/** How strongly a paper that answers the whole query stands before one that answers half. */
const COMPLETE_QUERY = 1.5;
/** Greatest bonuses, as parts of the best score. */
const BEGINNING_BONUS = 1;
const TITLE_BONUS = 0.4;
const NEIGHBOURS_BONUS = 0.3;

/**
 * Best first. Beyond what the words themselves score, it counts how much of the query is answered,
 * whether the title begins with it or how close it comes letter by letter, and whether words that
 * were typed side by side stand side by side.
 */
export function rank(
  found: readonly MeasuredPaper[],
  query: ComparedQuery,
  texts: PaperTexts,
): MeasuredPaper[] {
  const byWords = found.map((paper) => ({
    ...paper,
    score: paper.score * paper.answered ** COMPLETE_QUERY,
  }));
  // 1 where the words themselves found nothing.
  const best = byWords.reduce((most, { score }) => Math.max(most, score), 0) || 1;
  const scored = byWords
    .map((paper) =>
      query.begun.has(paper.at) ? { ...paper, score: paper.score + BEGINNING_BONUS * best } : paper,
    )
    .toSorted(byScore);

  const closeTo = letterRuns(foldedBeginning(query.text));
  const pairs = sideBySide(query.plan.words.map(({ typed }) => stem(typed)));
  const compared = scored.slice(0, MAX_COMPARED).map((paper) => {
    const title = texts.titleOf(paper.at).slice(0, MAX_TITLE_LETTERS);
    const neighbours = pairs.length === 0 ? 0 : texts.pairsIn(paper.at, pairs) / pairs.length;
    const bonus = TITLE_BONUS * closeness(closeTo(title)) + NEIGHBOURS_BONUS * neighbours;
    return { ...paper, score: paper.score + best * bonus };
  });
  return [...compared.toSorted(byScore), ...scored.slice(MAX_COMPARED)];
}

/** 1 when the title is what was asked, about a half when it contains it. */
function closeness({ shared, inQuery, inTitle }: LetterRuns): number {
  const dice = shared === 0 ? 0 : (2 * shared) / (inQuery + inTitle);
  return (contained(shared, inQuery) + dice) / 2;
}

function contained(shared: number, all: number): number {
  return all === 0 ? 0 : shared / all;
}

function foldedBeginning(text: string): string {
  return tokenise(text.slice(0, MAX_TITLE_LETTERS))
    .flatMap(({ parts }) => parts)
    .join(" ");
}

/** Each once. */
function sideBySide(stems: readonly string[]): StemPair[] {
  const pairs = stems.slice(1).map((next, i): StemPair => [stems[i] ?? "", next]);
  return [...new Map(pairs.map((pair) => [pair.join(" "), pair])).values()];
}
