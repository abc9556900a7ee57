import { isUnspaced } from "../../papers/text/words.ts";
import { type Token, tokenise } from "../words/analyse.ts";
import { isStopWord } from "../words/stop-words.ts";

/**
 * Terms of the field, as titles use them: runs of one to three words that several titles share,
 * and how many do. Of each title the words, as `wordsOfTitle` gives them.
 */
export function titlePhrases(titles: Iterable<readonly string[]>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const words of titles)
    for (const phrase of phrasesOf(words)) counts.set(phrase, (counts.get(phrase) ?? 0) + 1);
  return new Map([...counts].filter(([, count]) => count > 1));
}

/** The words of a title, of which runs may be terms of the field. */
export function wordsOfTitle(title: readonly Token[]): string[] {
  return title.flatMap(wordsOf);
}

/** What may be a term of the field, if another title has it too. */
function phrasesOf(words: readonly string[]): Set<string> {
  const phrases = new Set<string>();
  eachRun(words, (from, to) => phrases.add(words.slice(from, to).join(" ")));
  return phrases;
}

/**
 * Hands over where the runs of words begin (inclusive) and end (exclusive) that may be terms, some perhaps twice. "of the art" is
 * none: a term neither begins nor ends with a stop word, a letter or a number.
 */
export function eachRun(words: readonly string[], take: (from: number, to: number) => void): void {
  const mayEnd = words.map(
    (word) => word.length > 1 && !isStopWord(word) && !/^[\p{N}.]+$/u.test(word),
  );
  for (let from = 0; from < words.length; from++) {
    if (!mayEnd[from]) continue;
    const end = Math.min(from + MAX_WORDS_OF_PHRASE, words.length);
    for (let to = from + 1; to <= end; to++) if (mayEnd[to - 1]) take(from, to);
  }
}

const MAX_WORDS_OF_PHRASE = 3;

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
