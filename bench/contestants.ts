import { DatabaseSync } from "node:sqlite";
import MiniSearch from "minisearch";
import { papersLike } from "../commands/paper/lists/find-like.ts";
import { type NamedPapers, paperNamed, requestIn } from "../commands/paper/lists/request.ts";
import { titleKey } from "../src/papers/corpus/keys.ts";
import type { Paper } from "../src/papers/paper.ts";
import { allOf } from "../src/search/query/query.ts";
import { readLike } from "../src/search/question/like.ts";
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
  { name: "ours", over: (papers) => bestTen(createIndex(papers), papers) },
  { name: "ours FTS5", over: (papers) => bestTen(storedIndex(papers), papers) },
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
function bestTen(index: PaperIndex, papers: readonly Paper[]): Search {
  const corpus = namedPapers(papers);
  return (typed) => {
    const like = readLike(typed);
    const meant = like && paperNamed(like, { corpus, index });
    if (like && meant) {
      const but =
        like.but === "" ? null : requestIn(like.but, { corpus, now: Temporal.Now.instant });
      const alike = papersLike(meant, null, but, allOf([]), { index });
      return alike.slice(0, 10).map(({ title }) => title);
    }
    const { text, order } = index.readQuestion(typed);
    return index
      .search(text, { limit: 10, order, fitting: order !== "best" })
      .hits.map(({ paper }) => paper.title);
  };
}

/** By their titles; none of these papers has an id of its own. */
function namedPapers(papers: readonly Paper[]): NamedPapers {
  const byTitle = new Map(papers.map((paper) => [titleKey(paper.title), paper]));
  return {
    byTitle: (title) => byTitle.get(titleKey(title)),
    byId: () => undefined,
    byArxivId: () => undefined,
    byDoi: () => undefined,
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
