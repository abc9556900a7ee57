import type { DatabaseSync } from "node:sqlite";
import type { IndexedTitle } from "../../search/index/indexed-paper.ts";
import type { LearnedPhrases } from "../../search/words/meaning/learned-phrases.ts";
import { levelOf } from "./term-writer.ts";

/** What papers teach about which words belong together, as counted in one transaction. */
export interface LearnedWriter {
  /** `sign` is 1 for a paper that comes, -1 for one that goes. */
  count(learned: LearnedPhrases, title: IndexedTitle, sign: 1 | -1): void;
  /** Writes what was counted. */
  flush(): void;
}

/** Hands out a writer for each transaction. */
export function createLearnedWriters(database: DatabaseSync): () => LearnedWriter {
  const sql = {
    // Most are seen for the first time, and to ask for what there was before takes as long again.
    addTitlePhrase: database.prepare("insert or ignore into title_phrase values (?, ?, ?)"),
    titlePhrase: database.prepare(
      "update title_phrase set papers = papers + ? where phrase = ? returning papers",
    ),
    titleLevel: database.prepare("update title_phrase set level = ? where phrase = ?"),
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
    const titlePhrases = new Map<string, number>();
    const acronyms = new Map<string, { of: [string, string, string]; texts: number }>();
    const phrases = new Map<string, { of: [string, string, string]; papers: number }>();

    return {
      count(learned, title, sign) {
        for (const phrase of title.phrases)
          titlePhrases.set(phrase, (titlePhrases.get(phrase) ?? 0) + sign);
        for (const { short, term, long } of learned.acronyms) {
          const key = `${short}=${term}`;
          const texts = (acronyms.get(key)?.texts ?? 0) + sign;
          acronyms.set(key, { of: [short, term, long], texts });
        }
        for (const { term, stems } of learned.phrases) {
          const run = stems.join(" ");
          const key = `${term}=${run}`;
          const papers = (phrases.get(key)?.papers ?? 0) + sign;
          phrases.set(key, { of: [term, run, stems.slice(0, 2).join(" ")], papers });
        }
      },

      flush() {
        // In the order of the table: neighbours are written to the same page.
        for (const [phrase, papers] of [...titlePhrases].toSorted(byText)) {
          if (sql.addTitlePhrase.run(phrase, papers, sharedLevel(papers)).changes === 1) continue;
          const now = Number(sql.titlePhrase.get(papers, phrase)?.["papers"] ?? 0);
          if (sharedLevel(now) !== sharedLevel(now - papers))
            sql.titleLevel.run(sharedLevel(now), phrase);
        }
        for (const { of, texts } of acronyms.values()) sql.acronym.run(...of, texts);
        for (const { of, papers } of phrases.values()) sql.phrase.run(...of, papers);
        for (const counts of [titlePhrases, acronyms, phrases]) counts.clear();
      },
    };
  };
}

/** A run of words that only one title has is nothing to offer. */
function sharedLevel(papers: number): number {
  return papers > 1 ? levelOf(papers) : 0;
}

function byText([one]: [string, number], [other]: [string, number]): number {
  return one < other ? -1 : 1;
}
