import type { DatabaseSync } from "node:sqlite";

/** What FTS5 gets of a paper: words with blanks between. */
export interface IndexedTexts {
  /** By the columns of `paper_words`. */
  words: readonly string[];
  title: string;
}

/** The texts of one transaction. */
export interface TextWriter {
  add(at: number, texts: IndexedTexts): void;
  remove(at: number): void;
  flush(): void;
}

/**
 * Hands out a writer for each transaction. It holds back what FTS5 gets until the end: once FTS5 has
 * something to write, each statement that may have to be taken back alone, such as one that replaces or
 * returns rows, makes it write that out first.
 */
export function createTextWriters(database: DatabaseSync): () => TextWriter {
  const sql = {
    addWords: database.prepare(
      `insert into paper_words
        (rowid, title, text, organisation, title_joined, text_joined, organisation_joined, author)
        values (?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    addTitle: database.prepare("insert into title_words (rowid, title) values (?, ?)"),
    removeWords: database.prepare("delete from paper_words where rowid = ?"),
    removeTitle: database.prepare("delete from title_words where rowid = ?"),
    // Removing from FTS5 leaves the last inserted rowid of the connection at a number of its own that
    // no JavaScript number holds, and the driver fails to read that after each statement.
    resetLastRowid: database.prepare("replace into search_sum select * from search_sum"),
  };

  return () => {
    const removed = new Set<number>();
    const added = new Map<number, IndexedTexts>();

    function flush(): void {
      for (const at of removed) {
        sql.removeWords.all(at);
        sql.removeTitle.all(at);
      }
      if (removed.size > 0) sql.resetLastRowid.run();
      for (const [at, { words, title }] of added) {
        sql.addWords.run(at, ...words);
        sql.addTitle.run(at, title);
      }
      removed.clear();
      added.clear();
    }

    return {
      add(at, texts) {
        added.set(at, texts);
      },
      remove(at) {
        // What was not written yet need not be taken out.
        if (!added.delete(at)) removed.add(at);
      },
      flush,
    };
  };
}
