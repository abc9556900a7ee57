import type { Paper } from "../../papers/paper.ts";
import { rootOf, stem, type Token, tokenise } from "../words/analyse.ts";
import { eachField, type Field, FIELDS, type MatchedWords } from "../words/paper-fields.ts";
import type { Query } from "./query.ts";
import { lettersOf } from "../words/letters.ts";
import { comparableText, shownTokens } from "../words/read-paper.ts";
import { firstDay } from "./since.ts";
import { joinCompounds, type PlacedWord, stemsOf } from "../words/terms.ts";
import { isStopWord } from "../words/stop-words.ts";

/** A paper that queries are compared with. Its text is read once, when a query first needs it. */
export interface QueriedPaper {
  paper: Paper;
  /** Null where the paper does not have all the words. */
  wordsFor(text: string, how: { asPhrase: boolean; field?: Field }): MatchedWords | null;
}

/**
 * Whether all that a query asks for is true of a paper, word for word: an inflection of a word is
 * the word, and everything else is not. Times count back from `today`.
 */
export function matchesQuery(
  query: Query,
  queried: QueriedPaper,
  today: Temporal.PlainDate,
): boolean {
  if (query.kind === "all") return query.queries.every((one) => matchesQuery(one, queried, today));
  if (query.kind === "any") return query.queries.some((one) => matchesQuery(one, queried, today));
  if (query.kind === "not") return !matchesQuery(query.query, queried, today);
  return wordsMatching(query, queried, today) !== null;
}

/**
 * The words of a paper that match a query without parts: none where that is not about words, such as
 * `has:code`; null where the paper does not match.
 */
export function wordsMatching(
  query: Exclude<Query, { kind: "all" | "any" | "not" }>,
  queried: QueriedPaper,
  today: Temporal.PlainDate,
): MatchedWords | null {
  const { paper } = queried;
  switch (query.kind) {
    case "words":
      return queried.wordsFor(query.text, { asPhrase: false });
    case "phrase":
      return queried.wordsFor(query.text, { asPhrase: true });
    case "title":
    case "organisation":
      return queried.wordsFor(query.text, { asPhrase: true, field: query.kind });
    case "author":
      return (paper.authors ?? []).some((name) => isNamed(name, query.text)) ? NO_WORDS : null;
    case "code":
      return paper.links.some(({ kind }) => kind === "code") ? NO_WORDS : null;
    case "since":
    case "before":
    default: {
      const day = paper.published?.precision === "day" ? paper.published.date : null;
      const isSince = day !== null && day >= firstDay(query.time, today);
      return day !== null && isSince === (query.kind === "since") ? NO_WORDS : null;
    }
  }
}

const NO_WORDS: MatchedWords = { words: [], fields: [] };

/** To read a paper takes much longer than to see that it cannot have the letters of a word. */
export function queriedPaper(paper: Paper): QueriedPaper {
  let letters: string | null | undefined;
  let texts: Record<Field, FieldText> | undefined;
  return {
    paper,
    wordsFor(text, { asPhrase, field }) {
      const wanted = runsWanted(text, asPhrase);
      if (letters === undefined) letters = lettersOf(comparableText(paper));
      if (!wanted.every((one) => mayHave(letters ?? null, one))) return null;
      const read = (texts ??= fieldTextsOf(paper));
      const found = wanted.map((one) => firstRuns(read, field ? [field] : FIELDS, one));
      if (found.length === 0 || found.some((one) => one.words.length === 0)) return null;
      const where = found.flatMap((one) => one.fields);
      return {
        words: [...new Set(found.flatMap(({ words }) => words))],
        fields: FIELDS.filter((one) => where.includes(one)),
      };
    },
  };
}

/** The stems of a field run together, so that `pre-trained` and `pretrained` are the same. */
interface FieldText {
  stems: string;
  /** By where a stem begins: its number. One more for the end. */
  starts: Map<number, number>;
  words: PlacedWord[];
}

function fieldTextsOf(paper: Paper): Record<Field, FieldText> {
  const tokens = shownTokens(paper);
  return eachField((field) => fieldTextOf(tokens[field]));
}

function fieldTextOf(tokens: readonly Token[]): FieldText {
  const stems: string[] = [];
  const starts = new Map([[0, 0]]);
  const words: PlacedWord[] = [];
  let length = 0;
  for (const [token, { parts }] of tokens.entries())
    for (const word of parts) {
      const stemmed = stem(word);
      stems.push(stemmed);
      words.push({ word, token, parts: parts.length });
      starts.set((length += stemmed.length), words.length);
    }
  return { stems: stems.join(""), starts, words };
}

/** A phrase is one thing to look for; of words each is, and those that say nothing are none. */
function runsWanted(text: string, asPhrase: boolean): string[][] {
  const tokens = tokenise(text);
  if (asPhrase) return [stemsOf(tokens)];
  const telling = tokens.filter(({ written }) => !isStopWord(written));
  return (telling.length > 0 ? telling : tokens).map(({ parts }) => parts.map(stem));
}

function firstRuns(
  texts: Record<Field, FieldText>,
  among: readonly Field[],
  wanted: readonly string[],
): MatchedWords {
  const found = among.map((field) => ({ field, words: runIn(texts[field], wanted.join("")) }));
  return {
    words: found.flatMap(({ words }) => words),
    fields: found.flatMap(({ field, words }) => (words.length > 0 ? [field] : [])),
  };
}

/** The words of the first run of whole words that has just these stems. */
function runIn({ stems, starts, words }: FieldText, wanted: string): string[] {
  if (wanted === "") return [];
  for (let at = stems.indexOf(wanted); at !== -1; at = stems.indexOf(wanted, at + 1)) {
    const [from, to] = [starts.get(at), starts.get(at + wanted.length)];
    if (from === undefined || to === undefined) continue;
    return joinCompounds(words.slice(from, to));
  }
  return [];
}

function mayHave(letters: string | null, [first = ""]: readonly string[]): boolean {
  return letters === null || letters.includes(rootOf(first));
}

/** Every word of `wanted` is in the name, in any order: "Lovelace, Ada". */
function isNamed(name: string, wanted: string): boolean {
  const names = new Set(namesIn(name));
  return namesIn(wanted).every((one) => names.has(one));
}

function namesIn(text: string): string[] {
  return tokenise(text).map(({ parts }) => parts.join(""));
}
