import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { IndexedPaper } from "../../search/index/indexed-paper.ts";
import type { Field } from "../../search/words/paper-fields.ts";
import { ROW_FIELDS, readForwardRow, writeForwardRow } from "./forward-row.ts";
import { indexedWords } from "./search-match.ts";

/** Keeps the index of words. Everything happens in the transaction that is open. */
export interface SearchWriter {
  /** A paper that is not in the index; `at` is its `seq`. */
  put(at: number, paper: IndexedPaper): void;
  /** Takes a paper out again, if it is in. */
  remove(at: number): void;
  /** Writes what was counted. Call it last, before the transaction ends. */
  flush(): void;
}

/** One for each transaction: what was counted in one that failed must not be written by the next. */
export function createSearchWriter(database: DatabaseSync): SearchWriter {
  const sql = prepareAll(database);
  const ids = new Map<string, number>();
  const terms = new Map<number, TermCounts>();
  const sums = { papers: 0, title: 0, text: 0, organisation: 0 };
  const titlePhrases = new Map<string, number>();
  const acronyms = new Map<string, { short: string; term: string; long: string; texts: number }>();
  const phrases = new Map<string, { term: string; stems: string; pair: string; papers: number }>();

  function idOf(term: string, stem: string): number {
    const known = ids.get(term);
    if (known !== undefined) return known;
    const row = sql.termId.get(term);
    const id = Number(row ? row["id"] : sql.addTerm.run(term, stem).lastInsertRowid);
    ids.set(term, id);
    return id;
  }

  function countsOf(id: number): TermCounts {
    const known = terms.get(id);
    if (known) return known;
    const none = { papers: 0, title: 0, text: 0, organisation: 0, typeable: 0, joined: 0 };
    terms.set(id, none);
    return none;
  }

  /** `sign` is 1 for a paper that comes, -1 for one that goes. */
  function count(
    counted: CountedPhrases,
    { fields, typeable, joined }: TermIds,
    sign: 1 | -1,
  ): void {
    sums.papers += sign;
    for (const field of ROW_FIELDS) {
      sums[field] += sign * fields[field].length;
      for (const id of fields[field]) countsOf(id)[field] += sign;
    }
    const all = new Set(ROW_FIELDS.flatMap((field) => [...fields[field]]));
    for (const id of all) countsOf(id).papers += sign;
    for (const id of typeable) countsOf(id).typeable += sign;
    for (const id of joined) countsOf(id).joined += sign;
    for (const phrase of counted.titlePhrases)
      titlePhrases.set(phrase, (titlePhrases.get(phrase) ?? 0) + sign);
    for (const [short, term, long] of counted.acronyms) {
      const key = JSON.stringify([short, term]);
      const texts = (acronyms.get(key)?.texts ?? 0) + sign;
      acronyms.set(key, { short, term, long, texts });
    }
    for (const [term, stems] of counted.phrases) {
      const key = JSON.stringify([term, stems]);
      const papers = (phrases.get(key)?.papers ?? 0) + sign;
      const pair = stems.split(" ").slice(0, 2).join(" ");
      phrases.set(key, { term, stems, pair, papers });
    }
  }

  return {
    put(at, { facts, fields, authors, words, stems, learned, title }) {
      const idsOf = (some: Iterable<string>) =>
        Array.from(some, (term) => idOf(term, stems.get(term) ?? term));
      const stemmed = (some: readonly string[]) =>
        indexedWords(some.map((word) => stems.get(word) ?? word).join(" "));
      sql.addWords.run(
        at,
        ...ROW_FIELDS.map((field) => stemmed(fields[field].words)),
        ...ROW_FIELDS.map((field) => indexedWords(fields[field].joined.join(" "))),
        indexedWords(authors.join(" ")),
      );
      sql.addFact.run(at, facts.day, facts.hasCode ? 1 : 0, facts.isPlain ? 1 : 0);
      const forward = eachField((field) => ({
        words: idsOf(fields[field].words),
        joined: idsOf(fields[field].joined),
        length: fields[field].terms.size,
      }));
      sql.addForward.run(at, writeForwardRow(forward));
      sql.addTitle.run(at, title.text);
      sql.addTitleWords.run(at, indexedWords(title.text));
      const counted: CountedPhrases = {
        titlePhrases: [...title.phrases],
        acronyms: learned.acronyms.map(({ short, term, long }) => [short, term, long]),
        phrases: learned.phrases.map(({ term, stems: run }) => [term, run.join(" ")]),
      };
      const termIds: TermIds = {
        fields: eachField((field) => idsOf(fields[field].terms)),
        typeable: idsOf(words),
        joined: idsOf(new Set(ROW_FIELDS.flatMap((field) => fields[field].joined))),
      };
      sql.addTaught.run(at, JSON.stringify(counted), writeTermIds(termIds));
      count(counted, termIds, 1);
    },

    remove(at) {
      const row = sql.taught.get(at);
      if (!row) return;
      const counted = countedPhrases.parse(JSON.parse(String(row["taught"])));
      if (!(row["terms"] instanceof Uint8Array)) throw new TypeError("Terms are no bytes");
      count(counted, readTermIds(row["terms"]), -1);
      for (const statement of sql.removals) statement.all(at);
      sql.resetLastRowid.run();
    },

    flush() {
      for (const [id, { papers, title, text, organisation, typeable, joined }] of terms)
        sql.countTerm.run(papers, title, text, organisation, typeable, joined, id);
      sql.countSums.run(sums.papers, sums.title, sums.text, sums.organisation);
      for (const [phrase, papers] of titlePhrases) sql.countTitlePhrase.run(phrase, papers);
      for (const { short, term, long, texts } of acronyms.values())
        sql.countAcronym.run(short, term, long, texts);
      for (const { term, stems, pair, papers } of phrases.values())
        sql.countPhrase.run(term, stems, pair, papers);
      for (const counts of [terms, titlePhrases, acronyms, phrases]) counts.clear();
      Object.assign(sums, { papers: 0, title: 0, text: 0, organisation: 0 });
    },
  };
}

type TermCounts = Record<Field | "papers" | "typeable" | "joined", number>;

/** What of a paper is counted beside its terms: acronyms as short, term and long, phrases as term and stems. */
const countedPhrases = z.object({
  titlePhrases: z.array(z.string()),
  acronyms: z.array(z.tuple([z.string(), z.string(), z.string()])),
  phrases: z.array(z.tuple([z.string(), z.string()])),
});

type CountedPhrases = z.infer<typeof countedPhrases>;

/** The terms of a paper, each once. */
interface TermIds {
  fields: Record<Field, NumberList>;
  /** What people may type. */
  typeable: NumberList;
  joined: NumberList;
}

type NumberList = ArrayLike<number> & Iterable<number>;

/** In the form of a row of words: where that has compounds, in the title, this has what people may type. */
function writeTermIds({ fields, typeable, joined }: TermIds): Uint8Array {
  const others: Record<Field, NumberList> = { title: typeable, text: joined, organisation: [] };
  return writeForwardRow(
    eachField((field) => ({ words: [...fields[field]], joined: [...others[field]], length: 0 })),
  );
}

function readTermIds(bytes: Uint8Array): TermIds {
  const row = readForwardRow(bytes);
  return {
    fields: eachField((field) => row[field].words),
    typeable: row.title.joined,
    joined: row.text.joined,
  };
}

function eachField<Value>(of: (field: Field) => Value): Record<Field, Value> {
  return { title: of("title"), text: of("text"), organisation: of("organisation") };
}

function prepareAll(database: DatabaseSync) {
  const removals = ["paper_words", "title_words"].map(
    (table) => `delete from ${table} where rowid = ?`,
  );
  for (const table of ["paper_fact", "paper_forward", "paper_taught", "title_begin"])
    removals.push(`delete from ${table} where at = ?`);
  return {
    termId: database.prepare("select id from term where term = ?"),
    addTerm: database.prepare("insert into term values (null, ?, ?, 0, 0, 0, 0, 0, 0)"),
    addWords: database.prepare(
      `insert into paper_words
        (rowid, title, text, organisation, title_joined, text_joined, organisation_joined, author)
        values (?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    addFact: database.prepare("insert into paper_fact values (?, ?, ?, ?)"),
    addForward: database.prepare("insert into paper_forward values (?, ?)"),
    addTaught: database.prepare("insert into paper_taught values (?, ?, ?)"),
    addTitle: database.prepare("insert into title_begin values (?, ?)"),
    addTitleWords: database.prepare("insert into title_words (rowid, title) values (?, ?)"),
    taught: database.prepare("select taught, terms from paper_taught where at = ?"),
    removals: removals.map((removal) => database.prepare(removal)),
    // Removing from FTS5 leaves the last inserted rowid of the connection at a number of its own that
    // no JavaScript number holds, and the driver fails to read that after each statement.
    resetLastRowid: database.prepare("replace into search_sum select * from search_sum"),
    countTerm: database.prepare(
      `update term set papers = papers + ?, title = title + ?, text = text + ?,
        organisation = organisation + ?, said = said + ?, joined = joined + ? where id = ?`,
    ),
    countSums: database.prepare(
      `update search_sum set papers = papers + ?, title = title + ?, text = text + ?,
        organisation = organisation + ?, version = version + 1`,
    ),
    countTitlePhrase: database.prepare(
      `insert into title_phrase values (?, ?)
        on conflict do update set papers = papers + excluded.papers`,
    ),
    countAcronym: database.prepare(
      `insert into acronym values (?, ?, ?, ?)
        on conflict do update set texts = texts + excluded.texts`,
    ),
    countPhrase: database.prepare(
      `insert into phrase values (?, ?, ?, ?)
        on conflict do update set papers = papers + excluded.papers`,
    ),
  };
}
