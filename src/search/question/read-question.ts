import type { HitOrder } from "../index/hit-order.ts";
import { printQuery, type Query } from "../query/query.ts";
import { MAX_QUERY_LETTERS } from "../query/read-query.ts";
import { withExceptions } from "./exceptions.ts";
import type { CorpusWords } from "./corpus-words.ts";
import { isFiller, isLeading, type Meaning, type Part } from "./parts.ts";
import { namesMended } from "./name-slips.ts";
import { readAfterBy, readBeforeEtAl, readName } from "./people.ts";
import { readTimeWords } from "./times.ts";
import { isStopWord } from "../words/stop-words.ts";
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
  const parts = withLastYear(withExceptions(readWithNames(words, context), context.known), context);
  const meant = parts.filter((part) => "queries" in part);
  if (meant.length === 0) return asTyped;
  const text = [...wordsLeft(parts), ...meant.flatMap(({ queries }) => queries.map(printed))];
  return {
    text: text.join(" "),
    order: meant.some(({ order }) => order) ? "newest" : "best",
    isRead: true,
  };
}

/**
 * A year of which nothing is asked but papers, as in "newest papers 2024", is their time; so is one at the end,
 * unless papers say it right behind the word before, as they do of a competition.
 */
function withLastYear(parts: readonly Part[], { known, today }: QuestionContext): readonly Part[] {
  const at = parts.findLastIndex((part) => !isAside(part, isFiller));
  const [year, before] = [wordAt(parts, at), wordAt(parts, at - 1)];
  const time = isYear(year?.plain ?? "") ? readTimeWords(["in", year?.plain ?? ""], today) : null;
  if (!year || !time) return parts;
  const isAlone = wordsLeft(parts).length === 1;
  const isLast =
    parts.slice(at + 1).every((part) => "word" in part) &&
    before !== undefined &&
    !isStopWord(before.plain) &&
    /^\p{L}{2}/u.test(before.plain) &&
    !known.isSaid(`${before.plain} ${year.plain}`);
  return isAlone || isLast ? parts.with(at, { queries: time.limits }) : parts;
}

function wordAt(parts: readonly Part[], at: number): TypedWord | undefined {
  const part = parts[at];
  return part && "word" in part ? part.word : undefined;
}

function isYear(word: string): boolean {
  return /^(?:19|20)\d\d$/.test(word);
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
  if (at > 0 && first.plain === "et" && plain[1] === "al") return etAlRead(plain, today);
  return readBeforeEtAl(rest, context) ?? readName(rest, { isAll: words.length === 1, ...context });
}

/** Behind a name that no paper here has: nobody looks for "al". */
function etAlRead([, , year = ""]: readonly string[], today: Temporal.PlainDate): Found {
  const time = isYear(year) ? readTimeWords(["in", year], today) : null;
  return time ? { length: 3, queries: time.limits } : { length: 2, queries: [] };
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

/** "What came out in 2024" asks for nothing but papers; "out of distribution" does. */
function isOfComing(parts: readonly Part[], at: number): boolean {
  const [here, before, behind] = [at, at - 1, at + 1].map((i) => wordAt(parts, i)?.plain ?? "");
  return (isComing(here) && behind === "out") || (here === "out" && isComing(before));
}

function isComing(word = ""): boolean {
  return /^(?:came|come|comes)$/.test(word);
}

/** The words that are asked for, without those that only lead to them. */
function wordsLeft(parts: readonly Part[]): string[] {
  const first = parts.findIndex((part, at) => !isAside(part, isLeading) && !isOfComing(parts, at));
  const last = parts.findLastIndex(
    (part, at) => !isAside(part, isFiller) && !isOfComing(parts, at),
  );
  if (first === -1) return [];
  return parts
    .slice(first, last + 1)
    .flatMap((part) => ("word" in part ? [part.word.written.replace(/[,;:?!]+$/, "")] : []));
}

function printed(query: Query): string {
  return query.kind === "any" ? `(${printQuery(query)})` : printQuery(query);
}
