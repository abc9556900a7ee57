import type { DatabaseSync } from "node:sqlite";
import type { IndexedPaper } from "../../search/index/indexed-paper.ts";
import type { Token } from "../../search/words/analyse.ts";
import { eachField, type Field, FIELDS } from "../../search/words/paper-fields.ts";
import { isStopWord } from "../../search/words/stop-words.ts";
import { type FieldTerms, writeForwardRow } from "./forward-row.ts";
import { createLearnedWriters } from "./learned-writer.ts";
import { indexedWords } from "./search-match.ts";
import { createTextWriters } from "./text-writer.ts";
import { createTitlePhraseWriters } from "./title-phrase-writer.ts";
import { COUNTED, createTermWriter, type TermWriter } from "./term-writer.ts";

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
  /** Texts repeat the same tokens: to look up each of their terms anew takes longer than all else. */
  const tokenTerms: (TokenTerms | undefined)[] = [];
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
      tokenTerms.length = 0;
    }
    const learned = learnedWriters();
    const titlePhrases = titlePhraseWriters(isKnown);
    const texts = textWriters();
    // Nothing of a paper stands in the file before all of the transaction does: others read it meanwhile.
    const rows = new Map<number, Row>();
    const sums = { papers: 0, title: 0, text: 0, organisation: 0 };

    /** `sign` is 1 for a paper that comes, -1 for one that goes. */
    function count(paper: IndexedPaper, sign: 1 | -1): Record<Field, FieldWords> {
      counted += 1;
      const fields = eachField((field) => countField(paper.fields[field], field));
      sums.papers += sign;
      for (const field of FIELDS) sums[field] += sign * fields[field].length;
      learned.count(paper.learned, sign);
      titlePhrases.count(paper.title.phrases, sign);
      return fields;

      function countField(tokens: readonly Token[], field: Field): FieldWords {
        const found: FieldTerms = { words: [], joined: [], length: 0 };
        // Put together at the end: a text that grows is kept in hundreds of pieces.
        const stemsTexts: string[] = [];
        const joinedTexts: string[] = [];
        const place = PLACES[field];
        const isTitle = field === "title";
        fieldsCounted += 1;
        for (const token of tokens) {
          const known = termsOf(token);
          for (const word of known.words) found.words.push(word);
          for (const term of known.joined) found.joined.push(term);
          stemsTexts.push(known.stemsText);
          if (known.joinedText !== "") joinedTexts.push(known.joinedText);
          // Of one that stands here again all is counted.
          if (known.lastField === fieldsCounted) continue;
          known.lastField = fieldsCounted;
          found.length += countToken(known, place, isTitle);
        }
        return { ...found, stemsText: stemsTexts.join(""), joinedText: joinedTexts.join("") };
      }

      /** Gives how many of its terms are new in this field. */
      function countToken(token: TokenTerms, place: number, isTitle: boolean): number {
        const { words, stems, isStop, joined, typed } = token;
        let length = 0;
        for (let i = 0; i < words.length; i++) {
          // Stop words are terms of titles alone.
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

    function termsOf(token: Token): TokenTerms {
      // Where another has the same place, the one before is forgotten.
      const place = token.number % REMEMBERED_TOKENS;
      const known = tokenTerms[place];
      if (known?.token === token) return known;
      // As long as it must be: to make all of it at once takes longer than the rest of opening a file.
      while (tokenTerms.length < place) tokenTerms.push(undefined);
      return (tokenTerms[place] = readTerms(token, terms));
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
        rows.set(at, { facts, title: title.text, fields });
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
        for (const [at, { facts, title, fields }] of rows) {
          sql.putFact.run(at, facts.day, facts.hasCode ? 1 : 0, facts.isPlain ? 1 : 0);
          sql.addTitle.run(at, title);
          sql.addForward.run(at, writeForwardRow(fields, terms.idOf));
        }
        rows.clear();
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

/** A field of a paper as it is kept, and as FTS5 gets it. */
interface FieldWords extends FieldTerms {
  stemsText: string;
  joinedText: string;
}

/** What is written of a paper for itself alone. */
interface Row {
  facts: IndexedPaper["facts"];
  title: string;
  fields: Record<Field, FieldTerms>;
}

/** To ask for each word of each paper takes longer than to read the paper. */
const REMEMBERED_TERMS = 200_000;
const REMEMBERED_TOKENS = 1 << 17;

const PLACES = eachField((field) => COUNTED.indexOf(field));
const PAPERS = COUNTED.indexOf("papers");
const SAID = COUNTED.indexOf("said");
const JOINED = COUNTED.indexOf("joined");

/** The terms of a token, by their places, of which the first three go together; and as FTS5 gets them. */
interface TokenTerms {
  token: Token;
  words: readonly number[];
  stems: readonly number[];
  isStop: readonly boolean[];
  joined: readonly number[];
  typed: readonly number[];
  stemsText: string;
  joinedText: string;
  /** The field of all papers since the start in which it was counted last. */
  lastField: number;
}

function readTerms(token: Token, terms: TermWriter): TokenTerms {
  const { parts, stems, joined, typed } = token;
  const open = (term: string) => terms.open(term);
  return {
    token,
    words: parts.map(open),
    stems: stems.map(open),
    isStop: parts.map(isStopWord),
    joined: joined.map(open),
    typed: typed.map(open),
    stemsText: textOfWords(stems),
    joinedText: textOfWords(joined),
    lastField: 0,
  };
}

/** Ends with a blank, so that they can be put one behind the other. */
function textOfWords(words: readonly string[]): string {
  return words.map((word) => `${indexedWords(word)} `).join("");
}

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
