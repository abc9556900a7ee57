import type { Nearness } from "./space.ts";

/** How near in meaning papers are to what is asked, in the terms of a score of which the best words have 1. */
export interface Likeness {
  /** What is added to a paper's score, from 0 on. */
  bonusOf: (paperId: string) => number;
  /** Papers so near that they are answers even without a word in common, the nearest first. */
  nearest: readonly string[];
}

/**
 * What the nearest paper gets, where the best by words has 1: before it stand only papers that answer the
 * words well. Not tuned to any one model; `npm run bench -- quality` shows what others would do for yours.
 */
export const MEANING_WEIGHT = 0.7;

/** More would not be read, and mean little. */
const MAX_NEAREST = 25;
/** Of the way from the paper in the middle to the nearest: below it, words must speak for a paper too. */
const NEAR = 0.5;

/**
 * The share of the way from the paper in the middle to the nearest one, cubed: only what stands out counts,
 * whatever figures a model gives to texts that have nothing to do with each other. `weight` is what the
 * nearest gets.
 */
export function likenessOf({ paperIds, cosines, rowOf }: Nearness, weight: number): Likeness {
  const middle = medianOf(cosines);
  let best = -Infinity;
  for (const cosine of cosines) if (cosine > best) best = cosine;
  const span = best - middle;
  const share = (row: number) =>
    span > 0 ? Math.max(0, ((cosines[row] ?? middle) - middle) / span) : 0;
  return {
    bonusOf(paperId) {
      const row = rowOf(paperId);
      return row === undefined || row >= cosines.length ? 0 : weight * share(row) ** 3;
    },
    nearest: rowsAbove(cosines, middle + NEAR * span, span > 0).map((row) => paperIds[row] ?? ""),
  };
}

/** The nearest first, as many as count. */
function rowsAbove(cosines: Float32Array, floor: number, isAny: boolean): number[] {
  if (!isAny) return [];
  const rows: number[] = [];
  const nearer = (a: number, b: number) => (cosines[b] ?? 0) - (cosines[a] ?? 0) || a - b;
  let least = floor;
  for (let row = 0; row < cosines.length; row += 1) {
    if (!((cosines[row] ?? -Infinity) >= least)) continue;
    rows.push(row);
    if (rows.length < 2 * MAX_NEAREST) continue;
    rows.splice(0, rows.length, ...rows.toSorted(nearer).slice(0, MAX_NEAREST));
    least = cosines[rows.at(-1) ?? 0] ?? least;
  }
  return rows.toSorted(nearer).slice(0, MAX_NEAREST);
}

/** Sorting all of very many would hold others up; so many tell as much. */
const MAX_SAMPLED = 10_000;

function medianOf(values: Float32Array): number {
  const step = Math.ceil(values.length / MAX_SAMPLED);
  const sampled = Math.floor((values.length - 1) / step) + 1;
  const some = Float32Array.from({ length: sampled }, (_, i) => values[i * step] ?? 0);
  some.sort();
  const half = Math.floor(some.length / 2);
  const upper = some[half] ?? 0;
  return some.length % 2 === 1 ? upper : ((some[half - 1] ?? 0) + upper) / 2;
}
