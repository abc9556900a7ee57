import { stem, tokenise } from "../words/analyse.ts";
import type { Field } from "../words/paper-fields.ts";
import type { Query } from "./query.ts";
import { firstDay } from "./since.ts";
import { stemsOf } from "../words/terms.ts";
import { isStopWord } from "../words/stop-words.ts";
import type { FactCondition, WordCondition } from "./conditions.ts";

/**
 * What a store can tell of conditions without reading papers. Papers for which they hold have all of
 * `match` and `facts`, but not only those; those with `unwanted` are most likely none.
 */
export interface NarrowedQuery {
  match: WordCondition | null;
  unwanted: WordCondition | null;
  facts: FactCondition | null;
  /** Whether `facts` are all that is asked for: then nothing has to be read. */
  isFacts: boolean;
  /** Whether all conditions are in here: then papers that are plain need not be read either. */
  isExact: boolean;
}

/** Whether two stems, one after the other, stand in any paper: to take a word apart at. */
export type HasStem = (stem: string) => boolean;

export function narrow(
  where: readonly Query[],
  today: Temporal.PlainDate,
  hasStem: HasStem,
): NarrowedQuery {
  const parts = where.flatMap((one) => (one.kind === "all" ? one.queries : [one]));
  const facts = parts.map((one) => factOf(one, today));
  const matches = parts.flatMap((one) => matchOf(one, hasStem) ?? []);
  const unwanted = parts.flatMap((one) =>
    one.kind === "not" ? (matchOf(one.query, hasStem) ?? []) : [],
  );
  return {
    match: allOf(matches),
    unwanted: unwanted.length > 0 ? { kind: "any", of: unwanted } : null,
    facts: allOf(facts.filter((fact) => fact !== null)),
    isFacts: facts.every((fact) => fact !== null),
    isExact: parts.every((one, i) => facts[i] !== null || isExact(one, hasStem)),
  };
}

/** Whether `matchOf` finds just the papers for which the query holds, as far as they are plain. */
function isExact(query: Query, hasStem: HasStem): boolean {
  if (query.kind === "not") return query.query.kind !== "not" && isExact(query.query, hasStem);
  const isWords = ["words", "phrase", "title", "organisation"].includes(query.kind);
  return isWords && matchOf(query, hasStem) !== null;
}

function allOf<Part extends WordCondition | FactCondition>(
  of: Part[],
): Part | { kind: "all"; of: Part[] } | null {
  return of.length > 1 ? { kind: "all", of } : (of[0] ?? null);
}

/** Null where it is not only about facts. */
function factOf(query: Query, today: Temporal.PlainDate): FactCondition | null {
  switch (query.kind) {
    case "code":
      return { kind: "code" };
    case "since":
    case "before":
      return { kind: query.kind, day: firstDay(query.time, today) };
    case "not": {
      const fact = factOf(query.query, today);
      return fact && { kind: "not", fact };
    }
    case "all":
    case "any": {
      const of = query.queries.map((one) => factOf(one, today));
      return of.every((fact) => fact !== null) ? { kind: query.kind, of } : null;
    }
    case "words":
    case "phrase":
    case "title":
    case "organisation":
    case "author":
    default:
      return null;
  }
}

/** Null where words don't decide. */
function matchOf(query: Query, hasStem: HasStem): WordCondition | null {
  switch (query.kind) {
    case "words": {
      const tokens = tokenise(query.text).slice(0, MAX_CONDITION_WORDS);
      const telling = tokens.filter(({ written }) => !isStopWord(written));
      const each = (telling.length > 0 ? telling : tokens).map(({ parts }) =>
        phraseOf(parts.map(stem), undefined, hasStem),
      );
      return each.length > 0 ? { kind: "all", of: each } : null;
    }
    case "phrase":
    case "title":
    case "organisation": {
      const stems = stemsOf(tokenise(query.text));
      const fields: Field[] | undefined = query.kind === "phrase" ? undefined : [query.kind];
      return stems.length > 0 && stems.length <= MAX_CONDITION_WORDS
        ? phraseOf(stems, fields, hasStem)
        : null;
    }
    case "author": {
      const words = tokenise(query.text).map(({ parts }) => parts.join(""));
      return words.length > 0
        ? { kind: "author", words: words.slice(0, MAX_CONDITION_WORDS) }
        : null;
    }
    case "any": {
      const of = query.queries.slice(0, MAX_CONDITION_WORDS).map((one) => matchOf(one, hasStem));
      return of.length === query.queries.length && of.every((one) => one !== null)
        ? { kind: "any", of }
        : null;
    }
    case "all": {
      const of = query.queries
        .slice(0, MAX_CONDITION_WORDS)
        .flatMap((one) => matchOf(one, hasStem) ?? []);
      return of.length > 0 ? { kind: "all", of } : null;
    }
    case "code":
    case "since":
    case "before":
    case "not":
    default:
      return null;
  }
}

/** Longer conditions are left to reading the papers. */
const MAX_CONDITION_WORDS = 32;
/** A compound is put together of two or three words, and a longer phrase has no room for more. */
const MAX_WORDS_OF_COMPOUND = 3;

/** The stems side by side, with any of them written as one, or one of them as two. */
function phraseOf(
  stems: readonly string[],
  fields: Field[] | undefined,
  hasStem: HasStem,
): WordCondition {
  const where = fields ? { fields } : {};
  const runs = [stems];
  for (const from of stems.keys())
    for (let to = from + 2; to <= Math.min(stems.length, from + MAX_WORDS_OF_COMPOUND); to++) {
      const joined = stems.slice(from, to).join("");
      if (hasStem(joined)) runs.push([...stems.slice(0, from), joined, ...stems.slice(to)]);
    }
  for (const [at, one] of stems.entries())
    for (let cut = 1; cut < one.length; cut++) {
      const [first, second] = [one.slice(0, cut), one.slice(cut)];
      if (hasStem(first) && hasStem(second))
        runs.push([...stems.slice(0, at), first, second, ...stems.slice(at + 1)]);
    }
  const of = runs.map((run): WordCondition => ({ kind: "stems", stems: run, ...where }));
  return of.length === 1 && of[0] ? of[0] : { kind: "any", of };
}
