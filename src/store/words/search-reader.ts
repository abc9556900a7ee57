import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import { z } from "zod";
import type { Field } from "../../search/words/paper-fields.ts";
import type { CountedAcronym, PhraseStore } from "../../search/words/meaning/phrase-store.ts";
import type { Phrase } from "../../search/words/phrases.ts";
import type {
  StoredOrder,
  StoredTitles,
  StoredWords,
  WordStore,
} from "../../search/index/stored/word-store.ts";
import { readForwardRow } from "./forward-row.ts";
import { namesIn } from "./known-names.ts";
import { createStatements, LAST_LETTER, type Row, type Statements } from "./statements.ts";
import { factCondition, indexedWords, matchExpression } from "./search-match.ts";

/** The index of words as it stands in the file. */
export function createSearchReader(database: DatabaseSync): WordStore {
  const sql = createStatements(database);
  return {
    version: () => Number(sql.row("select version from search_sum")?.["version"] ?? 0),
    sums: () => sumsIn(sql.row("select papers, title, text, organisation from search_sum")),
    term(term) {
      const row = sql.row("select * from term where term = ? and papers > 0", term);
      return (
        row && {
          id: Number(row["id"]),
          stem: String(row["stem"]),
          papers: sumsIn(row),
          joined: Number(row["joined"]),
        }
      );
    },
    wordsWithStem: (stem) =>
      sql
        .rows(
          `select id, term from term where stem = ? and stem <> term
            union all select id, term from term where term = ? and stem = term`,
          stem,
          stem,
        )
        .map((row) => ({ id: Number(row["id"]), word: String(row["term"]) })),
    phrases: phrasesIn(sql),
    titles: titlesIn(sql),
    vocabulary: vocabularyIn(sql),
    names: namesIn(sql),

    list(match, limit) {
      const row = sql.row(
        `select json_group_array(at) as ats from
          (select rowid as at from paper_words where paper_words match ? order by rowid desc limit ?)`,
        matchExpression(match),
        limit,
      );
      return numbersOf(row?.["ats"]);
    },

    filter({ ats, facts, order, limit, offset = 0 }) {
      const condition = facts && factCondition(facts);
      const tables =
        ats === null
          ? "paper_fact"
          : "json_each(?) as wanted cross join paper_fact on paper_fact.at = wanted.value";
      const row = sql.row(
        `select json_group_array(at) as ats from
          (select paper_fact.at as at from ${tables} where ${condition?.sql ?? "true"}
            order by ${ORDER_BY[order]} limit ? offset ?)`,
        ...(ats === null ? [] : [JSON.stringify(ats)]),
        ...(condition?.bound ?? []),
        limit,
        offset,
      );
      return numbersOf(row?.["ats"]);
    },

    lastAt: () => Number(sql.row("select max(at) as at from paper_forward")?.["at"] ?? 0),

    rows: (ats) =>
      sql
        .rows(
          `select at, words from json_each(?) as wanted
            join paper_forward on paper_forward.at = wanted.value`,
          JSON.stringify(ats),
        )
        .flatMap(({ at, words }) =>
          words instanceof Uint8Array ? [{ at: Number(at), row: readForwardRow(words) }] : [],
        ),
  };
}

/** Papers without a full date have no day. */
const ORDER_BY: Record<StoredOrder, string> = { last: "at desc", newest: "day desc, at" };

function phrasesIn(sql: Statements): PhraseStore {
  return {
    spelledOut: (short) =>
      sql.rows("select * from acronym where short = ? and texts > 0", short).map(spelledIn),
    shortsWith: (by) =>
      ("term" in by
        ? sql.rows("select * from acronym where term = ? and texts > 0", by.term)
        : sql.rows("select * from acronym where long = ? and texts > 0", by.long)
      ).map(spelledIn),
    shortsBeginning: (prefix, limit) =>
      sql
        .rows(
          `select short from
            (select short, texts from acronym where short >= ? and short < ? and texts > 0 limit ?)
            group by short order by sum(texts) desc, short limit ?`,
          prefix,
          prefix + LAST_LETTER,
          MAX_ACRONYMS_SEEN,
          limit,
        )
        .map((row) => String(row["short"])),
    phrasesBeginning: (first, second) =>
      sql
        .rows("select term, stems from phrase where pair = ? and papers > 0", `${first} ${second}`)
        .map(phraseIn),
    phrasesUnder: (term) =>
      sql.rows("select term, stems from phrase where term = ? and papers > 0", term).map(phraseIn),
    phrasesLike: (pair, limit) =>
      sql
        .rows(
          `select term, stems, papers from phrase where pair >= ? and pair < ? and papers > 0
            order by pair, term limit ?`,
          pair,
          pair + LAST_LETTER,
          limit,
        )
        .map((row) => ({ ...phraseIn(row), papers: Number(row["papers"]) })),
  };
}

/** One letter may begin thousands; the most usual are among the first ones or another letter away. */
const MAX_ACRONYMS_SEEN = 5000;

function titlesIn(sql: Statements): StoredTitles {
  return {
    wordsOf: (at) =>
      textOf(sql.row("select whole from title_begin where at = ?", at)?.["whole"]).trimEnd(),
    beginningWith: (text, limit) =>
      sql
        .rows(
          "select at from title_begin where whole >= ? and whole < ? order by whole, at limit ?",
          text,
          text + LAST_LETTER,
          limit,
        )
        .map(atOf),
    withWords(words, unfinished, limit) {
      const match = words.map((word) => `"${indexedWords(word)}"`);
      if (unfinished !== "") match.push(`"${indexedWords(unfinished)}"*`);
      return sql
        .rows(
          "select rowid as at from title_words where title_words match ? order by rowid limit ?",
          match.join(" AND "),
          limit,
        )
        .map(atOf);
    },
    phrases: (prefix, limit) => sql.completions(TITLE_PHRASES, prefix, limit),
  };
}

const TITLE_PHRASES = {
  table: "title_phrase",
  index: null,
  text: "phrase",
  count: "papers",
};
const TERMS = { table: "term", index: "sqlite_autoindex_term_1", text: "term", count: "said" };

function vocabularyIn(sql: Statements): StoredWords {
  return {
    completions: (prefix, limit) => sql.completions(TERMS, prefix, limit),
    after: (id, limit) =>
      sql
        .rows("select id, term from term where id > ? order by id limit ?", id, limit)
        .map((row) => ({ id: Number(row["id"]), word: String(row["term"]) })),
    papersWith: (word) =>
      Number(sql.row("select said from term where term = ?", word)?.["said"] ?? 0),
  };
}

/** A list of numbers comes as one text: a row for each takes five times as long. */
function numbersOf(json: SQLOutputValue | undefined): number[] {
  return numbersSchema.parse(JSON.parse(textOf(json) || "[]"));
}

/** Lists are long: a schema of each number takes eight times as long. */
const numbersSchema = z.custom<number[]>(
  (value) => Array.isArray(value) && value.every(Number.isInteger),
);

function textOf(value: SQLOutputValue | undefined): string {
  return typeof value === "string" ? value : "";
}

function atOf(row: Row): number {
  return Number(row["at"]);
}

function sumsIn(row: Row | null): Record<Field | "papers", number> {
  const of = (name: string) => Number(row?.[name] ?? 0);
  return {
    papers: of("papers"),
    title: of("title"),
    text: of("text"),
    organisation: of("organisation"),
  };
}

function spelledIn(row: Row): CountedAcronym {
  return {
    short: String(row["short"]),
    term: String(row["term"]),
    long: String(row["long"]),
    texts: Number(row["texts"]),
  };
}

function phraseIn(row: Row): Phrase {
  return { term: String(row["term"]), stems: String(row["stems"]).split(" ") };
}
