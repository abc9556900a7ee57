import { tokenise } from "../analyse.ts";
import { stemsOf } from "../terms.ts";
import { type Phrase, phraseTerm } from "../phrases.ts";
import type { SameWords } from "./read-meanings.ts";

/** What people say, and what papers say instead. */
export interface Thesaurus {
  /** Terms that mean the same as a stem, or as the phrase with this term. */
  sameAs(term: string): readonly string[];
  /** The expressions of several words, which have to be indexed as such. */
  phrases: readonly Phrase[];
}

export function createThesaurus(lines: readonly SameWords[]): Thesaurus {
  const stemsByLine = lines.map(({ expressions }) =>
    expressions.map((expression) => stemsOf(tokenise(expression))),
  );
  const alike = new Map<string, string[]>();
  for (const expressions of stemsByLine) {
    const terms = expressions.map(phraseTerm);
    for (const term of terms) {
      const others = terms.filter((other) => other !== term);
      alike.set(term, [...(alike.get(term) ?? []), ...others]);
    }
  }
  return {
    sameAs: (term) => alike.get(term) ?? [],
    phrases: stemsByLine
      .flat()
      .filter((stems) => stems.length > 1)
      .map((stems) => ({ stems, term: phraseTerm(stems) })),
  };
}
