import type { HitOrder } from "../index/hit-order.ts";
import { allOf, notOf, printQuery, type Query } from "../query/query.ts";
import { MAX_QUERY_LETTERS } from "../query/read-query.ts";
import { isStopWord } from "../words/stop-words.ts";
import type { KnownNames } from "./known-names.ts";
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
  known: KnownNames;
  today: Temporal.PlainDate;
}

/**
 * Reads people, places, times, orders and exceptions out of a text; what belongs to the query language
 * stays as it is, and so does whatever stands so in a title. A text that says nothing of the kind is
 * given back as it was typed.
 */
export function readQuestion(typed: string, context: QuestionContext): Question {
  const asTyped: Question = { text: typed, order: "best", isRead: false };
  if (typed.length > MAX_QUERY_LETTERS) return asTyped;
  const words = typedWords(typed);
  const isTitle = words.length > 1 && context.known.isInTitle(typed);
  if (isTitle || words.length > MAX_WORDS) return asTyped;
  const parts = withExceptions(readParts(words, context), context);
  const meant = parts.filter((part) => "read" in part);
  if (meant.length === 0) return asTyped;
  const text = [...wordsLeft(parts), ...meant.flatMap(({ queries }) => queries.map(printed))];
  return {
    text: text.join(" "),
    order: meant.some(({ order }) => order) ? "newest" : "best",
    isRead: true,
  };
}

/** A longer text is a pasted one: nobody asks so. */
const MAX_WORDS = 40;

/** A word that stands as it is, or what some words mean. */
type Part = { word: TypedWord } | MeaningPart;

interface MeaningPart {
  read: true;
  queries: Query[];
  order?: "newest";
}

function readParts(words: readonly TypedWord[], context: QuestionContext): Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < words.length;) {
    const found = readFrom(words, at, context);
    if (found && !isAsInTitle(words, at, at + found.length, context.known)) {
      parts.push({
        read: true,
        queries: found.queries,
        ...(found.order && { order: found.order }),
      });
      at += found.length;
    } else {
      const word = words[at];
      if (word) parts.push({ word });
      at += 1;
    }
  }
  return parts;
}

interface Found {
  length: number;
  queries: Query[];
  order?: "newest";
}

function readFrom(
  words: readonly TypedWord[],
  at: number,
  { known, today }: QuestionContext,
): Found | null {
  const rest = words.slice(at);
  const plain = rest.map((word) => word.plain);
  const [first] = rest;
  if (first && IS_FORMULA.test(first.written) && known.isSaid(first.written))
    return { length: 1, queries: [{ kind: "phrase", text: first.written }] };
  if (plain[0] === undefined || plain[0] === "") return null;
  const order = readOrder(plain);
  if (order) return { ...order, queries: [] };
  const end = plain.indexOf("");
  const time = readTimeWords(end === -1 ? plain : plain.slice(0, end), today);
  if (time) return { length: time.length, queries: time.limits };
  if (/^(?:by|from)$/.test(plain[0])) return readAfterBy(rest, known);
  return (
    readBeforeEtAl(rest, { known, today }) ?? readName(rest, { isAll: words.length === 1, known })
  );
}

function readOrder([first = "", second = "", third = ""]: readonly string[]):
  | (Pick<Found, "length"> & { order: "newest" })
  | null {
  if (first === "newest" && second === "first") return { length: 2, order: "newest" };
  if (
    /^(?:the|most)$/.test(first) &&
    /^(?:newest|latest|recent)$/.test(second) &&
    !isRecentNoun(third)
  )
    return { length: 2, order: "newest" };
  const isOrder = first === "newest" || first === "latest" || first === "recent";
  return isOrder && !isRecentNoun(second) ? { length: 1, order: "newest" } : null;
}

/** "Recent advances in …" is what surveys are called. */
function isRecentNoun(word: string): boolean {
  return /^(?:advances?|progress|developments?|trends?|past|years?)$/.test(word);
}

/** Whether some words stand so in a title, with the words around them. */
function isAsInTitle(
  words: readonly TypedWord[],
  from: number,
  to: number,
  known: KnownNames,
): boolean {
  const around = words.slice(Math.max(0, from - 1), to + 1).map(({ written }) => written);
  return around.length > 1 && known.isInTitle(around.join(" "));
}

const EXCEPT =
  /^(?:but not|without|except|except for|excluding|other than|and not|not about|but no)(?: (?:about|for|on|by))?$/;
const LONGEST_SIGN = 3;
const MAX_EXCEPTED_WORDS = 4;

/** Puts "A but not B" in the place of what it says, with A before it. */
function withExceptions(parts: readonly Part[], { known }: QuestionContext): Part[] {
  const read: Part[] = [];
  for (let at = 0; at < parts.length;) {
    const found = read.length === 0 ? null : readException(parts, at);
    if (found && !isExceptionInTitle(found.written, known)) {
      read.push({ read: true, queries: found.queries });
      at += found.length;
    } else {
      read.push(...parts.slice(at, at + 1));
      at += 1;
    }
  }
  return read;
}

interface Exception {
  length: number;
  queries: Query[];
  /** The sign, and the first word behind it. */
  written: string;
}

function readException(parts: readonly Part[], at: number): Exception | null {
  const sign = signAt(parts, at);
  const [first] = parts.slice(at);
  if (sign === 0 || !first) return null;
  const next = parts[at + sign];
  const written = (some: readonly Part[]) =>
    some.flatMap((part) => ("word" in part ? [part.word.written] : [])).join(" ");
  if (next && "read" in next && next.queries.length > 0)
    return {
      length: sign + 1,
      queries: [notOf(allOf(next.queries))],
      written: "",
    };
  const behind = parts.slice(at + sign);
  const end = behind.findIndex((part) => "read" in part || part.word.plain === "");
  const named = (end === -1 ? behind : behind.slice(0, end)).flatMap((part) =>
    "word" in part ? [part.word] : [],
  );
  const items = itemsOf(named);
  if (items.length === 0 || items.some((item) => item.length > MAX_EXCEPTED_WORDS)) return null;
  // How something is done, and no subject: "learning without forgetting".
  const isManner = items.every((item) => item.length === 1 && /..ing$/.test(item[0] ?? ""));
  if (isManner && "word" in first && first.word.plain === "without") return null;
  return {
    length: sign + named.length,
    queries: items.map((item) => notOf(exceptedWords(item))),
    written: written(parts.slice(at, at + sign + 1)),
  };
}

/** How many words from there on say that something is left out; 0 for none. */
function signAt(parts: readonly Part[], at: number): number {
  for (let length = LONGEST_SIGN; length > 0; length--) {
    const words = parts
      .slice(at, at + length)
      .map((part) => ("word" in part ? part.word.plain : ""));
    if (words.length === length && EXCEPT.test(words.join(" "))) return length;
  }
  return 0;
}

/** "B, C or D" is three. */
function itemsOf(words: readonly TypedWord[]): string[][] {
  const items: string[][] = [[]];
  for (const { plain, endsPart } of words) {
    if (plain === "or" || plain === "and" || plain === "nor") items.push([]);
    else items.at(-1)?.push(plain);
    if (endsPart) items.push([]);
  }
  return items.map((item) => trimmed(item)).filter((item) => item.length > 0);
}

function trimmed(item: readonly string[]): string[] {
  const first = item.findIndex((word) => !isFiller(word));
  const last = item.findLastIndex((word) => !isFiller(word));
  return first === -1 ? [] : item.slice(first, last + 1);
}

function exceptedWords(item: readonly string[]): Query {
  const text = item.join(" ");
  return item.length === 1 ? { kind: "words", text } : { kind: "phrase", text };
}

function isExceptionInTitle(written: string, known: KnownNames): boolean {
  return written !== "" && known.isInTitle(written);
}

/** Words of the asking, not of what is asked: "papers", "show me", "work on". */
const FILLERS = new Set(
  "paper papers article articles preprint preprints publication publications work works research find list search please".split(
    " ",
  ),
);

function isFiller(plain: string): boolean {
  return FILLERS.has(plain) || isStopWord(plain);
}

/** The words that are asked for, without those that only lead to them. */
function wordsLeft(parts: readonly Part[]): string[] {
  const isFillerPart = (part: Part) =>
    "read" in part || (part.word.plain !== "" && isFiller(part.word.plain));
  const first = parts.findIndex((part) => !isFillerPart(part));
  const last = parts.findLastIndex((part) => !isFillerPart(part));
  if (first === -1) return [];
  return parts
    .slice(first, last + 1)
    .flatMap((part) => ("word" in part ? [part.word.written.replace(/[,;:]+$/, "")] : []));
}

function printed(query: Query): string {
  return query.kind === "any" ? `(${printQuery(query)})` : printQuery(query);
}
