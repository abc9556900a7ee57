import type { DatabaseSync } from "node:sqlite";
import type { IndexedPaper } from "../../search/index/indexed-paper.ts";
import type { Token } from "../../search/words/analyse.ts";
import { eachField, type Field, FIELDS } from "../../search/words/paper-fields.ts";
import { createForwardRows, type KeptRow } from "./forward-row.ts";
import { createLearnedWriters } from "./learned-writer.ts";
import { indexedWords } from "./search-match.ts";
import { createTextWriters } from "./text-writer.ts";
import { createTitlePhraseWriters } from "./title-phrase-writer.ts";
import { COUNTED, createTermWriter } from "./term-writer.ts";
import { createTokenTable, NOT_PLAIN, type TokenTerms } from "./token-terms.ts";

/** Keeps the index of words. Everything happens in the transaction that is open. */
export interface SearchWriter {
  /** A paper that is not in the index; `at` is its `seq`. */
  put(at: number, paper: IndexedPaper): void;
  /** Takes a paper out again, if it is in; `paper` is what was put, null where nobody can tell. */
  remove(at: number, paper: IndexedPaper | null): void;
  /**
   * Writes some of what people may see before the rest, phrases and in how many papers terms stand: false when only
   * what has to be there at once is left. `put` and `remove` have to be done.
   */
  flushSome(): boolean;
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
  const terms = createTermWriter(database);
  const learnedWriters = createLearnedWriters(database);
  const titlePhraseWriters = createTitlePhraseWriters(database);
  const textWriters = createTextWriters(database);
  const tokenTable = createTokenTable(terms);
  const { plain } = tokenTable;
  const kept = createForwardRows();
  /** Of the index when what is remembered of it was right; null while a transaction changes both. */
  let state: string | null = null;
  /** Transactions since one was committed. What one that fails wrote may have been read under its version. */
  let begun = 0;
  /** Of all papers since the start, and of all their fields, so that each has a number of its own. */
  let counted = 0;
  let fieldsCounted = 0;

  return () => {
    const { reading, version } = Object(sql.state.get());
    const isKnown = state === `${reading} ${version}`;
    state = null;
    begun += 1;
    if (!isKnown || terms.size > REMEMBERED_TERMS) {
      terms.clear();
      tokenTable.clear();
    }
    const learned = learnedWriters();
    const titlePhrases = titlePhraseWriters(isKnown);
    const texts = textWriters();
    kept.clear();
    // Nothing of a paper stands in the file before all of the transaction does: others read it meanwhile.
    const rows = new Map<number, Row>();
    const sums = { papers: 0, title: 0, text: 0, organisation: 0 };

    /** `sign` is 1 for a paper that comes, -1 for one that goes. */
    function count(paper: IndexedPaper, sign: 1 | -1): Record<Field, FieldWords> {
      counted += 1;
      kept.begin();
      const fields = eachField((field) => countField(paper.fields[field], field));
      sums.papers += sign;
      for (const field of FIELDS) sums[field] += sign * fields[field].length;
      learned.count(paper.learned, sign);
      titlePhrases.count(paper.title.words, sign);
      return fields;

      function countField(tokens: readonly Token[], field: Field): FieldWords {
        const place = PLACES[field];
        const isTitle = field === "title";
        // Put together at the end: a text that grows is kept in hundreds of pieces.
        const stemsTexts: string[] = [];
        const joinedTexts: string[] = [];
        let length = 0;
        fieldsCounted += 1;
        for (const token of tokens) {
          const at = tokenTable.placeOf(token);
          const word = at === null ? NOT_PLAIN : (plain.word[at] ?? NOT_PLAIN);
          if (at === null || word === NOT_PLAIN) {
            const known = tokenTable.termsOf(token);
            for (const one of known.words) kept.word(one);
            for (const one of known.joined) kept.joined(one);
            stemsTexts.push(known.stemsText);
            if (known.joinedText !== "") joinedTexts.push(known.joinedText);
            length += countToken(known, place, isTitle);
            continue;
          }
          kept.word(word);
          stemsTexts.push(plain.text[at] ?? "");
          // Of one that stands here again all is counted.
          if (plain.countedIn[at] === fieldsCounted) continue;
          plain.countedIn[at] = fieldsCounted;
          terms.count(word, SAID, counted, sign);
          // Stop words are terms of titles alone.
          if (plain.isStop[at] === 1 && !isTitle) continue;
          const stemmed = plain.stem[at] ?? word;
          if (index(word, place)) length += 1;
          if (stemmed !== word && index(stemmed, place)) length += 1;
        }
        kept.endField(length);
        return { length, stemsText: stemsTexts.join(""), joinedText: joinedTexts.join("") };
      }

      /** Gives how many of its terms are new in this field. */
      function countToken(token: TokenTerms, place: number, isTitle: boolean): number {
        const { words, stems, isStop, joined, typed } = token;
        let length = 0;
        for (let i = 0; i < words.length; i++) {
          if (isStop[i] && !isTitle) continue;
          const word = words[i] ?? 0;
          const stemmed = stems[i] ?? word;
          if (index(word, place)) length += 1;
          if (stemmed !== word && index(stemmed, place)) length += 1;
        }
        for (const term of joined) {
          if (index(term, place)) length += 1;
          terms.count(term, JOINED, counted, sign);
        }
        for (const term of typed) terms.count(term, SAID, counted, sign);
        return length;
      }

      /** Whether the paper is indexed under the term for the first time in this field. */
      function index(term: number, place: number): boolean {
        if (!terms.count(term, place, counted, sign)) return false;
        terms.count(term, PAPERS, counted, sign);
        return true;
      }
    }

    function flushSome(): boolean {
      if (terms.flushSome()) return true;
      learned.flush();
      titlePhrases.flush();
      return false;
    }

    return {
      flushSome,

      put(at, paper) {
        const { facts, authors, title } = paper;
        const fields = count(paper, 1);
        rows.set(at, { facts, title: title.text, words: kept.end() });
        texts.add(at, {
          words: [
            ...FIELDS.map((field) => fields[field].stemsText),
            ...FIELDS.map((field) => fields[field].joinedText),
            indexedWords(authors.join(" ")),
          ],
          title: indexedWords(title.text),
        });
      },

      remove(at, paper) {
        sql.removeFact.run(at);
        if (!rows.delete(at) && !sql.isThere.get(at)) return;
        if (paper) count(paper, -1);
        sql.removeForward.run(at);
        sql.removeTitle.run(at);
        texts.remove(at);
      },

      flush() {
        while (flushSome());
        for (const [at, { facts, title, words }] of rows) {
          sql.putFact.run(at, facts.day, facts.hasCode ? 1 : 0, facts.isPlain ? 1 : 0);
          sql.addTitle.run(at, title);
          sql.addForward.run(at, kept.row(words, terms.idOf));
        }
        rows.clear();
        kept.clear();
        sql.countSums.run(sums.papers, sums.title, sums.text, sums.organisation, begun);
        Object.assign(sums, { papers: 0, title: 0, text: 0, organisation: 0 });
        texts.flush();
      },

      keep() {
        state = `${reading} ${Number(version) + begun}`;
        begun = 0;
      },
    };
  };
}

/** A field of a paper as FTS5 gets it, and how many terms it has. */
interface FieldWords {
  length: number;
  stemsText: string;
  joinedText: string;
}

/** What is written of a paper for itself alone. */
interface Row {
  facts: IndexedPaper["facts"];
  title: string;
  words: KeptRow;
}

/** To ask for each word of each paper takes longer than to read the paper. */
const REMEMBERED_TERMS = 200_000;

const PLACES = eachField((field) => COUNTED.indexOf(field));
const PAPERS = COUNTED.indexOf("papers");
const SAID = COUNTED.indexOf("said");
const JOINED = COUNTED.indexOf("joined");

function prepareAll(database: DatabaseSync) {
  return {
    putFact: database.prepare("replace into paper_fact values (?, ?, ?, ?)"),
    addForward: database.prepare("insert into paper_forward values (?, ?)"),
    addTitle: database.prepare("insert into title_begin values (?, ?)"),
    isThere: database.prepare("select 1 from paper_forward where at = ?"),
    removeFact: database.prepare("delete from paper_fact where at = ?"),
    removeForward: database.prepare("delete from paper_forward where at = ?"),
    removeTitle: database.prepare("delete from title_begin where at = ?"),
    state: database.prepare("select reading, version from search_sum"),
    countSums: database.prepare(
      `update search_sum set papers = papers + ?, title = title + ?, text = text + ?,
        organisation = organisation + ?, version = version + ?`,
    ),
  };
}
