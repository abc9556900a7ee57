import type { Paper } from "../papers/paper.ts";
import { holds, statementOf } from "./holds.ts";
import type { Query } from "./query.ts";

/** Papers for words, by score; only those for which `filter` holds. */
export type FindWords = (text: string, filter: (paper: Paper) => boolean) => Map<Paper, number>;

export interface Answering {
  findWords: FindWords;
  /** All there are. */
  papers: readonly Paper[];
  filter: (paper: Paper) => boolean;
  today: Temporal.PlainDate;
}

/**
 * Papers that answer a query, with scores; 0 where nothing in it could be scored. Words rank as
 * they do alone, everything else is a condition that holds or doesn't.
 */
export function answer(query: Query, { findWords, papers, ...on }: Answering): Map<Paper, number> {
  return answerWith(query, on.filter);

  function answerWith(asked: Query, filter: (paper: Paper) => boolean): Map<Paper, number> {
    if (asked.kind === "any") return anyAnswer(asked.queries, filter);
    const parts = asked.kind === "all" ? asked.queries : [asked];
    const { groups = [], single = [] } = Object.groupBy(parts, ({ kind }) =>
      kind === "any" ? "groups" : "single",
    );
    const conditions = single.filter(({ kind }) => kind !== "words");
    const passes = once((paper) => {
      if (!filter(paper)) return false;
      const statement = statementOf(paper);
      return conditions.every((one) => holds(one, statement, on.today));
    });
    const text = single.flatMap(textOf).join(" ");
    const among = groups.map((group) => answerWith(group, passes));
    if (text !== "") among.unshift(normalised(findWords(text, passes)));
    const [first, ...others] = among;
    if (first) return others.reduce(inBoth, first);
    // Only limits, such as `has:code`.
    return new Map(conditions.length > 0 ? papers.filter(passes).map((paper) => [paper, 0]) : []);
  }

  function anyAnswer(queries: readonly Query[], filter: (paper: Paper) => boolean) {
    const answers = new Map<Paper, number>();
    for (const one of queries)
      for (const [paper, score] of answerWith(one, filter))
        answers.set(paper, Math.max(score, answers.get(paper) ?? 0));
    return answers;
  }
}

/** The words by which the papers that a query asks for can be found and ranked. */
function textOf(query: Query): string[] {
  const isSearchable = "text" in query && query.kind !== "author";
  return isSearchable ? [query.text] : [];
}

function inBoth(some: Map<Paper, number>, others: Map<Paper, number>): Map<Paper, number> {
  const both = [...some].flatMap(([paper, score]): [Paper, number][] => {
    const other = others.get(paper);
    return other === undefined ? [] : [[paper, score + other]];
  });
  return new Map(both);
}

/** The best has 1, so that the alternatives of a query are worth the same. */
function normalised(scores: Map<Paper, number>): Map<Paper, number> {
  const best = [...scores.values()].reduce((most, score) => Math.max(most, score), 0) || 1;
  return new Map([...scores].map(([paper, score]) => [paper, score / best]));
}

/** Engines ask about a paper for each of its words. */
function once(passes: (paper: Paper) => boolean): (paper: Paper) => boolean {
  const known = new Map<Paper, boolean>();
  return (paper) => {
    let passed = known.get(paper);
    if (passed === undefined) known.set(paper, (passed = passes(paper)));
    return passed;
  };
}
