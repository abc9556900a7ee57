import { createNearWords } from "../../words/near-words.ts";
import type { Vocabulary } from "../../words/vocabulary.ts";
import type { StoredWords } from "./word-store.ts";

/** Completions come from the store. For near words all words have to be in memory, once one is asked for. */
export interface StoredVocabulary extends Vocabulary {
  /** Brings a part of the words into memory, in less than 50 ms; false when all are there. */
  loadSome(): boolean;
}

const WORDS_AT_ONCE = 5000;

export function createStoredVocabulary(stored: StoredWords): StoredVocabulary {
  const words = createNearWords();
  let last = 0;

  function loadSome(): boolean {
    const more = stored.after(last, WORDS_AT_ONCE);
    for (const { word } of more) words.add(word);
    last = more.at(-1)?.id ?? last;
    return more.length === WORDS_AT_ONCE;
  }

  return {
    loadSome,
    completions: stored.completions,
    near(word, options) {
      while (loadSome());
      return words.near(word, options, stored.papersWith);
    },
  };
}
