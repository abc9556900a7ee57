import type { Taste } from "../book.ts";
import type { ChosenPaper } from "./choose.ts";

/** By so many places a paper comes earlier, or later, at most. */
const MOST_PLACES = 1.5;

const MOST_NAMED = 3;

/**
 * The papers of a digest, all of them: those that are like what people of the channel voted for a little earlier, and
 * the others later, so that none passes another that stands more than three places away. With them what people liked
 * about those that moved up.
 */
export function byTaste(
  papers: readonly ChosenPaper[],
  taste: Taste | null,
): { papers: ChosenPaper[]; liked: string[] } {
  if (taste === null) return { papers: [...papers], liked: [] };
  const wanted = papers.map((paper, place) => ({ paper, place, liking: taste(paper.paper) }));
  const moved = wanted.toSorted((a, b) => placeOf(a) - placeOf(b) || a.place - b.place);
  const earlier = moved.filter((one, place) => place < one.place);
  return {
    papers: moved.map(({ paper }) => paper),
    liked: namesOf(earlier.flatMap(({ liking }) => liking.because)),
  };
}

function placeOf({ place, liking }: { place: number; liking: { score: number } }): number {
  return place - MOST_PLACES * Math.max(-1, Math.min(1, liking.score));
}

/** Those that say most, all papers together; of what says the same twice, such as a word and its phrase, one. */
function namesOf(because: readonly { what: string; weight: number }[]): string[] {
  const weights = new Map<string, number>();
  for (const { what, weight } of because) weights.set(what, (weights.get(what) ?? 0) + weight);
  const named: string[] = [];
  const byWeight = [...weights].toSorted(
    ([one, a], [other, b]) => b - a || other.length - one.length || (one < other ? -1 : 1),
  );
  for (const [what] of byWeight) {
    const words = what.split(" ");
    const isTold = named.some((told) => told.split(" ").some((word) => words.includes(word)));
    if (!isTold) named.push(what);
    if (named.length === MOST_NAMED) break;
  }
  return named;
}
