import { DatabaseSync } from "node:sqlite";
import MiniSearch from "minisearch";
import type { Paper } from "../src/papers/paper.ts";
import { createIndex } from "../src/search/create-index.ts";
import type { PaperIndex } from "../src/search/paper-index.ts";
import { openRival, createRivalTable } from "./rival.ts";
import { storedIndex } from "./stored-index.ts";

/** Something that papers can be looked up with; what it gives are titles, best first. */
export interface Contestant<Find> {
  name: string;
  over: (papers: readonly Paper[]) => Find;
}

type Search = (text: string) => string[];

/** Answers up to ten hits. The first is ours. */
export const searchers: readonly Contestant<Search>[] = [
  { name: "ours", over: (papers) => bestTen(createIndex(papers)) },
  { name: "ours FTS5", over: (papers) => bestTen(storedIndex(papers)) },
  { name: "MiniSearch", over: miniSearch },
  { name: "FTS5", over: fts5 },
];

/** Titles of all papers about each of some topics. */
export type Match = (topics: readonly string[]) => string[][];

/** Answers all papers about topics. The first is ours. */
export const matchers: readonly Contestant<Match>[] = [
  { name: "ours", over: ourTopics },
  { name: "all words", over: allWords },
];

/** As `/paper search` answers. */
function bestTen(index: PaperIndex): Search {
  return (typed) => {
    const { text, order } = index.readQuestion(typed);
    return index
      .search(text, { limit: 10, order, fitting: order !== "best" })
      .hits.map(({ paper }) => paper.title);
  };
}

/** With default options. */
function miniSearch(papers: readonly Paper[]): Search {
  const index = defaultIndex(papers);
  return (text) =>
    index
      .search(text)
      .slice(0, 10)
      .map((hit) => String(hit["title"]));
}

/** The papers that merely have all the words somewhere. */
function allWords(papers: readonly Paper[]): Match {
  const index = defaultIndex(papers);
  return (topics) =>
    topics.map((text) =>
      index.search(text, { combineWith: "AND" }).map((hit) => String(hit["title"])),
    );
}

function defaultIndex(papers: readonly Paper[]): MiniSearch<Paper> {
  const fields = ["title", "abstract", "organisation"];
  const index = new MiniSearch<Paper>({ fields, storeFields: ["title"] });
  index.addAll(papers);
  return index;
}

function fts5(papers: readonly Paper[]): Search {
  const database = new DatabaseSync(":memory:");
  createRivalTable(database);
  const rival = openRival(database);
  // What is listed without its abstract has none for the others either.
  rival.add(papers.map((paper) => ({ ...paper, summary: null })));
  return (text) => rival.answer(text);
}

function ourTopics(papers: readonly Paper[]): Match {
  const index = createIndex(papers);
  const titles = new Map(papers.map(({ id, title }) => [id, title]));
  return (topics) => {
    const matches = index.matchTopics(topics, papers);
    return topics.map((topic) =>
      (matches.get(topic) ?? []).map(({ paperId }) => titles.get(paperId) ?? ""),
    );
  };
}
