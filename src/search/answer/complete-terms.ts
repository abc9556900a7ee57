import { readTypedTitle, type TypedTitle } from "../index/titles.ts";
import { shownPhrase } from "../index/title-phrases.ts";
import { tokenise } from "../words/analyse.ts";
import type { FieldNames } from "../words/meaning/field-names.ts";
import { isStopWord } from "../words/stop-words.ts";
import { stemsOf } from "../words/terms.ts";

/** Terms of the field that go on as somebody has begun, at most `limit`. */
export type CompleteTerms = (typed: TypedTitle, limit: number) => string[];

export interface TermParts {
  /** Acronyms that begin so, folded, the most usual first. */
  acronyms: (prefix: string, limit: number) => readonly string[];
  /** Terms that titles share, that begin so and go on, the most common first. */
  phrases: (prefix: string, limit: number) => string[];
  /** Phrases that papers spell out, and that begin so and go on. */
  spelledOut: (begun: string) => string[];
  /** How many papers are indexed under a stem. */
  papersUnder: (stem: string) => number;
  fieldNames: FieldNames["names"];
}

const MAX_ACRONYMS_SUGGESTED = 2;
/** Fewer letters begin too many names. */
const SHORTEST_NAME_BEGUN = 3;
/** Each name may be looked up in a store. */
const MAX_NAMES_LOOKED_AT = 12;
/** Of a longer text the last words are completed: "pruning vision transfor". */
const MAX_WORDS_COMPLETED = 3;

/**
 * Acronyms, names of fields as far as the corpus has their words, what titles share, and what papers spell
 * out; each once, as titles write it. Where nothing begins with all that was typed, its last two or three words go on.
 */
export function createCompleteTerms({
  acronyms,
  phrases,
  spelledOut,
  papersUnder,
  fieldNames,
}: TermParts): CompleteTerms {
  let ready: ReturnType<typeof readyToComplete> | undefined;

  function namesBeginning(begun: string, limit: number): string[] {
    if (begun.length < SHORTEST_NAME_BEGUN) return [];
    return (ready ??= readyToComplete(fieldNames))
      .filter(({ name, text }) => name !== begun && text.startsWith(begun))
      .slice(0, MAX_NAMES_LOOKED_AT)
      .filter(({ stems }) => stems.every((stem) => isStopWord(stem) || papersUnder(stem) > 0))
      .slice(0, limit)
      .map(({ name }) => name);
  }

  function termsBeginning(begun: string, limit: number): string[] {
    const shared = phrases(begun, limit).map(shownPhrase);
    const known = eachOnce(namesBeginning(begun, limit), shared).slice(0, limit);
    if (known.length === limit) return known;
    const others = byStems(spelledOut(begun));
    for (const key of byStems(known).keys()) others.delete(key);
    return [...known, ...others.values()].slice(0, limit);
  }

  return (typed, limit) => {
    const isOneWord = typed.finished.length === 0;
    const most = Math.min(MAX_ACRONYMS_SUGGESTED, limit);
    // People write them in capitals, whatever they type.
    const shorts = isOneWord
      ? acronyms(typed.unfinished, most).map((short) => short.toUpperCase())
      : [];
    const terms = termsBeginning(typed.text, limit);
    const all = eachOnce(shorts, terms).slice(0, limit);
    if (all.length > 0 || typed.unfinished === "") return all;
    for (let words = MAX_WORDS_COMPLETED; words > 1; words--) {
      const before = typed.finished.slice(0, 1 - words);
      const begun = [...typed.finished.slice(1 - words), typed.unfinished].join(" ");
      const found = before.length === 0 ? [] : termsBeginning(begun, limit);
      if (found.length > 0) return found.map((term) => `${before.join(" ")} ${term}`);
    }
    return [];
  };
}

/** Of fields first, and the shortest first: "text-to-image" before "text-to-image generation". */
function readyToComplete({ fields, parts }: FieldNames["names"]) {
  return [...new Set([fields, parts].flatMap(shortestFirst))].map((name) => {
    const { text } = readTypedTitle(`${name} `);
    return { name, text: text.trimEnd(), stems: stemsOf(tokenise(name)) };
  });
}

function shortestFirst(names: readonly string[]): string[] {
  return names.toSorted((a, b) => a.length - b.length);
}

/**
 * The terms of both lists, those with the same stems once: where they stand first, and written as in the
 * second list, unless only the first has capitals.
 */
function eachOnce(first: readonly string[], second: readonly string[]): string[] {
  const firsts = byStems(first);
  const seconds = byStems(second);
  return [...new Map([...firsts, ...seconds]).keys()].flatMap((key) => {
    const [one, other] = [firsts.get(key), seconds.get(key)];
    return (hasCapitals(one) && !hasCapitals(other) ? one : (other ?? one)) ?? [];
  });
}

function byStems(terms: readonly string[]): Map<string, string> {
  const byKey = Map.groupBy(terms, (term) => stemsOf(tokenise(term)).join(" "));
  return new Map([...byKey].map(([key, [term = ""]]) => [key, term]));
}

function hasCapitals(term = ""): boolean {
  return /\p{Lu}/u.test(term);
}
