import { allOf, notOf, type Query } from "../query/query.ts";
import type { CorpusWords } from "./corpus-words.ts";
import { isFiller, type Part } from "./parts.ts";
import type { TypedWord } from "./typed-words.ts";

const SIGN =
  /^(?:but not|but no|without|except|except for|excluding|other than|and not|not about|(?:but )?neither)(?: (?:about|for|on))?$/;
const LONGEST_SIGN = 3;
const MAX_EXCEPTED_WORDS = 4;
/** Who says more before a "without" describes how something is done. */
const MAX_WORDS_BEFORE_WITHOUT = 3;

/** Puts what "A but not B" leaves out in the place of its words, with A before it. */
export function withExceptions(parts: readonly Part[], known: CorpusWords): Part[] {
  const read: Part[] = [];
  for (let at = 0; at < parts.length;) {
    const found = readException(parts, at, known);
    if (found) read.push({ queries: found.queries });
    else read.push(...parts.slice(at, at + 1));
    at += found?.length ?? 1;
  }
  return read;
}

interface Exception {
  length: number;
  queries: Query[];
}

function readException(parts: readonly Part[], at: number, known: CorpusWords): Exception | null {
  const kinds = readNoKind(parts, at, known);
  if (kinds) return kinds;
  const sign = signAt(parts, at);
  const next = parts[at + sign];
  if (sign === 0 || !next) return null;
  if ("queries" in next)
    return next.queries.length === 0
      ? null
      : { length: sign + 1, queries: [notOf(allOf(next.queries))] };
  if (at === 0 || NOT_LEFT_OUT.test(next.word.plain)) return null;
  const behind = untilAddition(wordsUntilMeaning(parts.slice(at + sign)));
  const items = itemsOf(behind);
  if (items.length === 0 || items.some((item) => item.length > MAX_EXCEPTED_WORDS)) return null;
  const signWords = wordsUntilMeaning(parts.slice(at, at + sign)).map(({ plain }) => plain);
  if (signWords.includes("neither") && !behind.some(({ plain }) => plain === "nor")) return null;
  const beginning = [...signWords, next.word.plain].join(" ");
  const [before] = wordsUntilMeaning(parts.slice(at - 1, at));
  const isDoing =
    at > MAX_WORDS_BEFORE_WITHOUT || (/..ing$/.test(before?.plain ?? "") && !isField(parts, at));
  const isManner = isDoing || items.some((item) => isHowItIsDone(item, known));
  if (known.isInTitle(beginning) || (signWords[0] === "without" && isManner)) return null;
  return { length: sign + behind.length, queries: items.map((item) => notOf(excepted(item))) };
}

/** As in "no surveys on A" and "A, no surveys or reviews": only what papers are is left out so. */
function readNoKind(parts: readonly Part[], at: number, known: CorpusWords): Exception | null {
  const [no, ...behind] = wordsUntilMeaning(parts.slice(at));
  if (no?.plain !== "no") return null;
  const to = behind.findIndex(({ plain }) => /^(?:on|about|of|in|for|with)$/.test(plain));
  const kinds = to === -1 ? behind : behind.slice(0, to);
  const items = itemsOf(kinds);
  const areKinds = items.every(([kind = "", more]) => KIND.test(kind) && more === undefined);
  if (items.length === 0 || !areKinds || known.isInTitle(`no ${kinds[0]?.plain}`)) return null;
  // Nobody asks for all that there is but surveys.
  if (at === 0 && to === -1) return null;
  const length = 1 + kinds.length + (at === 0 ? 1 : 0);
  return { length, queries: items.map((item) => notOf(excepted(item))) };
}

/** What a paper may be, rather than what it is about. */
const KIND = /^(?:surveys?|reviews?|overviews?|tutorials?|benchmarks?|datasets?|books?|thes[ei]s)$/;

/** "Not only A" has A in it. */
const NOT_LEFT_OUT = /^(?:only|just|merely|necessarily)$/;

/** Up to what says more of all that is asked: in "A but not B, for C" nobody leaves out C. */
function untilAddition(words: readonly TypedWord[]): readonly TypedWord[] {
  const end = words.findIndex(
    ({ plain }, i) => words[i - 1]?.endsPart && /^(?:for|in|on|with|about|using|at)$/.test(plain),
  );
  return end === -1 ? words : words.slice(0, end);
}

/** "Federated learning" and "graph learning" are subjects; "learning" alone is what somebody does. */
function isField(parts: readonly Part[], at: number): boolean {
  const [kind, learning] = wordsUntilMeaning(parts.slice(Math.max(0, at - 2), at));
  return learning?.plain === "learning" && kind !== undefined && !isFiller(kind.plain);
}

/** As in "training without labels": it stands so in papers, or is a doing itself and no subject. */
function isHowItIsDone(item: readonly string[], known: CorpusWords): boolean {
  const [first = ""] = item;
  if (known.isSaid(`without ${first}`)) return true;
  return /..ing$/.test(first) && (item.length > 1 || !known.isInTitle(first));
}

/** How many words from there on say that something is left out; 0 for none. */
function signAt(parts: readonly Part[], at: number): number {
  for (let length = LONGEST_SIGN; length > 0; length--) {
    const words = wordsUntilMeaning(parts.slice(at, at + length));
    if (words.length === length && SIGN.test(words.map(({ plain }) => plain).join(" ")))
      return length;
  }
  return isNotAlone(parts, at) || isNotAtEnd(parts, at) ? 1 : 0;
}

const MAX_WORDS_BEFORE_NOT = 3;
const MAX_WORDS_BEHIND_NOT = 2;

/** As in "mamba not vision", where nothing else is said: before a "not" in a sentence there is a small word. */
function isNotAtEnd(parts: readonly Part[], at: number): boolean {
  if (parts.some((part) => !("word" in part) || part.word.plain === "")) return false;
  const words = wordsUntilMeaning(parts).map(({ plain }) => plain);
  const [before, behind] = [words.slice(0, at), words.slice(at + 1)];
  return (
    words[at] === "not" &&
    before.length > 0 &&
    before.length <= MAX_WORDS_BEFORE_NOT &&
    behind.length > 0 &&
    behind.length <= MAX_WORDS_BEHIND_NOT &&
    [...before, ...behind].every((word) => !isFiller(word))
  );
}

/**
 * As in "not by X", "by X not on B" and "A, not B"; any other "not" may be a part of what is asked.
 */
function isNotAlone(parts: readonly Part[], at: number): boolean {
  const [before, not, behind] = [parts[at - 1], parts[at], parts[at + 1]];
  if (!not || !("word" in not) || not.word.plain !== "not" || !behind) return false;
  return "queries" in behind || (before !== undefined && isEnd(before));
}

function isEnd(part: Part): boolean {
  return "queries" in part || part.word.endsPart;
}

/** Up to what has a meaning of its own, or belongs to the query language. */
function wordsUntilMeaning(parts: readonly Part[]): TypedWord[] {
  const end = parts.findIndex((part) => "queries" in part || part.word.plain === "");
  return (end === -1 ? parts : parts.slice(0, end)).flatMap((part) =>
    "word" in part ? [part.word] : [],
  );
}

/** "B, C or D" is three. */
function itemsOf(words: readonly TypedWord[]): string[][] {
  const items: string[][] = [[]];
  for (const { plain, endsPart } of words) {
    if (plain === "or" || plain === "and" || plain === "nor") items.push([]);
    else items.at(-1)?.push(plain);
    if (endsPart) items.push([]);
  }
  return items.map(withoutFillers).filter((item) => item.length > 0);
}

function withoutFillers(item: readonly string[]): string[] {
  const first = item.findIndex((word) => !isFiller(word));
  const last = item.findLastIndex((word) => !isFiller(word));
  return first === -1 ? [] : item.slice(first, last + 1);
}

function excepted(item: readonly string[]): Query {
  return { kind: item.length === 1 ? "words" : "phrase", text: item.join(" ") };
}
