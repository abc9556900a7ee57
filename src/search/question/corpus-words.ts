/**
 * What reading a question has to know of the corpus. Words are folded, as `nameWords` gives them; the
 * work is bounded for any of them.
 */
export interface CorpusWords {
  /** Whether any author has this word in their name. */
  isAuthorWord(word: string): boolean;
  /** How many papers have such an author; of very many, a part. */
  papersBy(word: string): number;
  /** Names of authors that have all these words in them, as papers write them. */
  authorsWith(words: readonly string[]): readonly string[];
  /** A word of an author's name that is one slip away from one that no paper has; null for a word. */
  authorWordNear(word: string): string | null;
  /** Names of organisations that have these words side by side. */
  organisationsWith(words: readonly string[]): readonly string[];
  /** How many papers say a word in their titles and texts. */
  papersSaying(word: string): number;
  /** Whether some paper says the words of a text side by side. */
  isSaid(text: string): boolean;
  /** Whether these words stand side by side in a title. */
  isInTitle(text: string): boolean;
}
