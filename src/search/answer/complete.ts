import { fold } from "../../papers/text/fold.ts";
import { namedQuery } from "../query/named-query.ts";
import { matchesQuery, queriedPaper } from "../query/matches-query.ts";
import { FILTER_NAMES, QUOTES } from "../query/signs.ts";
import type { Suggestion } from "./suggest.ts";
import { readQuery } from "../query/read-query.ts";
import type { CompleteNames } from "./complete-names.ts";
import type { Suggester } from "./suggest.ts";

/**
 * Completes a query while it is typed. Where it has signs of the language, the word, phrase or name at
 * its end is completed and the rest stands; papers are then those for which the rest holds, or
 * whose titles begin just as was typed.
 */
export function createComplete(
  suggest: Suggester,
  completeNames: CompleteNames,
  today: () => Temporal.PlainDate,
): Suggester {
  return (text, limit) => {
    const name = text.length > MAX_COMPLETED_LETTERS ? null : readOpenName(text);
    if (!name) return completeWords(text, limit);
    const { before, kind, begun } = name;
    const names = completeNames(kind, begun, limit).map((one): Suggestion => ({
      kind: "words",
      text: before + namedQuery(kind, one),
    }));
    // Without quotes only the first word is the name for sure: what follows may be words again.
    const isAll = names.length > 0 && (name.isQuoted || !/\s/u.test(begun));
    return isAll ? names : [...names, ...completeWords(text, limit)].slice(0, limit);
  };

  function completeWords(text: string, limit: number): Suggestion[] {
    const end = text.length > MAX_COMPLETED_LETTERS ? null : readEnd(text);
    if (!end) return suggest(text, limit);
    const { before, others, begun, kind } = end;
    if (kind === "has" && "code".startsWith(begun.toLowerCase()))
      return [{ kind: "words", text: `${before}code` }];
    if (kind === "has" || kind === "time" || kind === "author") return [];

    const ofEnd = begun === "" ? [] : suggest(begun, limit);
    const words = ofEnd.flatMap((one) => (one.kind === "words" ? [one.text] : []));
    const rest = readQuery(/(?:^|\s)OR\s/.test(others) ? "" : others);
    const typed = fold(text.trim());
    const papers = [...suggest(text, limit), ...ofEnd].flatMap((one) =>
      one.kind === "paper" ? [one.paper] : [],
    );
    const fitting = [...new Set(papers)].filter(
      (paper) =>
        fold(paper.displayTitle).startsWith(typed) ||
        (kind !== "without" && matchesQuery(rest, queriedPaper(paper), today())),
    );
    const room = Math.max(0, limit - words.length);
    return [
      ...fitting.slice(0, room).map((paper): Suggestion => ({ kind: "paper", paper })),
      ...words
        .slice(0, limit)
        .map((one): Suggestion => ({ kind: "words", text: before + closed(one, end) })),
    ];
  }
}

const MAX_COMPLETED_LETTERS = 500;

/** What is being typed at the end of a query, and everything before it. */
interface QueryEnd {
  before: string;
  /** `before` without the sign that what is being typed belongs to. */
  others: string;
  begun: string;
  kind: "words" | "phrase" | "filter" | "without" | "has" | "time" | "author";
}

/** The name of an author or an organisation that is being typed at the end of a query. */
interface OpenName {
  before: string;
  kind: "author" | "organisation";
  begun: string;
  isQuoted: boolean;
}

const OPEN_NAME = new RegExp(
  String.raw`^(.*(?<![^\s(-]))(author|org|organi[sz]ation):([${QUOTES}]?)([^()${QUOTES}]*)$`,
  "isu",
);

function readOpenName(text: string): OpenName | null {
  const [, before, sign, quote, begun] = OPEN_NAME.exec(text) ?? [];
  if (before === undefined || sign === undefined || begun === undefined) return null;
  const kind = sign.toLowerCase() === "author" ? "author" : "organisation";
  return { before, kind, begun, isQuoted: quote !== "" };
}

const FILTER_SIGN = `-?(?:${FILTER_NAMES}):`;
/** A filter or an exclusion that goes on to the end. */
const OPEN_SIGN = new RegExp(
  String.raw`^(.*(?<![^\s(])(${FILTER_SIGN}|-))([^\s()${QUOTES}]*)$`,
  "isu",
);
/** The last sign before words that go on to the end. */
const AFTER_SIGN = new RegExp(
  String.raw`^(.*(?:[()${QUOTES}]|(?<!\S)OR\s|(?<![^\s(])(?:${FILTER_SIGN}|-)\S*\s)\s*)(.*)$`,
  "su",
);

/** Null where nothing but words is typed. */
function readEnd(text: string): QueryEnd | null {
  const [, head, sign, value = ""] = OPEN_SIGN.exec(text) ?? [];
  if (head !== undefined && sign !== undefined)
    return {
      before: head,
      others: head.slice(0, -sign.length),
      begun: value,
      kind: kindOf(sign.toLowerCase()),
    };
  const [, before, begun = ""] = AFTER_SIGN.exec(text) ?? [];
  if (before === undefined) return null;
  const quotes = before.match(new RegExp(`[${QUOTES}]`, "gu")) ?? [];
  return { before, others: before, begun, kind: quotes.length % 2 === 1 ? "phrase" : "words" };
}

function kindOf(sign: string): QueryEnd["kind"] {
  if (sign === "-") return "without";
  const name = sign.replace(/^-/, "").slice(0, -1);
  if (name === "has" || name === "author") return name;
  return name === "since" || name === "before" ? "time" : "filter";
}

/** So that all of a completion belongs to the sign before it. */
function closed(words: string, { kind }: QueryEnd): string {
  if (kind === "phrase") return `${words}"`;
  const isOne = kind === "words" || !words.includes(" ");
  return isOne ? words : `"${words}"`;
}
