import { REMEMBERED_TOKENS, type Token } from "../../search/words/analyse.ts";
import { isStopWord } from "../../search/words/stop-words.ts";
import { indexedWords } from "./search-match.ts";
import type { TermWriter } from "./term-writer.ts";

/** The terms of a token, by their places, of which the first three go together; and as FTS5 gets them. */
export interface TokenTerms {
  words: readonly number[];
  stems: readonly number[];
  isStop: readonly boolean[];
  joined: readonly number[];
  typed: readonly number[];
  stemsText: string;
  joinedText: string;
}

/** By the place of a token: the terms of a word that is its own only part and typed as it is, or `NOT_PLAIN`. */
export interface PlainTerms {
  word: Int32Array;
  /** The same as `word` where it is its own stem. */
  stem: Int32Array;
  isStop: Uint8Array;
  /** The last field of all in which it was counted. */
  countedIn: Int32Array;
  /** Stems as FTS5 gets them, with a blank at the end. */
  text: string[];
}

export const NOT_PLAIN = -1;

/**
 * Texts repeat the same tokens: to look up each of their terms anew takes longer than all else, and to reach an object
 * for each takes several times as long as to read numbers.
 */
export interface TokenTable {
  plain: PlainTerms;
  /** Looks up a token, if that wasn't done, and gives its place; null where only `termsOf` can be asked. */
  placeOf(token: Token): number | null;
  /** Of any token. */
  termsOf(token: Token): TokenTerms;
  clear(): void;
}

export function createTokenTable(terms: Pick<TermWriter, "open">): TokenTable {
  const open = (term: string) => terms.open(term);
  let tokens: (Token | undefined)[] = [];
  const others = new Map<Token, TokenTerms>();
  const plain: PlainTerms = {
    word: new Int32Array(REMEMBERED_TOKENS),
    stem: new Int32Array(REMEMBERED_TOKENS),
    isStop: new Uint8Array(REMEMBERED_TOKENS),
    countedIn: new Int32Array(REMEMBERED_TOKENS),
    text: [],
  };

  function read(token: Token): TokenTerms {
    const { parts, stems, joined, typed } = token;
    return {
      words: parts.map(open),
      stems: stems.map(open),
      isStop: parts.map(isStopWord),
      joined: joined.map(open),
      typed: typed.map(open),
      stemsText: textOfWords(stems),
      joinedText: textOfWords(joined),
    };
  }

  function readPlain(token: Token, place: number): void {
    const before = tokens[place];
    if (before) others.delete(before);
    // As long as it must be: to make all of it at once takes longer than the rest of opening a file.
    while (tokens.length <= place) {
      tokens.push(undefined);
      plain.text.push("");
    }
    tokens[place] = token;
    plain.countedIn[place] = 0;
    plain.text[place] = textOfWords(token.stems);
    plain.word[place] = NOT_PLAIN;
    const [word = "", ...more] = token.parts;
    const isPlain = more.length === 0 && token.joined.length === 0;
    if (!isPlain || token.typed.length !== 1 || token.typed[0] !== word) return;
    plain.word[place] = open(word);
    plain.stem[place] = open(token.stems[0] ?? word);
    plain.isStop[place] = isStopWord(word) ? 1 : 0;
  }

  return {
    plain,
    placeOf(token) {
      const { place } = token;
      if (place !== null && tokens[place] !== token) readPlain(token, place);
      return place;
    },
    termsOf(token) {
      if (token.place === null) return read(token);
      let known = others.get(token);
      if (!known) others.set(token, (known = read(token)));
      return known;
    },
    clear() {
      tokens = [];
      plain.text = [];
      others.clear();
    },
  };
}

/** Ends with a blank, so that they can be put one behind the other. */
function textOfWords(words: readonly string[]): string {
  return words.map((word) => `${indexedWords(word)} `).join("");
}
