import { find } from "./find.ts";
import { cheapPart, planQuery } from "./plan-query.ts";
import { rank } from "./rank.ts";
import { everything } from "./scope.ts";
import type { WordSearch } from "./search-words.ts";

/** Twice as many as a list of completions has room for. */
const MAX_FOUND_IN_TEXTS = 50;
/** In a list of completions only what answers about as much as the best has a place. */
const AS_MUCH = 0.9;

/**
 * Places of papers that a text finds by more than their titles, best first. For autocomplete: bounded
 * by leaving out what most papers say.
 */
export function findInTexts(
  text: string,
  limit: number,
  { engine, known }: Pick<WordSearch, "engine" | "known">,
): number[] {
  const plan = cheapPart(planQuery(text, known), known);
  const { found } = find(plan, engine, { ...everything(), limit: MAX_FOUND_IN_TEXTS });
  const titlesOnly = { ...engine.texts, pairsIn: () => 0 };
  const [best, ...others] = rank(found, { text, plan, begun: new Set() }, titlesOnly);
  if (!best) return [];
  const alike = others.filter(({ answered }) => answered >= AS_MUCH * best.answered);
  return [best, ...alike].slice(0, limit).map(({ at }) => at);
}
