import { fold } from "../../papers/text/fold.ts";
import { writtenWords } from "../../papers/text/words.ts";
import type { Engine, Scope } from "../index/engine.ts";
import type { LookupPlan } from "../index/lookup-plan.ts";
import { isLongEnoughToTell, readTypedTitle, type Titles } from "../index/titles.ts";
import type { Answers } from "./answer-query.ts";
import { find, type MeasuredPaper } from "./find.ts";
import { type Knowledge, planQuery, tellingUnknown } from "./plan-query.ts";
import { rank } from "./rank.ts";
import { stem } from "../words/analyse.ts";

/** With what words are searched for. */
export interface WordSearch {
  engine: Engine;
  known: Knowledge;
  titles: Titles;
}

/** Words that no paper has, and what was searched for instead. */
export interface Correction {
  typed: string;
  used: string[];
}

interface WordAnswers extends Answers {
  plan: LookupPlan;
  /** Those by which a paper was found. */
  corrected: Correction[];
  /** Telling words of which no paper has anything, as they were typed. */
  missing: string[];
}

/** Papers that answer words, ranked, and the plan by which they were found. */
export function searchWords(
  text: string,
  scope: Scope,
  { engine, known, titles }: WordSearch,
): WordAnswers {
  const plan = planQuery(text, known);
  const begun = titlesBegunBy(text, scope, { engine, titles });
  const { found, isMore } = find(plan, engine, scope);
  const ranked = rank(withBegun(found, begun), { text, plan, begun }, engine.texts);
  const scores = new Map(ranked.map(({ at, score }) => [at, score]));
  const missing = tellingUnknown(plan).map((word) => asTyped(word, text));
  return { plan, scores, isMore, corrected: correctedBy(plan, found), missing };
}

/** With its capitals and accents. */
function asTyped(word: string, text: string): string {
  return writtenWords(text).find((written) => fold(written.text) === word)?.text ?? word;
}

function correctedBy(plan: LookupPlan, found: readonly MeasuredPaper[]): Correction[] {
  const terms = new Set(found.flatMap((paper) => paper.terms));
  const repaired = plan.words.flatMap(({ typed, repairs }) => {
    const used = repairs.filter((word) => terms.has(word) || terms.has(stem(word)));
    return used.length > 0 ? [{ typed, used }] : [];
  });
  const apart = plan.apart.map(({ typed, parts }) => ({ typed, used: [parts.join(" ")] }));
  return found.length > 0 ? [...apart, ...repaired] : [];
}

/** The same papers, unranked: for as many as there are. */
export function findWords(
  text: string,
  scope: Scope,
  { engine, known, titles }: WordSearch,
): Answers {
  const { found, isMore } = find(planQuery(text, known), engine, scope);
  const ats = [...found.map(({ at }) => at), ...titlesBegunBy(text, scope, { engine, titles })];
  return { scores: new Map(ats.map((at) => [at, 0])), isMore };
}

const MAX_BEGUN = 20;

/** Titles that begin as typed are answers too, even where only stop words are typed so far. */
function titlesBegunBy(
  text: string,
  scope: Scope,
  { engine, titles }: Pick<WordSearch, "engine" | "titles">,
): Set<number> {
  const typed = readTypedTitle(text);
  if (!isLongEnoughToTell(typed)) return new Set();
  const begun = new Set(titles.startingWith(typed, MAX_BEGUN));
  if (scope.where.length === 0 && !scope.among) return begun;
  const among = scope.among ? begun.intersection(scope.among) : begun;
  return new Set(engine.all({ ...scope, among }).ats);
}

function withBegun(found: readonly MeasuredPaper[], begun: ReadonlySet<number>): MeasuredPaper[] {
  const others = begun.difference(new Set(found.map(({ at }) => at)));
  return [...found, ...[...others].map((at) => ({ at, score: 0, terms: [], answered: 1 }))];
}
