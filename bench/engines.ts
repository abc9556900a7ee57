import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import MiniSearch from "minisearch";
import type { Paper } from "../src/papers/paper.ts";
import { createIndex } from "../src/search/create-index.ts";
import { readForIndex } from "../src/search/index/indexed-paper.ts";
import { openSearchIndex } from "../src/search/open-search-index.ts";
import type { PaperIndex } from "../src/search/paper-index.ts";
import { openStore } from "../src/store/open.ts";
import { createSearchWriter } from "../src/store/words/search-writer.ts";

/** Something that searches papers, set up as its users do who read the first page of its manual. */
export interface Contestant {
  name: string;
  /** Larger corpora take it too long, or do not fit. */
  mostPapers: number;
  /** Writes what `open` needs to a folder. */
  build(papers: readonly Paper[], folder: string): Promise<void>;
  open(folder: string): Promise<Searcher>;
}

export interface Searcher {
  answer: (text: string) => unknown;
  complete: (text: string) => unknown;
  add(papers: readonly Paper[]): unknown;
  close(): Promise<void>;
}

const ours: Contestant = {
  name: "ours, FTS5",
  mostPapers: Infinity,
  async build(papers, folder) {
    const file = join(folder, "ours.db");
    await (await openStore(file)).close();
    const database = new DatabaseSync(file);
    for (let start = 0; start < papers.length; start += PAPERS_AT_ONCE)
      keep(papers.slice(start, start + PAPERS_AT_ONCE), database);
    database.close();
  },
  async open(folder) {
    const file = join(folder, "ours.db");
    const store = await openStore(file);
    const corpus = store.paperStore.corpus();
    const { index } = openSearchIndex(store.words, {
      paperAt(at) {
        const paper = corpus.at(at);
        if (!paper) throw new RangeError(`There is no paper ${at}`);
        return paper;
      },
      placeOf: ({ id }) => corpus.seqOf(id),
    });
    const database = new DatabaseSync(file);
    return {
      ...searcherOf(index),
      add: (papers) => keep(papers, database),
      async close() {
        database.close();
        await store.close();
      },
    };
  },
};

const oursInMemory: Contestant = {
  name: "ours, MiniSearch",
  mostPapers: 5000,
  build: writePapers,
  async open(folder) {
    const papers = readPapers(folder);
    return {
      ...searcherOf(createIndex(papers)),
      // It is made anew whenever a paper comes.
      add: (added) => createIndex([...papers, ...added]),
      async close() {},
    };
  },
};

const FIELDS = ["title", "abstract", "summary", "organisation"];

const miniSearch: Contestant = {
  name: "MiniSearch, defaults",
  mostPapers: 100_000,
  async build(papers, folder) {
    const index = new MiniSearch<Paper>({ fields: FIELDS });
    index.addAll(papers);
    writeFileSync(join(folder, "minisearch.json"), JSON.stringify(index));
  },
  async open(folder) {
    const json = readFileSync(join(folder, "minisearch.json"), "utf8");
    const index = MiniSearch.loadJSON<Paper>(json, { fields: FIELDS });
    return {
      answer: (text) => index.search(text).slice(0, 10),
      complete: (text) => index.autoSuggest(text).slice(0, 25),
      add: (papers) => index.addAll(papers),
      async close() {},
    };
  },
};

/** A page of results: where all words find fewer papers, any of them will do. */
const RESULTS = 10;
const COMPLETIONS = 25;

/** SQLite's full-text index as somebody builds it who has read all of its manual. */
const rival: Contestant = {
  name: "FTS5",
  mostPapers: Infinity,
  async build(papers, folder) {
    const database = new DatabaseSync(join(folder, "rival.db"));
    database.exec(
      `pragma journal_mode = wal;
      create virtual table paper using fts5(title, abstract, organisation, tokenize = 'porter', prefix = '1 2 3')`,
    );
    insert(papers, database);
    database.close();
  },
  async open(folder) {
    const database = new DatabaseSync(join(folder, "rival.db"));
    const find = database.prepare(
      `select rowid, title from paper where paper match ?
        order by bm25(paper, 4, 1, 2) limit ${RESULTS}`,
    );
    const begin = database.prepare(
      `select rowid, title from paper where paper match ?
        order by bm25(paper, 4, 1, 2) limit ${COMPLETIONS}`,
    );
    return {
      answer(text) {
        const words = wordsIn(text);
        if (words.length === 0) return [];
        const all = find.all(words.join(" AND "));
        return all.length === RESULTS ? all : find.all(words.join(" OR "));
      },
      complete: (text) => begin.all(`title : (${wordsIn(text).join(" ") || '""'} *)`),
      add: (papers) => insert(papers, database),
      async close() {
        database.close();
      },
    };
  },
};

export const contestants: readonly Contestant[] = [ours, oursInMemory, miniSearch, rival];

const PAPERS_AT_ONCE = 250;

function searcherOf(index: PaperIndex): Pick<Searcher, "answer" | "complete"> {
  return {
    // With what a list shows of each hit.
    answer: (text) => index.search(text).hits.map(({ words }) => words),
    complete: (text) => index.suggest(text),
  };
}

function wordsIn(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => `"${word}"`);
}

function keep(papers: readonly Paper[], database: DatabaseSync): void {
  database.exec("begin immediate");
  const search = createSearchWriter(database);
  const row = database.prepare(
    "insert into paper (id, paper, day, has_code) values (?, ?, ?, ?) returning seq",
  );
  for (const paper of papers) {
    const indexed = readForIndex(paper);
    const { day, hasCode } = indexed.facts;
    const seq = row.get(paper.id, JSON.stringify(paper), day, hasCode ? 1 : 0)?.["seq"];
    search.put(Number(seq), indexed);
  }
  search.flush();
  database.exec("commit");
}

function insert(papers: readonly Paper[], database: DatabaseSync): void {
  database.exec("begin immediate");
  const row = database.prepare(
    "insert into paper (title, abstract, organisation) values (?, ?, ?)",
  );
  for (const { title, abstract, summary, organisation } of papers)
    row.run(title, abstract ?? summary ?? "", organisation ?? "");
  database.exec("commit");
}

async function writePapers(papers: readonly Paper[], folder: string): Promise<void> {
  writeFileSync(join(folder, "papers.json"), JSON.stringify(papers));
}

function readPapers(folder: string): Paper[] {
  return JSON.parse(readFileSync(join(folder, "papers.json"), "utf8"));
}
