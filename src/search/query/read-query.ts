import { z } from "zod";
import { tokenise } from "../words/analyse.ts";
import { allOf, anyOf, isEmpty, isLimit, notOf, printQuery, type Query, wordsOf } from "./query.ts";
import { FILTER_NAMES, QUOTES } from "./signs.ts";
import { readTime, SINCE_EXAMPLES } from "./since.ts";

/**
 * What a text asks for: words, "phrases", `-without`, `OR`, groups in parentheses, and the filters
 * `title:`, `org:`, `author:`, `has:code`, `since:` and `before:`. There is no wrong syntax: what
 * cannot be read is words, but for filters with a value that they do not take: they are left out.
 * Words side by side hang together closer than `OR`; limits such as
 * `since:` and `-without` hold for the whole group in which they stand.
 */
export function readQuery(text: string): Query {
  return read(text).query;
}

/** The same, but words alone stay as they were typed: what stands behind the last tells whether it may go on. */
export function readTyped(text: string): Query {
  const { query, unread } = read(text);
  return query.kind === "words" && unread.length === 0 ? { ...query, text } : query;
}

/** The canonical form of a query that was understood in another way than it was typed; else null. */
export function understoodAs(text: string): string | null {
  const { query, asTyped } = read(text);
  return asTyped ? null : printQuery(query);
}

/** A filter that cannot be read, as it was typed, and what it takes instead. */
export interface UnreadFilter {
  written: string;
  takes: string;
}

/** The filters that `readQuery` leaves out, each once. */
export function unreadFilters(text: string): UnreadFilter[] {
  const { unread } = read(text);
  return [...new Map(unread.map((one) => [one.written, one])).values()];
}

/** A query is read up to here; a pasted abstract still fits. */
export const MAX_QUERY_LETTERS = 2000;
const MAX_DEPTH = 5;
/** Each is a search of its own. */
const MAX_ALTERNATIVES = 20;

interface QueryReading {
  query: Query;
  asTyped: boolean;
  unread: UnreadFilter[];
}

function read(typed: string): QueryReading {
  const text = typed.slice(0, MAX_QUERY_LETTERS);
  const tokens = tokensOf(text);
  const reader = { tokens, at: 0, asTyped: typed.trimEnd().length <= text.length };
  const query = readGroup(reader, 0);
  const printed = printQuery(query);
  const isTooMuch =
    countAlternatives(query) > MAX_ALTERNATIVES ||
    printed.length > MAX_QUERY_LETTERS ||
    depthOf(printed) > MAX_DEPTH;
  const unread = tokens.flatMap((token) => ("unread" in token ? [token.unread] : []));
  if (!isTooMuch && (!isEmpty(query) || unread.length > 0))
    return { query, asTyped: reader.asTyped, unread };
  const words = tellingWords(text);
  return {
    query: allOf(words.map((word) => wordsOf([word]))),
    asTyped: words.length === 0,
    unread: [],
  };
}

type QuerySign = z.infer<typeof signSchema>;

const signSchema = z.enum(["(", ")", "-", "OR"]);

type QueryToken =
  | { sign: QuerySign }
  /** What was asked for; whether just as it is written. */
  | { query: Query; asTyped: boolean }
  /** It asks for nothing. */
  | { query: Query; asTyped: false; unread: UnreadFilter };

const OTHER = String.raw`\s()${QUOTES}`;
const FILTER = new RegExp(`^(${FILTER_NAMES}):`, "i");
const TOKEN = new RegExp(
  [
    String.raw`(?<sign>[()]|(?<=^|[\s(-])-(?=[^\s)])|(?<![^${OTHER}])OR(?![^${OTHER}]))`,
    // A filter with a value in quotes; or a phrase.
    String.raw`(?:(?<![^\s(-])(?<filter>[A-Za-z]{3,12}):)?[${QUOTES}](?<quoted>[^${QUOTES}]*)[${QUOTES}]`,
    String.raw`(?<chunk>[^${OTHER}]+)`,
    `(?<stray>[${QUOTES}])`,
  ].join("|"),
  "gu",
);

function tokensOf(text: string): QueryToken[] {
  return [...text.matchAll(TOKEN)].map(({ groups = {} }): QueryToken => {
    const { sign, filter, quoted, chunk = "" } = groups;
    if (sign !== undefined) return { sign: signSchema.parse(sign) };
    if (quoted !== undefined) return phraseOrFilter(filter, quoted);
    if (chunk === "") return { query: NO_QUERY, asTyped: false };
    const name = FILTER.exec(chunk)?.[1];
    return name === undefined
      ? { query: wordsIn(chunk), asTyped: true }
      : filterToken(name, chunk.slice(name.length + 1));
  });
}

function phraseOrFilter(name: string | undefined, quoted: string): QueryToken {
  if (name !== undefined && FILTER.test(`${name}:`)) return filterToken(name, quoted);
  const text = quoted.trim().replace(/\s+/gu, " ");
  const before = name === undefined ? NO_QUERY : wordsIn(name);
  if (tokenise(text).length === 0) return { query: before, asTyped: !isEmpty(before) };
  return { query: allOf([before, { kind: "phrase", text }]), asTyped: true };
}

function filterToken(name: string, value: string): QueryToken {
  const query = filterOf(name.toLowerCase(), value.trim().replace(/\s+/gu, " "));
  if (query) return { query, asTyped: true };
  // "Before:" with nothing behind it is more likely a word and its colon.
  if (value.trim() === "") return { query: wordsIn(name), asTyped: false };
  return { query: NO_QUERY, asTyped: false, unread: unreadFilter(name.toLowerCase(), value) };
}

function unreadFilter(name: string, value: string): UnreadFilter {
  const isTime = name === "since" || name === "before";
  const takes = isTime ? SINCE_EXAMPLES : name === "has" ? "code" : "words";
  return { written: `${name}:${value.trim()}`, takes };
}

function filterOf(name: string, text: string): Query | null {
  if (name === "has") return text.toLowerCase() === "code" ? { kind: "code" } : null;
  if (name === "since" || name === "before") {
    const time = readTime(text);
    return time === null ? null : { kind: name, time };
  }
  if (tokenise(text).length === 0) return null;
  if (name === "title" || name === "author") return { kind: name, text };
  return { kind: "organisation", text };
}

const NO_QUERY = allOf([]);

interface TokenReader {
  tokens: QueryToken[];
  at: number;
  asTyped: boolean;
}

interface QueryPart {
  query: Query;
  /** In parentheses of its own. */
  isGroup: boolean;
}

/** Reads up to the end of the group, which is the end of the text where nobody closed it. */
function readGroup(reader: TokenReader, depth: number): Query {
  const alternatives: QueryPart[][] = [[]];
  for (;;) {
    const token = reader.tokens[reader.at];
    if (!token) {
      if (depth > 0) reader.asTyped = false;
      break;
    }
    if ("sign" in token && token.sign === ")") {
      if (depth > 0) {
        reader.at += 1;
        break;
      }
      reader.at += 1;
      reader.asTyped = false;
    } else if ("sign" in token && token.sign === "OR") {
      reader.at += 1;
      alternatives.push([]);
    } else {
      const part = readPart(reader, depth);
      if (!isEmpty(part.query)) alternatives.at(-1)?.push(part);
    }
  }
  const filled = alternatives.filter((parts) => parts.length > 0);
  if (filled.length < alternatives.length && alternatives.length > 1) reader.asTyped = false;
  return alternativesOf(filled, reader);
}

function readPart(reader: TokenReader, depth: number): QueryPart {
  const token = reader.tokens[reader.at];
  if (!token || ("sign" in token && (token.sign === ")" || token.sign === "OR"))) {
    // A minus before nothing.
    reader.asTyped = false;
    return { query: NO_QUERY, isGroup: false };
  }
  reader.at += 1;
  if ("query" in token) {
    reader.asTyped &&= token.asTyped;
    return { query: token.query, isGroup: false };
  }
  if (token.sign === "-") {
    // However many there are, they say "without".
    while (isMinus(reader.tokens[reader.at])) reader.at += 1;
    const { query } = readPart(reader, depth);
    return { query: isEmpty(query) ? query : notOf(query), isGroup: false };
  }
  if (depth < MAX_DEPTH) return { query: readGroup(reader, depth + 1), isGroup: true };
  reader.asTyped = false;
  return { query: NO_QUERY, isGroup: false };
}

function isMinus(token: QueryToken | undefined): boolean {
  return token !== undefined && "sign" in token && token.sign === "-";
}

/** Limits that stand beside something count for all alternatives. */
function alternativesOf(alternatives: readonly QueryPart[][], reader: TokenReader): Query {
  if (alternatives.length < 2) return allOf((alternatives[0] ?? []).map(({ query }) => query));
  const limits: Query[] = [];
  const contents = alternatives.map((parts) => {
    const { own = [], content = [] } = Object.groupBy(parts, ({ query, isGroup }) =>
      !isGroup && isLimit(query) ? "own" : "content",
    );
    if (content.length === 0) return allOf(parts.map(({ query }) => query));
    limits.push(...own.map(({ query }) => query));
    return allOf(content.map(({ query }) => query));
  });
  if (limits.length > 0) reader.asTyped = false;
  return allOf([anyOf(contents), ...limits]);
}

function wordsIn(text: string): Query {
  const words = tellingWords(text);
  return words.length === 0 ? NO_QUERY : wordsOf(words);
}

/** The written words that say something, in a form in which none is a sign of the language. */
function tellingWords(text: string): string[] {
  return text
    .replace(new RegExp(`[()${QUOTES}]`, "gu"), " ")
    .split(/\s+/u)
    .map((word) => word.replace(/^-+/, ""))
    .flatMap((word) => (FILTER.test(word) ? word.split(":") : [word]))
    .map((word) => word.replace(/^-+/, ""))
    .map((word) => (word === "OR" ? "or" : word))
    .filter((word) => tokenise(word).length > 0);
}

function countAlternatives(query: Query): number {
  if (query.kind !== "all" && query.kind !== "any") return 0;
  const within = query.queries.reduce((sum, one) => sum + countAlternatives(one), 0);
  return within + (query.kind === "any" ? query.queries.length : 0);
}

function depthOf(printed: string): number {
  let [depth, deepest] = [0, 0];
  for (const sign of printed.replace(/"[^"]*"/g, "").match(/[()]/g) ?? []) {
    depth += sign === "(" ? 1 : -1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
