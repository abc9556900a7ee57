/** A run of stems that is indexed as one term of its own wherever it stands. */
export interface Phrase {
  stems: readonly string[];
  term: string;
}

/** A phrase at `from` (inclusive) to `to` (exclusive) of the stems that were looked through. */
export interface FoundPhrase {
  term: string;
  from: number;
  to: number;
}

/** One that papers have taught. */
export interface LearnedPhrase extends Phrase {
  /** Two with the same key are one. */
  key: string;
}

export function learnedPhrase({ stems, term }: Phrase): LearnedPhrase {
  return { stems, term, key: keyOf({ stems, term }) };
}

/** Two phrases with the same key are one. */
export function keyOf({ term, stems }: Phrase): string {
  return `${term}=${phraseTerm(stems)}`;
}

/** The usual term of a phrase. No word has a blank, so it is nobody else's. */
export function phraseTerm(stems: readonly string[]): string {
  return stems.join(" ");
}

export type PhraseFinder = (stems: readonly string[]) => FoundPhrase[];

/** Finds any of `phrases`, each of two stems or more, in one pass; they may overlap. */
export function phraseFinder(phrases: Iterable<Phrase>): PhraseFinder {
  const byStart = new Map<string, Map<string, Phrase[]>>();
  for (const phrase of phrases) {
    const [first = "", second = ""] = phrase.stems;
    const bySecond = byStart.get(first) ?? new Map<string, Phrase[]>();
    byStart.set(first, bySecond);
    const same = bySecond.get(second);
    if (same) same.push(phrase);
    else bySecond.set(second, [phrase]);
  }
  return (stems) => {
    const found: FoundPhrase[] = [];
    for (const [from, first] of stems.entries()) {
      for (const phrase of byStart.get(first)?.get(stems[from + 1] ?? "") ?? []) {
        if (phrase.stems.every((stem, i) => stem === stems[from + i]))
          found.push({ term: phrase.term, from, to: from + phrase.stems.length });
      }
    }
    return found;
  };
}
