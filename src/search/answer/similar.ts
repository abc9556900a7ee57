import type { Paper } from "../../papers/paper.ts";
import { byScore, type Engine, type Scope } from "../index/engine.ts";
import { shownTokens } from "../words/read-paper.ts";
import { find, type MeasuredPaper } from "./find.ts";
import type { Hit, ToHits } from "./hits.ts";
import { everything } from "./scope.ts";
import { stem, type Token, wordsIn } from "../words/analyse.ts";
import { isStopWord } from "../words/stop-words.ts";
import type { LookupPlan } from "../index/lookup-plan.ts";
import type { Likeness } from "../vectors/likeness.ts";
import { type PaperPlaces, withLikeness } from "./likeness.ts";
import type { Knowledge } from "./plan-query.ts";

interface SimilarParts {
  engine: Engine;
  known: Knowledge;
  toHits: ToHits;
  places: PaperPlaces;
}

/** Finds papers that say something alike, best first; never the paper itself. */
export function createSimilar({ engine, known, toHits, places }: SimilarParts) {
  return (paper: Paper, limit: number, likeness: Likeness | null): Hit[] => {
    const { title, text } = shownTokens(paper);
    const plan = planSimilar(title, text, known);
    const except = places.placeOf(paper);
    const scope = { ...everything(), ...(except !== undefined && { except }) };
    const { found } = find(plan, engine, scope);
    const nearest = likeness ? mixed(found, likeness, scope) : found;
    return toHits(nearest.toSorted(byScore).slice(0, limit), plan.terms).map((hit) => ({
      paper: hit.paper,
      score: hit.score,
      get words() {
        return inCommon(hit.words, plan);
      },
      get fields() {
        return hit.fields;
      },
    }));
  };

  function mixed(
    found: readonly MeasuredPaper[],
    likeness: Likeness,
    scope: Scope,
  ): Pick<MeasuredPaper, "at" | "score">[] {
    const scores = new Map(found.map(({ at, score }) => [at, score]));
    const all = withLikeness({ scores, isMore: false }, likeness, { places, engine, scope });
    return [...all.scores].map(([at, score]) => ({ at, score }));
  }
}

/** So many of a paper's words tell what it is about; more only cost time. */
const MAX_TELLING_WORDS = 20;
/** A title says what a paper is about in a few words, so one of them counts for several. */
const TITLE_COUNTS = 3;
/** Bounds the work: words of half the papers of a large corpus say nothing and cost most. */
const MAX_PAPERS_LOOKED_AT = 40_000;

/** The plan that finds papers which share the words that set this one apart. */
function planSimilar(
  title: readonly Token[],
  text: readonly Token[],
  known: Knowledge,
): LookupPlan {
  const telling = tellingStems(title, text, known);
  const sum = telling.reduce((total, { rarity }) => total + rarity, 0);
  return {
    words: telling.map(({ term, rarity }) => ({ typed: term, share: rarity / sum, repairs: [] })),
    // The engine weighs rarity itself, so here only the number of times counts.
    apart: [],
    isForeign: false,
    terms: telling.map(({ term, times }, i) => ({ term, weight: Math.sqrt(times), answers: [i] })),
  };
}

/** Of the words in common the most telling first, each in one form. */
function inCommon(words: readonly string[], plan: LookupPlan): string[] {
  const byStem = new Map(words.toReversed().map((word) => [stem(word), word]));
  return plan.terms.flatMap(({ term }) => byStem.get(term) ?? []);
}

interface TellingStem {
  term: string;
  times: number;
  rarity: number;
}

function tellingStems(
  title: readonly Token[],
  text: readonly Token[],
  known: Knowledge,
): TellingStem[] {
  const counts = new Map<string, number>();
  const count = (tokens: readonly Token[], weight: number) => {
    for (const part of tokens.flatMap(wordsIn)) {
      if (isStopWord(part) || part.length < 2) continue;
      counts.set(stem(part), (counts.get(stem(part)) ?? 0) + weight);
    }
  };
  count(title, TITLE_COUNTS);
  count(text, 1);

  let looked = 0;
  return (
    [...counts]
      // What only this paper says leads nowhere.
      .filter(([term]) => known.papersUnder(term) > 1)
      .map(([term, times]) => {
        const rarity = Math.log(1 + known.papers / known.papersUnder(term));
        return { term, times, rarity };
      })
      .toSorted((a, b) => b.rarity * Math.sqrt(b.times) - a.rarity * Math.sqrt(a.times))
      .slice(0, MAX_TELLING_WORDS)
      .filter(({ term }) => {
        looked += known.papersUnder(term);
        return looked <= MAX_PAPERS_LOOKED_AT;
      })
  );
}
