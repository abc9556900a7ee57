import { isEverydayWord } from "../words/everyday-words.ts";
import { nameWords } from "../words/names.ts";
import type { CorpusWords } from "./corpus-words.ts";
import type { TypedWord } from "./typed-words.ts";

/** Each may be looked up in the corpus. */
const MAX_LOOKED_UP = 4;
/** So few words may be a name without a capital. */
const WORDS_OF_A_NAME = 2;

/** The same words, with those of names as authors write them where they are one letter off. */
export function namesMended(
  words: readonly TypedWord[],
  { authorWordNear }: Pick<CorpusWords, "authorWordNear">,
): TypedWord[] {
  let left = MAX_LOOKED_UP;
  return words.map((word, at) => {
    const { written, plain } = word;
    const isLikely =
      words.length <= WORDS_OF_A_NAME || /^\p{Lu}/u.test(written) || words[at - 1]?.plain === "by";
    const [folded = "", more] = nameWords(plain);
    if (!isLikely || !/^\p{L}+$/u.test(plain) || more !== undefined) return word;
    if (isEverydayWord(folded) || left <= 0) return word;
    left -= 1;
    const name = authorWordNear(folded);
    if (name === null) return word;
    // What stood around it stays: a comma, say.
    const mended = /^\p{Lu}/u.test(written) ? name.charAt(0).toUpperCase() + name.slice(1) : name;
    return { ...word, plain: name, written: written.replace(/\p{L}+/u, mended) };
  });
}
