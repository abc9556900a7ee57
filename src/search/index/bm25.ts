import type { Field } from "../words/paper-fields.ts";

/** How much a field counts. */
export const BOOST: Record<Field, number> = { title: 2, text: 1, organisation: 1 };

/** δ would pay a word of a long text extra; that is for corpora of texts of very unlike length. */
export const BM25 = { k: 1.2, b: 0.7, d: 0 };

/** How often a term stands in a field of a paper. */
interface TermInField {
  times: number;
  /** Different terms of the field in this paper, and on average. */
  length: number;
  averageLength: number;
}

/**
 * What it counts that a word stands so often in a field as long as this. Times its rarity it is Okapi BM25
 * with these constants, as MiniSearch 7 has it.
 */
export function saturation({ times, length, averageLength }: TermInField): number {
  const { k, b, d } = BM25;
  const norm = 1 - b + (b * length) / averageLength;
  return d + (times * (k + 1)) / (times + k * norm);
}

/** What a word says by being in few papers: its inverse document frequency. */
export function rarity(papersWith: number, papers: number): number {
  return Math.log(1 + (papers - papersWith + 0.5) / (papersWith + 0.5));
}
