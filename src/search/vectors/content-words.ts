import { tokenise, wordsIn } from "../words/analyse.ts";
import { isTelling } from "../words/stop-words.ts";

/** Names and fields of research are found by their words; longer texts describe. */
const MOST_OF_A_NAME = 3;
const FEWEST_OF_A_DESCRIPTION = 6;

/** How much the meaning of a text counts beside its words: 0 up to three words that say something, 1 from six on. */
export function gateOf(text: string): number {
  const words = new Set(tokenise(text).flatMap(wordsIn).filter(isTelling));
  const gate = (words.size - MOST_OF_A_NAME) / (FEWEST_OF_A_DESCRIPTION - MOST_OF_A_NAME);
  return Math.min(1, Math.max(0, gate));
}
