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
import { createRivalTable, openRival } from "./rival.ts";
import { createSearchWriters } from "../src/store/words/search-writer.ts";

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
  /** What is done in the background after the start. */
  warm?: () => Promise<void>;
  close(): Promise<void>;
}

const ours: Contestant = {
  name: "ours, FTS5",
  mostPapers: Infinity,
  async build(papers, folder) {
    const file = join(folder, "ours.db");
    await (await openStore(file)).close();
    const database = openFile(file);
    const keep = keeper(database);
    for (let start = 0; start < papers.length; start += PAPERS_AT_ONCE)
      keep(papers.slice(start, start + PAPERS_AT_ONCE));
    database.close();
  },
  async open(folder) {
    const file = join(folder, "ours.db");
    const store = await openStore(file);
    const corpus = store.paperStore.corpus();
    const stored = openSearchIndex(store.words, {
      paperAt(at) {
        const paper = corpus.at(at);
        if (!paper) throw new RangeError(`There is no paper ${at}`);
        return paper;
      },
      placeOf: ({ id }) => corpus.seqOf(id),
    });
    const database = openFile(file);
    return {
      ...searcherOf(stored.index),
      add: keeper(database),
      warm: async () => await stored.warm(new AbortController().signal),
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

const rival: Contestant = {
  name: "FTS5",
  mostPapers: Infinity,
  async build(papers, folder) {
    const database = openFile(join(folder, "rival.db"));
    createRivalTable(database);
    openRival(database).add(papers);
    database.close();
  },
  async open(folder) {
    const database = openFile(join(folder, "rival.db"));
    return {
      ...openRival(database),
      async close() {
        database.close();
      },
    };
  },
};

export const contestants: readonly Contestant[] = [ours, oursInMemory, miniSearch, rival];

/** What is written in one transaction is held in memory. */
const PAPERS_AT_ONCE = 5000;

/** As Paperboy opens its file. */
function openFile(path: string): DatabaseSync {
  const database = new DatabaseSync(path);
  database.exec("pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -16000");
  return database;
}

function searcherOf(index: PaperIndex): Pick<Searcher, "answer" | "complete"> {
  return {
    // With what a list shows of each hit.
    answer: (text) => index.search(text).hits.map(({ words }) => words),
    complete: (text) => index.suggest(text),
  };
}

function keeper(database: DatabaseSync): (papers: readonly Paper[]) => void {
  const searchWriters = createSearchWriters(database);
  const row = database.prepare("insert into paper (id, paper, day, has_code) values (?, ?, ?, ?)");
  return (papers) => {
    database.exec("begin immediate");
    const search = searchWriters();
    for (const paper of papers) {
      const indexed = readForIndex(paper);
      const { day, hasCode } = indexed.facts;
      const seq = row.run(paper.id, JSON.stringify(paper), day, hasCode ? 1 : 0).lastInsertRowid;
      search.put(Number(seq), indexed);
    }
    search.flush();
    database.exec("commit");
    search.keep();
  };
}

async function writePapers(papers: readonly Paper[], folder: string): Promise<void> {
  writeFileSync(join(folder, "papers.json"), JSON.stringify(papers));
}

function readPapers(folder: string): Paper[] {
  return JSON.parse(readFileSync(join(folder, "papers.json"), "utf8"));
}
