import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from "node:sqlite";
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
import { factCondition, indexedWords, matchExpression } from "./search-match.ts";

/** The index of words as it stands in the file. */
export function createSearchReader(database: DatabaseSync): WordStore {
  const ask = asker(database);
  return {
    version: () => Number(ask.row("select version from search_sum")?.["version"] ?? 0),
    sums: () => sumsIn(ask.row("select papers, title, text, organisation from search_sum")),
    term(term) {
      const row = ask.row("select * from term where term = ? and papers > 0", term);
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
      ask
        .rows("select id, term from term where stem = ?", stem)
        .map((row) => ({ id: Number(row["id"]), word: String(row["term"]) })),
    phrases: phrasesIn(ask),
    titles: titlesIn(ask),
    vocabulary: vocabularyIn(ask),

    list(match, limit) {
      const row = ask.row(
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
      const row = ask.row(
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

    lastAt: () => Number(ask.row("select max(at) as at from paper_forward")?.["at"] ?? 0),

    rows: (ats) =>
      ask
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

function phrasesIn(ask: Asker): PhraseStore {
  return {
    spelledOut: (short) =>
      ask.rows("select * from acronym where short = ? and texts > 0", short).map(spelledIn),
    shortsWith: (by) =>
      ("term" in by
        ? ask.rows("select * from acronym where term = ? and texts > 0", by.term)
        : ask.rows("select * from acronym where long = ? and texts > 0", by.long)
      ).map(spelledIn),
    shortsBeginning: (prefix, limit) =>
      ask
        .rows(
          `select short from
            (select short, texts from acronym where short >= ? and short < ? and texts > 0 limit ?)
            group by short order by sum(texts) desc, short limit ?`,
          prefix,
          prefix + LAST,
          MAX_ACRONYMS_SEEN,
          limit,
        )
        .map((row) => String(row["short"])),
    phrasesBeginning: (first, second) =>
      ask
        .rows("select term, stems from phrase where pair = ? and papers > 0", `${first} ${second}`)
        .map(phraseIn),
    phrasesUnder: (term) =>
      ask.rows("select term, stems from phrase where term = ? and papers > 0", term).map(phraseIn),
  };
}

/** One letter may begin thousands; the most usual are among the first ones or another letter away. */
const MAX_ACRONYMS_SEEN = 5000;

function titlesIn(ask: Asker): StoredTitles {
  return {
    wordsOf: (at) =>
      textOf(ask.row("select whole from title_begin where at = ?", at)?.["whole"]).trimEnd(),
    beginningWith: (whole, limit) =>
      ask
        .rows(
          "select at from title_begin where whole >= ? and whole < ? order by whole, at limit ?",
          whole,
          whole + LAST,
          limit,
        )
        .map(atOf),
    withWords(words, unfinished, limit) {
      const match = words.map((word) => `"${indexedWords(word)}"`);
      if (unfinished !== "") match.push(`"${indexedWords(unfinished)}"*`);
      return ask
        .rows(
          "select rowid as at from title_words where title_words match ? order by rowid limit ?",
          match.join(" AND "),
          limit,
        )
        .map(atOf);
    },
    phrases: (prefix, limit) =>
      ask.completions(
        { table: "title_phrase", text: "phrase", count: "papers", above: 1 },
        prefix,
        limit,
      ),
  };
}

function vocabularyIn(ask: Asker): StoredWords {
  return {
    completions: (prefix, limit) =>
      ask.completions({ table: "term", text: "term", count: "said", above: 0 }, prefix, limit),
    after: (id, limit) =>
      ask
        .rows("select id, term from term where id > ? order by id limit ?", id, limit)
        .map((row) => ({ id: Number(row["id"]), word: String(row["term"]) })),
    papersWith: (word) =>
      Number(ask.row("select said from term where term = ?", word)?.["said"] ?? 0),
  };
}

/** After everything that begins with what stands before it. */
const LAST = "\u{10ffff}";
/** Letters of a beginning for which the index has the best completions in order. */
const SHORT_PREFIX = 3;
/** Bounds the look for a longer one. */
const MAX_SCANNED = 2000;

interface Counted {
  table: string;
  text: string;
  count: string;
  above: number;
}

type Row = Record<string, SQLOutputValue>;
type Asker = ReturnType<typeof asker>;

/** Statements are prepared when they are first needed, and kept. */
function asker(database: DatabaseSync) {
  const prepared = new Map<string, StatementSync>();

  function statement(sql: string): StatementSync {
    const known = prepared.get(sql);
    if (known) return known;
    const made = database.prepare(sql);
    prepared.set(sql, made);
    return made;
  }

  const rows = (sql: string, ...bound: SQLInputValue[]): Row[] => statement(sql).all(...bound);

  return {
    rows,
    row: (sql: string, ...bound: SQLInputValue[]): Row | null =>
      statement(sql).get(...bound) ?? null,
    completions({ table, text, count, above }: Counted, prefix: string, limit: number): string[] {
      const length = Array.from(prefix).length;
      const found =
        length <= SHORT_PREFIX
          ? rows(
              `select ${text} as text from ${table}
                where substr(${text}, 1, ${length}) = ? and ${count} > ${above} and ${text} <> ?
                order by ${count} desc, ${text} limit ?`,
              prefix,
              prefix,
              limit,
            )
          : rows(
              `select text from
                (select ${text} as text, ${count} as count from ${table}
                  where ${text} > ? and ${text} < ? and ${count} > ${above} limit ${MAX_SCANNED})
                order by count desc, text limit ?`,
              prefix,
              prefix + LAST,
              limit,
            );
      return found.map((row) => String(row["text"]));
    },
  };
}

/** A list of numbers comes as one text: a row for each takes five times as long. */
function numbersOf(json: SQLOutputValue | undefined): number[] {
  return JSON.parse(textOf(json) || "[]");
}

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
