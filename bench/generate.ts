import type { Paper } from "../src/papers/paper.ts";
import { pick, seededRandom } from "./random.ts";

/** One made-up word in so many: names and slips, of which a larger corpus always has more. */
const MADE_UP_EVERY = 25;
const MADE_UP_WORDS = 100_000;

/**
 * A listing page of `count` made-up papers: words as frequent and texts as long as those of
 * `models`, titles all different. The same seed gives the same page.
 */
export function generateListing(models: readonly Paper[], count: number, seed = 1): string {
  const random = seededRandom(seed);
  const titleWord = wordsLike(
    models.map(({ displayTitle }) => displayTitle),
    random,
  );
  const textWord = wordsLike(
    models.map(({ summary, abstract }) => summary ?? abstract ?? ""),
    random,
  );
  const blocks = ["Daily Papers", "byAK and the research community"];
  for (let i = 0; i < count; i++) {
    const model = pick(models, random);
    const title = words(lengthOf(model.displayTitle), titleWord);
    // The number makes the title one of its kind, as a name would.
    blocks.push(`${madeUpWord(MADE_UP_WORDS + i)}: ${title}`);
    blocks.push(`${words(lengthOf(model.summary ?? model.abstract ?? ""), textWord)}.`);
  }
  return blocks.join("\n\n");
}

function lengthOf(text: string): number {
  return Math.max(1, text.split(/\s+/).length);
}

function words(count: number, next: () => string): string {
  return Array.from({ length: count }, next).join(" ");
}

/** Draws words as often as `texts` have them, and now and then a rare one of a long tail. */
function wordsLike(texts: readonly string[], random: () => number): () => string {
  const seen = texts.flatMap((text) => text.match(/[\p{L}\p{N}-]+/gu) ?? []);
  return () => {
    if (random() * MADE_UP_EVERY >= 1) return pick(seen, random);
    // Zipf: the chance falls with the rank, which is what an even draw of the exponent gives.
    return madeUpWord(Math.floor(MADE_UP_WORDS ** random()));
  };
}

const SYLLABLES = "ba co du fe gi ho ka lu me ni po ra se ti vo za".split(" ");

/** Pronounceable, and different for each number. */
function madeUpWord(number: number): string {
  let word = "";
  for (let left = number; left > 0 || word.length < 4; left = Math.floor(left / SYLLABLES.length))
    word += SYLLABLES[left % SYLLABLES.length] ?? "";
  return word.charAt(0).toUpperCase() + word.slice(1);
}
