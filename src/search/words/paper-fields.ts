/** Where the words of a paper stand, in reading order; the bytes in a file depend on it. */
export const FIELDS = ["title", "text", "organisation"] as const;

export type Field = (typeof FIELDS)[number];

export function eachField<Value>(of: (field: Field) => Value): Record<Field, Value> {
  return { title: of("title"), text: of("text"), organisation: of("organisation") };
}

/** Words of a paper for which it was found. */
export interface MatchedWords {
  /** Folded by `fold`; of a compound that matched as one it is all of it, run together. */
  words: string[];
  /** Where they stand. */
  fields: Field[];
}
