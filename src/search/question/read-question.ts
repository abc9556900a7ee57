import type { HitOrder } from "../index/hit-order.ts";
import { printQuery, type Query } from "../query/query.ts";
import { MAX_QUERY_LETTERS } from "../query/read-query.ts";
import { withExceptions } from "./exceptions.ts";
import type { CorpusWords } from "./corpus-words.ts";
import { isFiller, isLeading, type Meaning, type Part } from "./parts.ts";
import { namesMended } from "./name-slips.ts";
import { readAfterBy, readBeforeEtAl, readName } from "./people.ts";
import { readTimeWords } from "./times.ts";
import { IS_FORMULA, type TypedWord, typedWords } from "./typed-words.ts";

/** What somebody means by a text in plain English. */
export interface Question {
  /** The same in the query language. The end tells whether the last word may go on. */
  text: string;
  order: HitOrder;
  /** Whether anything but the words themselves was understood. */
  isRead: boolean;
}

/** Where names and times come from. */
export interface QuestionContext {
  known: CorpusWords;
  today: Temporal.PlainDate;
}

/** Who types more describes something, or has pasted it. */
const MAX_WORDS = 16;

/**
 * Reads people, places, times, orders and exceptions out of a text; what belongs to the query language
 * stays as it is, and so does whatever stands so in a title. A text that says nothing of the kind is
 * given back as it was typed.
 */
export function readQuestion(typed: string, context: QuestionContext): Question {
  const asTyped: Question = { text: typed, order: "best", isRead: false };
  if (typed.length > MAX_QUERY_LETTERS) return asTyped;
  const words = typedWords(typed);
  if (words.length > MAX_WORDS || hasAlternatives(words) || isTitle(words, typed, context))
    return asTyped;
  const parts = withLoneYear(
    withExceptions(readWithNames(words, context), context.known),
    context.today,
  );
  const meant = parts.filter((part) => "queries" in part);
  if (meant.length === 0) return asTyped;
  const text = [...wordsLeft(parts), ...meant.flatMap(({ queries }) => queries.map(printed))];
  return {
    text: text.join(" "),
    order: meant.some(({ order }) => order) ? "newest" : "best",
    isRead: true,
  };
}

/** A year of which nothing is asked but papers, as in "newest papers 2024", is their time. */
function withLoneYear(parts: readonly Part[], today: Temporal.PlainDate): readonly Part[] {
  const [word, another] = wordsLeft(parts);
  if (word === undefined || another !== undefined || !/^(?:19|20)\d\d$/.test(word)) return parts;
  const time = readTimeWords(["in", word], today);
  return time ? [...parts.filter((part) => "queries" in part), { queries: time.limits }] : parts;
}

/** Of alternatives and of a group that is left out, nothing can be taken without changing the rest. */
function hasAlternatives(words: readonly TypedWord[]): boolean {
  return words.some(
    ({ written }, at) =>
      written === "OR" || (/^-+$/.test(written) && words[at + 1]?.written === "("),
  );
}

function isTitle(words: readonly TypedWord[], typed: string, { known }: QuestionContext): boolean {
  return words.length > 1 && known.isInTitle(typed);
}

/** With slips in names mended, where all of these are read as names: a name is no slip of a word. */
function readWithNames(words: readonly TypedWord[], context: QuestionContext): Part[] {
  const mended = namesMended(words, context.known);
  const slips = mended.filter((word, at) => word !== words[at]);
  if (slips.length > 0) {
    const parts = readParts(mended, context);
    if (!parts.some((part) => "word" in part && slips.includes(part.word))) return parts;
  }
  return readParts(words, context);
}

function readParts(words: readonly TypedWord[], context: QuestionContext): Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < words.length;) {
    const found = readFrom(words, at, context);
    const word = words[at];
    if (found && !isAsInTitle(words, at, at + found.length, context.known)) {
      const { length, ...meaning } = found;
      parts.push(meaning);
      at += length;
    } else {
      if (word) parts.push({ word });
      at += 1;
    }
  }
  return parts;
}

/** What the words from there on mean, and how many of them say it. */
type Found = Meaning & { length: number };

function readFrom(words: readonly TypedWord[], at: number, context: QuestionContext): Found | null {
  const { known, today } = context;
  const rest = words.slice(at);
  const [first] = rest;
  if (!first) return null;
  if (IS_FORMULA.test(first.written) && known.isSaid(first.written))
    return { length: 1, queries: [{ kind: "phrase", text: first.written }] };
  if (/^https?:\/\//i.test(first.written)) return linkRead(first.written);
  if (first.plain === "") return null;
  // "This week's papers" are those of this week.
  const plain = rest.map((word) => word.plain.replace(/['’]s$/, ""));
  const order = readOrder(plain);
  if (order > 0) return { length: order, queries: [], order: "newest" };
  const end = plain.indexOf("");
  const time = readTimeWords(end === -1 ? plain : plain.slice(0, end), today);
  if (time) return { length: time.length, queries: time.limits };
  if (/^(?:by|from)$/.test(first.plain)) return readAfterBy(rest, context);
  return readBeforeEtAl(rest, context) ?? readName(rest, { isAll: words.length === 1, ...context });
}

/** Of a link that names no paper what its path says; "https" and the host are in many texts. */
function linkRead(written: string): Found | null {
  const text = (URL.parse(written)?.pathname ?? "").replace(/[^\p{L}\p{N}.-]+/gu, " ").trim();
  return text === "" ? null : { length: 1, queries: [{ kind: "words", text }] };
}

function isOrder(word: string): boolean {
  return /^(?:newest|latest|recent)$/.test(word);
}

/** How many words say that the newest shall come first; 0 for none. */
function readOrder([first = "", second = "", third = ""]: readonly string[]): number {
  if (first === "newest" && second === "first") return 2;
  if (/^(?:the|most)$/.test(first) && isOrder(second)) return isWhatIsRecent(third) ? 0 : 2;
  return isOrder(first) && !isWhatIsRecent(second) ? 1 : 0;
}

/** "Recent advances in …" is what surveys are called. */
function isWhatIsRecent(word: string): boolean {
  return /^(?:advances?|progress|developments?|trends?|past|years?)$/.test(word);
}

/** Whether some words stand so in a title, with the words around them. */
function isAsInTitle(
  words: readonly TypedWord[],
  from: number,
  to: number,
  known: CorpusWords,
): boolean {
  const around = words.slice(Math.max(0, from - 1), to + 1).map(({ written }) => written);
  return around.length > 1 && known.isInTitle(around.join(" "));
}

/** Whether it only stands around the words that are asked for; `isAround` judges words. */
function isAside(part: Part, isAround: (plain: string) => boolean): boolean {
  return "queries" in part || (part.word.plain !== "" && isAround(part.word.plain));
}

/** The words that are asked for, without those that only lead to them. */
function wordsLeft(parts: readonly Part[]): string[] {
  const first = parts.findIndex((part) => !isAside(part, isLeading));
  const last = parts.findLastIndex((part) => !isAside(part, isFiller));
  if (first === -1) return [];
  return parts
    .slice(first, last + 1)
    .flatMap((part) => ("word" in part ? [part.word.written.replace(/[,;:?!]+$/, "")] : []));
}

function printed(query: Query): string {
  return query.kind === "any" ? `(${printQuery(query)})` : printQuery(query);
}
