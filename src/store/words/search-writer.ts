import type { DatabaseSync } from "node:sqlite";
import type { IndexedPaper } from "../../search/index/indexed-paper.ts";
import type { Token } from "../../search/words/analyse.ts";
import { eachField, type Field, FIELDS } from "../../search/words/paper-fields.ts";
import { isStopWord } from "../../search/words/stop-words.ts";
import { type FieldTerms, writeForwardRow } from "./forward-row.ts";
import { createLearnedWriters } from "./learned-writer.ts";
import { indexedWords } from "./search-match.ts";
import { createTextWriters } from "./text-writer.ts";
import { COUNTED, createTermWriters, type TermWriter } from "./term-writer.ts";

/** Keeps the index of words. Everything happens in the transaction that is open. */
export interface SearchWriter {
  /** A paper that is not in the index; `at` is its `seq`. */
  put(at: number, paper: IndexedPaper): void;
  /** Takes a paper out again, if it is in; `paper` is what was put, null where nobody can tell. */
  remove(at: number, paper: IndexedPaper | null): void;
  /** Writes what was counted. Call it last, before the transaction ends. */
  flush(): void;
  /** Call it when the transaction is committed. */
  keep(): void;
}

/**
 * Hands out a writer for each transaction, once it has begun: what was counted in one that failed must not be
 * written by the next.
 */
export function createSearchWriters(database: DatabaseSync): () => SearchWriter {
  const sql = prepareAll(database);
  const termWriters = createTermWriters(database);
  const learnedWriters = createLearnedWriters(database);
  const textWriters = createTextWriters(database);

  return () => {
    const terms = termWriters();
    const learned = learnedWriters();
    const texts = textWriters();
    const sums = { papers: 0, title: 0, text: 0, organisation: 0 };
    const tokenTerms = new Map<Token, TokenTerms>();
    let counted = 0;

    /** `sign` is 1 for a paper that comes, -1 for one that goes. */
    function count(paper: IndexedPaper, sign: 1 | -1): Record<Field, FieldTerms> {
      counted += 1;
      const fields = eachField((field) => countField(paper.fields[field], field));
      sums.papers += sign;
      for (const field of FIELDS) sums[field] += sign * fields[field].length;
      learned.count(paper.learned, paper.title, sign);
      return fields;

      function countField(tokens: readonly Token[], field: Field): FieldTerms {
        const found: FieldTerms = { words: [], joined: [], length: 0 };
        for (const token of tokens) {
          const { words, stems, isStop, joined, typed } = termsOf(token);
          for (let i = 0; i < words.length; i++) {
            const word = words[i] ?? 0;
            found.words.push(terms.idOf(word));
            // Stop words are terms of titles alone.
            if (isStop[i] && field !== "title") continue;
            const stemmed = stems[i] ?? word;
            if (index(word, field)) found.length += 1;
            if (stemmed !== word && index(stemmed, field)) found.length += 1;
          }
          for (const term of joined) {
            found.joined.push(terms.idOf(term));
            if (index(term, field)) found.length += 1;
            terms.count(term, JOINED, counted, sign);
          }
          for (const term of typed) terms.count(term, SAID, counted, sign);
        }
        return found;
      }

      /** Whether the paper is indexed under the term for the first time in this field. */
      function index(term: number, field: Field): boolean {
        if (!terms.count(term, PLACES[field], counted, sign)) return false;
        terms.count(term, PAPERS, counted, sign);
        return true;
      }
    }

    /** Texts repeat the same tokens: to look up each of their terms anew takes longer than all else. */
    function termsOf(token: Token): TokenTerms {
      let known = tokenTerms.get(token);
      if (!known) tokenTerms.set(token, (known = readTerms(token, terms)));
      return known;
    }

    return {
      put(at, paper) {
        const { facts, fields, authors, title } = paper;
        texts.add(at, {
          words: [
            ...FIELDS.map((field) => wordsOf(fields[field], ({ stems }) => stems)),
            ...FIELDS.map((field) => wordsOf(fields[field], ({ joined }) => joined)),
            indexedWords(authors.join(" ")),
          ],
          title: indexedWords(title.text),
        });
        sql.removeFact.run(at);
        sql.addFact.run(at, facts.day, facts.hasCode ? 1 : 0, facts.isPlain ? 1 : 0);
        sql.addTitle.run(at, title.text);
        sql.addForward.run(at, writeForwardRow(count(paper, 1)));
      },

      remove(at, paper) {
        sql.removeFact.run(at);
        if (!sql.isThere.get(at)) return;
        if (paper) count(paper, -1);
        sql.removeForward.run(at);
        sql.removeTitle.run(at);
        texts.remove(at);
      },

      flush() {
        terms.flush();
        learned.flush();
        sql.countSums.run(sums.papers, sums.title, sums.text, sums.organisation);
        Object.assign(sums, { papers: 0, title: 0, text: 0, organisation: 0 });
        texts.flush();
      },

      keep: () => terms.keep(),
    };
  };
}

const PLACES = eachField((field) => COUNTED.indexOf(field));
const PAPERS = COUNTED.indexOf("papers");
const SAID = COUNTED.indexOf("said");
const JOINED = COUNTED.indexOf("joined");

/** The terms of a token, by their places; the first three go together. */
interface TokenTerms {
  words: readonly number[];
  stems: readonly number[];
  isStop: readonly boolean[];
  joined: readonly number[];
  typed: readonly number[];
}

function readTerms({ parts, stems, joined, typed }: Token, terms: TermWriter): TokenTerms {
  const open = (term: string) => terms.open(term);
  return {
    words: parts.map(open),
    stems: stems.map(open),
    isStop: parts.map(isStopWord),
    joined: joined.map(open),
    typed: typed.map(open),
  };
}

function wordsOf(tokens: readonly Token[], of: (token: Token) => readonly string[]): string {
  const words: string[] = [];
  for (const token of tokens) for (const word of of(token)) words.push(word);
  return indexedWords(words.join(" "));
}

function prepareAll(database: DatabaseSync) {
  return {
    addFact: database.prepare("insert into paper_fact values (?, ?, ?, ?)"),
    addForward: database.prepare("insert into paper_forward values (?, ?)"),
    addTitle: database.prepare("insert into title_begin values (?, ?)"),
    isThere: database.prepare("select 1 from paper_forward where at = ?"),
    removeFact: database.prepare("delete from paper_fact where at = ?"),
    removeForward: database.prepare("delete from paper_forward where at = ?"),
    removeTitle: database.prepare("delete from title_begin where at = ?"),
    countSums: database.prepare(
      `update search_sum set papers = papers + ?, title = title + ?, text = text + ?,
        organisation = organisation + ?, version = version + 1`,
    ),
  };
}
