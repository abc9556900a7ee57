import type { Paper } from "../../papers/paper.ts";
import type { Engine, Scope } from "../index/engine.ts";
import type { Likeness } from "../vectors/likeness.ts";
import type { Answers } from "./answer-query.ts";

/** By what numbers an index knows papers. */
export interface PaperPlaces {
  /** Undefined for a paper that is not in the index. */
  placeOf: (paper: Pick<Paper, "id">) => number | undefined;
  /** Of those that are there, in the same order. */
  idsAt: (ats: readonly number[]) => string[];
}

/**
 * What words found, each as a part of the best, with what likeness in meaning adds; and what is so near that
 * it is an answer by meaning alone, where the scope has it.
 */
export function withLikeness(
  { scores, isMore }: Answers,
  { bonusOf, nearest }: Likeness,
  { places, engine, scope }: { places: PaperPlaces; engine: Pick<Engine, "all">; scope: Scope },
): Answers {
  // 1 where words found nothing.
  const best = [...scores.values()].reduce((most, score) => Math.max(most, score), 0) || 1;
  const ids = idsByPlace([...scores.keys()], places);
  const mixed = new Map(
    [...scores].map(([at, score]) => [at, score / best + bonusOf(ids.get(at) ?? "")]),
  );
  const alone = nearest.flatMap((id) => {
    const at = places.placeOf({ id });
    return at === undefined || scores.has(at) ? [] : [at];
  });
  const inScope = alone.length === 0 ? [] : engine.all({ ...scope, among: new Set(alone) }).ats;
  for (const [at, id] of idsByPlace(inScope, places)) mixed.set(at, bonusOf(id));
  return { scores: mixed, isMore };
}

function idsByPlace(ats: readonly number[], { idsAt }: PaperPlaces): Map<number, string> {
  const ids = idsAt(ats);
  // Otherwise some are not there any more.
  if (ids.length === ats.length) return new Map(ats.map((at, i) => [at, ids[i] ?? ""]));
  return new Map(ats.flatMap((at) => idsAt([at]).map((id): [number, string] => [at, id])));
}
