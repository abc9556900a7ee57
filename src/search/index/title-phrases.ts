import { isUnspaced } from "../../papers/text/words.ts";
import { type Token, tokenise } from "../words/analyse.ts";
import { isStopWord } from "../words/stop-words.ts";

/**
 * Terms of the field, as titles use them: runs of one to three words that several titles share,
 * and how many do.
 */
export function titlePhrases(titles: Iterable<ReadonlySet<string>>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const phrases of titles)
    for (const phrase of phrases) counts.set(phrase, (counts.get(phrase) ?? 0) + 1);
  return new Map([...counts].filter(([, count]) => count > 1));
}

/** What may be a term of the field, if another title has it too. */
export function phrasesOfTitle(title: readonly Token[]): Set<string> {
  return runsOf(title.flatMap(wordsOf));
}

/** The words of an unspaced run as a dictionary has them, with blanks between their letters: as they are typed. */
function wordsOf({ written, parts, isUnspaced: isRun }: Token): string[] {
  if (!isRun) return [written];
  const words = [...segmenter.segment(parts.join(""))].filter(({ isWordLike }) => isWordLike);
  return words.map(({ segment }) =>
    tokenise(segment)
      .flatMap((token) => token.parts)
      .join(" "),
  );
}

const segmenter = new Intl.Segmenter("zh", { granularity: "word" });

/** A phrase as people write it. */
export function shownPhrase(phrase: string): string {
  return phrase.replace(/(\S+) (?=(\S))/gu, (found, before: string, after: string) =>
    isUnspaced(before) && isUnspaced(after) ? before : found,
  );
}

/** "of the art" is none: a term neither begins nor ends with a stop word, a letter or a number. */
function runsOf(words: readonly string[]): Set<string> {
  const mayEnd = words.map(
    (word) => word.length > 1 && !isStopWord(word) && !/^[\p{N}.]+$/u.test(word),
  );
  const runs = new Set<string>();
  for (const [from, first] of words.entries()) {
    if (!mayEnd[from]) continue;
    let run = first;
    runs.add(run);
    for (let at = from + 1; at < Math.min(from + MAX_WORDS_OF_PHRASE, words.length); at++) {
      run += ` ${words[at]}`;
      if (mayEnd[at]) runs.add(run);
    }
  }
  return runs;
}

const MAX_WORDS_OF_PHRASE = 3;
