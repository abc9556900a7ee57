import { tokenise } from "../analyse.ts";
import { type Phrase, phraseTerm } from "../phrases.ts";
import { stemsOf } from "../terms.ts";
import { isTelling } from "../stop-words.ts";
import type { FieldOfResearch } from "./read-meanings.ts";

/** What fields of research, and parts of them, are called. */
export interface FieldNames {
  /** As people write them. */
  names: Record<"fields" | "parts", readonly string[]>;
  /** What else a paper about the field with these stems may say. */
  othersOf(stems: readonly string[]): readonly OtherName[];
  /** The names of several words, which have to be indexed as such. */
  phrases: readonly Phrase[];
  /**
   * Where a topic such as "pruning LLMs" goes from one field to another, and whether both are names of
   * one, as in "RAG retrieval-augmented generation". Null where not all of it is a name.
   */
  twoIn(stems: readonly string[]): { border: number; areOne: boolean } | null;
}

/** A name of a field, or of a part of it. */
interface OtherName {
  stems: readonly string[];
  isPart: boolean;
  isAcronym: boolean;
  /** Under which papers that say it are indexed. */
  term: string;
}

export function createFieldNames(fields: readonly FieldOfResearch[]): FieldNames {
  const others = new Map<string, OtherName[]>();

  function add(name: string, more: readonly OtherName[]): void {
    const key = keyOf(stemsIn(name));
    const all = new Map(
      [...(others.get(key) ?? []), ...more].map((one) => [keyOf(one.stems), one]),
    );
    // "Medical image" has the stems of "medical imaging".
    all.delete(key);
    others.set(key, [...all.values()]);
  }

  for (const { names, parts } of fields) {
    for (const one of names) {
      const same = names.filter((other) => other !== one);
      add(one, [
        ...same.map((name) => otherName(name, { isPart: false })),
        ...parts.map((name) => otherName(name, { isPart: true })),
      ]);
    }
    for (const part of parts) add(part, []);
  }

  const othersOf = (stems: readonly string[]) => others.get(keyOf(stems)) ?? [];

  function isNameOf(one: readonly string[], other: readonly string[]): boolean {
    return othersOf(other).some(({ stems }) => keyOf(stems) === keyOf(one));
  }

  return {
    names: {
      fields: fields.flatMap(({ names }) => names),
      parts: fields.flatMap(({ parts }) => parts),
    },
    othersOf,
    phrases: fields
      .flatMap(({ names, parts }) => [...names, ...parts])
      .map((name) => stemsOf(tokenise(name)))
      .filter((stems) => stems.length > 1)
      .map((stems) => ({ stems, term: phraseTerm(stems) })),
    twoIn(stems) {
      for (let border = stems.length - 1; border > 0; border--) {
        const [one, other] = [stems.slice(0, border), stems.slice(border)];
        if (!others.has(keyOf(one)) || !others.has(keyOf(other))) continue;
        return { border, areOne: isNameOf(one, other) || isNameOf(other, one) };
      }
      return null;
    },
  };
}

const TWO_CAPITALS = /\p{Lu}.*\p{Lu}/u;

function otherName(name: string, { isPart }: { isPart: boolean }): OtherName {
  const stems = stemsIn(name);
  const isAcronym = stems.length === 1 && TWO_CAPITALS.test(name);
  return { stems, isPart, isAcronym, term: phraseTerm(stemsOf(tokenise(name))) };
}

/** Of words that say something: topics and papers are compared by these. */
function stemsIn(name: string): string[] {
  return tokenise(name).flatMap(({ parts, stems }) =>
    // "In-context" is told by its first word.
    stems.filter((_, at) => (at === 0 && parts.length > 1) || isTelling(parts[at] ?? "")),
  );
}

function keyOf(stems: readonly string[]): string {
  return stems.join(" ");
}
