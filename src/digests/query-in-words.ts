import { cut } from "../messages/layout/budget.ts";
import { day } from "../messages/layout/day.ts";
import { fold } from "../papers/text/fold.ts";
import { isEmpty, isTime, type Query } from "../search/query/query.ts";
import { readQuery, understoodAs } from "../search/query/read-query.ts";
import * as say from "../messages/papers/wording.ts";

interface Named {
  kind: "author" | "organisation";
  text: string;
}

/** A name as it is spelled in some papers may stand there in many other ways. */
const MOST_NAMES = 3;
const LONGEST_TEXT = 80;

/** A query as its reader understands it, without the signs of the query language. Not escaped yet. */
export function inWords(query: Query): string {
  const parts = query.kind === "all" ? query.queries : [query];
  const subjects = parts.filter(isSubject);
  const isOne = subjects.length === 1;
  const about = subjects.map((one) =>
    one.kind === "any" && !isOne ? `(${clause(one)})` : clause(one),
  );
  return say.reading(about, limitsOf(parts));
}

function limitsOf(parts: readonly Query[]) {
  const excepted = parts.flatMap((part) => (part.kind === "not" ? [part.query] : []));
  return {
    whose: [...parts.filter(({ kind }) => kind === "title").map(clause), ...people(parts)],
    except: excepted.map(clause),
    limits: [...parts.filter(({ kind }) => kind === "code").map(clause), ...times(parts)],
  };
}

/** What was typed, in words, where it was understood in another way; else null. Not escaped yet. */
export function understoodInWords(typed: string): string | null {
  return understoodAs(typed) === null ? null : inWords(readQuery(typed));
}

/** The same behind "no": `papers on “marmots” since 2024`, or only `papers`. */
export function papersInWords(query: Query): string {
  if (isEmpty(query)) return say.READING.papers;
  const parts = query.kind === "all" ? query.queries : [query];
  return parts.some(isSubject) ? say.READING.papersOn(inWords(query)) : inWords(query);
}

/** Filters alone: `by Ada Lovelace, since 2024`. */
export function limitsInWords(filters: readonly Query[]): string {
  return say.limitsRead(limitsOf(filters));
}

/** `from 2024` */
export function timesInWords(filters: readonly Query[]): string {
  return say.allOf(times(filters));
}

/** One part of a query, as it goes on behind others. */
function clause(query: Query): string {
  switch (query.kind) {
    case "words":
    case "phrase":
      return say.READING.quoted(cut(query.text, LONGEST_TEXT));
    case "title":
      return say.READING.title(cut(query.text, LONGEST_TEXT));
    case "author":
    case "organisation":
      return say.READING[query.kind](query.text);
    case "code":
      return say.READING.code;
    case "since":
    case "before":
      return times([query]).join("");
    case "not":
      return say.READING.not(clause(query.query));
    case "any":
      return areNames(query.queries)
        ? anyName(query.queries)
        : say.anyOf(query.queries.map(clause));
    case "all":
    default:
      return `(${inWords(query)})`;
  }
}

/** What papers are about, rather than a limit. */
function isSubject(query: Query): boolean {
  if (query.kind === "any") return !areNames(query.queries);
  return query.kind === "words" || query.kind === "phrase" || query.kind === "all";
}

function isName(query: Query): query is Named {
  return query.kind === "author" || query.kind === "organisation";
}

function areNames(queries: readonly Query[]): queries is Named[] {
  return queries.every(isName);
}

/** Whose papers: "by A and B", "by C or D", "from E". */
function people(parts: readonly Query[]): string[] {
  const all = (kind: Named["kind"]) => {
    const names = parts.filter(isName).filter((one) => one.kind === kind);
    return names.length === 0 ? [] : [say.READING[kind](say.allOf(textsOf(names)))];
  };
  const alternatives = parts.flatMap((part) =>
    part.kind === "any" && areNames(part.queries) ? [anyName(part.queries)] : [],
  );
  return [...all("author"), ...alternatives, ...all("organisation")];
}

/** With the spellings of one name, and with a name that may be a person's or a place's, as one. */
function anyName(queries: readonly Named[]): string {
  const [first] = queries;
  if (first && queries.every(({ kind }) => kind === first.kind)) {
    const names = textsOf(queries);
    const more = names.length - MOST_NAMES;
    const shown = more > 1 ? [...names.slice(0, MOST_NAMES), say.READING.moreNames(more)] : names;
    return say.READING[first.kind](say.anyOf(shown));
  }
  const names = [...new Map(queries.map(({ text }) => [fold(text), text])).values()];
  return names.length === 1 ? say.READING.either(names.join("")) : say.anyOf(queries.map(clause));
}

function textsOf(queries: readonly Named[]): string[] {
  return queries.map(({ text }) => text);
}

/** A beginning and an end are one time. */
function times(parts: readonly Query[]): string[] {
  const limits = parts.filter(isTime);
  const since = limits.flatMap((one) => (one.kind === "since" ? [one.time] : []));
  const before = limits.flatMap((one) => (one.kind === "before" ? [one.time] : []));
  const [first = "", last = ""] = [since[0], before[0]];
  const within = since.length === 1 && before.length === 1 ? period(first, last) : null;
  return within === null
    ? [...since.map((time) => sinceInWords(time)), ...before.map((time) => beforeInWords(time))]
    : [within];
}

/** From a time until before another; null where either counts from today, or it has no day. */
function period(since: string, before: string): string | null {
  const [from, to] = [dateOf(since), dateOf(before)];
  if (!from || !to || Temporal.PlainDate.compare(from, to) >= 0) return null;
  const unit = [from, to].every((one) => one.dayOfYear === 1)
    ? "year"
    : [from, to].every((one) => one.day === 1)
      ? "month"
      : "day";
  const last = to.subtract({ [`${unit}s`]: 1 });
  const names = [from, last].map((one) => dateInWords(one.toString().slice(0, LENGTHS[unit])));
  return say.READING.within([...new Set(names)]);
}

const LENGTHS = { year: 4, month: 7, day: 10 };

function sinceInWords(time: string): string {
  const ago = agoOf(time);
  return ago ? say.READING.inTheLast(ago) : say.READING.since(dateInWords(time));
}

function beforeInWords(time: string): string {
  const ago = agoOf(time);
  return ago ? say.READING.olderThan(ago) : say.READING.before(dateInWords(time));
}

/** `7d`, as `readTime` gives it; null for a date. */
function agoOf(time: string): { count: number; unit: keyof typeof say.UNITS } | null {
  const [, count, unit = ""] = /^(\d+)([dwmy])$/.exec(time) ?? [];
  return unit === "d" || unit === "w" || unit === "m" || unit === "y"
    ? { count: Number(count), unit }
    : null;
}

function dateOf(time: string): Temporal.PlainDate | null {
  return agoOf(time) ? null : Temporal.PlainDate.from(`${time}-01-01`.slice(0, 10));
}

/** `2024`, `2024-05` or `2024-05-17`. */
function dateInWords(time: string): string {
  if (time.length === 4) return time;
  const named = day(`${time}-01`.slice(0, 10));
  return time.length === 7 ? named.replace(/^\d+ /, "") : named;
}
