import { readFileSync } from "node:fs";
import { createFieldNames, type FieldNames } from "./field-names.ts";
import { type MeaningLine, readMeanings } from "./read-meanings.ts";
import { createThesaurus, type Thesaurus } from "./thesaurus.ts";

/** What words mean, as files say; what the corpus teaches comes before it. */
export interface Meanings {
  thesaurus: Thesaurus;
  fields: FieldNames;
}

/** The meanings that ship with Paperboy, and `more`. */
export function meaningsWith(more: readonly MeaningLine[]): Meanings {
  const lines = [...shipped, ...more];
  return {
    thesaurus: createThesaurus(lines.filter((line) => line.kind === "words")),
    fields: createFieldNames(lines.filter((line) => line.kind === "field")),
  };
}

/** The files are a part of the program, so they are read with it, like the modules beside them. */
const shipped = ["words", "fields"].flatMap(
  (name) =>
    readMeanings(readFileSync(new URL(`shipped/${name}.txt`, import.meta.url), "utf8")).lines,
);

export const shippedMeanings = meaningsWith([]);
