import { z } from "zod";
import { fold } from "../../papers/text/fold.ts";

/** Words side by side, as typed but for the signs of the query language. */
const words = z.object({ kind: z.literal("words"), text: z.string() });

/** What people ask for, understood: the value of a text in the query language. */
export type Query =
  | z.infer<typeof words>
  | { kind: "phrase" | "title" | "organisation" | "author"; text: string }
  | { kind: "code" }
  /** `time` is as `readTime` gives it. */
  | { kind: "since" | "before"; time: string }
  | { kind: "not"; query: Query }
  /** Empty: nothing is asked for. */
  | { kind: "all"; queries: Query[] }
  | { kind: "any"; queries: Query[] };

/** A query that comes from outside, in the form in which `readQuery` gives it. */
export const querySchema: z.ZodType<Query> = z.lazy(() =>
  z.discriminatedUnion("kind", [
    words,
    z.object({ kind: z.enum(["phrase", "title", "organisation", "author"]), text: z.string() }),
    z.object({ kind: z.literal("code") }),
    z.object({
      kind: z.enum(["since", "before"]),
      time: z.string().regex(/^\d{4}(-\d\d){0,2}$|^\d{1,4}[dwmy]$/),
    }),
    z.object({ kind: z.literal("not"), query: querySchema }),
    z.object({ kind: z.literal("all"), queries: z.array(querySchema) }),
    z.object({ kind: z.literal("any"), queries: z.array(querySchema) }),
  ]),
);

/** The one way to write a query; reading it gives the query again. */
export function printQuery(query: Query): string {
  switch (query.kind) {
    case "words":
      return query.text;
    case "phrase":
      return `"${query.text}"`;
    case "title":
    case "author":
      return `${query.kind}:${quoted(query.text)}`;
    case "organisation":
      return `org:${quoted(query.text)}`;
    case "code":
      return "has:code";
    case "since":
    case "before":
      return `${query.kind}:${query.time}`;
    case "not":
      return `-${isOne(query.query) ? printQuery(query.query) : `(${printQuery(query.query)})`}`;
    case "any":
      return query.queries.map(alternative).join(" OR ");
    case "all":
    default:
      return query.queries
        .map((part) => (part.kind === "any" ? `(${printQuery(part)})` : printQuery(part)))
        .join(" ");
  }
}

/** Whether two queries ask for the same, whatever capitals and accents they are written with. */
export function isSameQuery(one: Query, other: Query): boolean {
  return fold(JSON.stringify(one)) === fold(JSON.stringify(other));
}

/** All of some queries, flat and in canonical order, words first; each once. */
export function allOf(queries: readonly Query[]): Query {
  const flat = queries.flatMap((one) => (one.kind === "all" ? one.queries : [one]));
  const texts = flat.flatMap((one) => (one.kind === "words" ? [one.text] : []));
  const others = flat.filter(({ kind }) => kind !== "words");
  const parts = eachOnce([
    ...(texts.length > 0 ? [wordsOf(texts)] : []),
    ...others.toSorted((a, b) => CANONICAL_ORDER.indexOf(a.kind) - CANONICAL_ORDER.indexOf(b.kind)),
  ]);
  return parts.length === 1 && parts[0] ? parts[0] : { kind: "all", queries: parts };
}

/** Any of some queries, flat; each once. */
export function anyOf(queries: readonly Query[]): Query {
  const flat = queries.flatMap((one) => (one.kind === "any" ? one.queries : [one]));
  const parts = eachOnce(flat.filter((one) => !isEmpty(one)));
  return parts.length < 2 ? allOf(parts) : { kind: "any", queries: parts };
}

export function notOf(query: Query): Query {
  return query.kind === "not" ? query.query : { kind: "not", query };
}

export function wordsOf(texts: readonly string[]): Query {
  return { kind: "words", text: texts.join(" ") };
}

export function isEmpty(query: Query): boolean {
  return query.kind === "all" && query.queries.length === 0;
}

/** Whether names of authors decide about it. */
export function asksForAuthor(query: Query): boolean {
  if (query.kind === "all" || query.kind === "any") return query.queries.some(asksForAuthor);
  return query.kind === "author";
}

/** Whether it is one of the filters with a name, such as `org:`. */
export function isFilter({ kind }: Query): boolean {
  return FILTER_KINDS.has(kind);
}

const FILTER_KINDS = new Set<Query["kind"]>([
  "title",
  "organisation",
  "author",
  "code",
  "since",
  "before",
]);

/** The query for papers of any time. */
export function withoutTimes(query: Query): Query {
  if (query.kind !== "all") return allOf(isTime(query) ? [] : [query]);
  return allOf(query.queries.filter((one) => !isTime(one)));
}

export function isTime({ kind }: Query): boolean {
  return kind === "since" || kind === "before";
}

/** Whether it narrows down what others ask for, and is seldom asked for alone. */
export function isLimit({ kind }: Query): boolean {
  return LIMITING_KINDS.has(kind);
}

const LIMITING_KINDS = new Set<Query["kind"]>(["code", "since", "before", "not"]);

const CANONICAL_ORDER: Query["kind"][] = [
  "words",
  "phrase",
  "any",
  "title",
  "organisation",
  "author",
  "code",
  "since",
  "before",
  "not",
];

function eachOnce(queries: readonly Query[]): Query[] {
  return [...new Map(queries.map((one) => [JSON.stringify(one), one])).values()];
}

/** A limit beside other parts would be read as a limit of all alternatives. */
function alternative(query: Query): string {
  const isLimited = query.kind === "all" && query.queries.some(isLimit);
  return isLimited ? `(${printQuery(query)})` : printQuery(query);
}

/** Whether a minus before it reaches all of it. */
function isOne(query: Query): boolean {
  if (query.kind === "words") return !query.text.includes(" ");
  return query.kind !== "all" && query.kind !== "any";
}

function quoted(text: string): string {
  return /[\s()]/u.test(text) ? `"${text}"` : text;
}
