import type { DatabaseSync } from "node:sqlite";
import type { LearnedPhrases } from "../../search/words/meaning/learned-phrases.ts";
import { type LearnedPhrase, phraseTerm } from "../../search/words/phrases.ts";

/** What papers teach about which words belong together, as counted in one transaction. */
export interface LearnedWriter {
  /** `sign` is 1 for a paper that comes, -1 for one that goes. */
  count(learned: LearnedPhrases, sign: 1 | -1): void;
  /** Writes what was counted. */
  flush(): void;
}

/** Hands out a writer for each transaction. */
export function createLearnedWriters(database: DatabaseSync): () => LearnedWriter {
  const sql = {
    acronym: database.prepare(
      `insert into acronym values (?, ?, ?, ?)
        on conflict do update set texts = texts + excluded.texts`,
    ),
    phrase: database.prepare(
      `insert into phrase values (?, ?, ?, ?)
        on conflict do update set papers = papers + excluded.papers`,
    ),
  };

  return () => {
    const acronyms = new Map<string, { of: [string, string, string]; texts: number }>();
    const phrases = new Map<string, { phrase: LearnedPhrase; papers: number }>();

    return {
      count(learned, sign) {
        for (const { short, term, long } of learned.acronyms) {
          const key = `${short}=${term}`;
          const texts = (acronyms.get(key)?.texts ?? 0) + sign;
          acronyms.set(key, { of: [short, term, long], texts });
        }
        for (const phrase of learned.phrases) {
          const known = phrases.get(phrase.key);
          if (known) known.papers += sign;
          else phrases.set(phrase.key, { phrase, papers: sign });
        }
      },

      flush() {
        for (const { of, texts } of acronyms.values()) sql.acronym.run(...of, texts);
        for (const { phrase, papers } of phrases.values()) {
          const { term, stems } = phrase;
          sql.phrase.run(term, phraseTerm(stems), phraseTerm(stems.slice(0, 2)), papers);
        }
        acronyms.clear();
        phrases.clear();
      },
    };
  };
}
