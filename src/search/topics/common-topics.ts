import type { Corpus } from "../../papers/corpus/corpus.ts";
import { shownTitle } from "../words/read-paper.ts";
import { tokenise } from "../words/analyse.ts";
import { shownPhrase, titlePhrases, wordsOfTitle } from "../index/title-phrases.ts";

/** So many of the newest papers say what a corpus is about; counting takes a few milliseconds. */
const PAPERS_LOOKED_AT = 1000;

/** What a corpus offers as topics: terms of two or three words that titles share, most common first. */
export function commonTopics(corpus: Corpus): readonly string[] {
  const known = topics.get(corpus);
  if (known) return known;
  const titles = corpus
    .lastSeen(PAPERS_LOOKED_AT)
    .map((paper) => wordsOfTitle(tokenise(shownTitle(paper))));
  const terms = [...titlePhrases(titles)].filter(([term]) => term.includes(" "));
  const complete = terms.filter(([term, count]) => !terms.some(isWithinAs(term, count)));
  const found = complete.toSorted((a, b) => b[1] - a[1]).map(([term]) => shownPhrase(term));
  topics.set(corpus, found);
  return found;
}

/** Asked for on a keystroke, and the same for as long as the corpus is. */
const topics = new WeakMap<Corpus, readonly string[]>();

/** "large language" is a part of "large language models" wherever it stands as often. */
const isWithinAs =
  (term: string, count: number) =>
  ([other, otherCount]: [string, number]): boolean =>
    other !== term && otherCount === count && ` ${other} `.includes(` ${term} `);
