import type { JudgedQuery, JudgedTopic } from "./judged.ts";

import type { Match } from "./contestants.ts";

/** Titles of hits, best first. */
type Search = (text: string) => readonly string[];

/** Both 0 to 1, over the first ten hits. */
export interface Ranking {
  /** How much of what is relevant stands how high (Järvelin and Kekäläinen 2002). */
  ndcg: number;
  /** One by the place of the first relevant hit. */
  mrr: number;
}

export function rankingOf(queries: readonly JudgedQuery[], search: Search): Ranking {
  const rankings = queries.map(({ text, relevant }) => {
    const grades = search(text)
      .slice(0, 10)
      .map((title) => relevant[title] ?? 0);
    const best = Object.values(relevant)
      .toSorted((a, b) => b - a)
      .slice(0, 10);
    const first = grades.findIndex((grade) => grade > 0);
    return { ndcg: gain(grades) / gain(best), mrr: first === -1 ? 0 : 1 / (first + 1) };
  });
  return {
    ndcg: mean(rankings.map(({ ndcg }) => ndcg)),
    mrr: mean(rankings.map(({ mrr }) => mrr)),
  };
}

/** The further down a paper stands, the less it counts. */
function gain(grades: readonly number[]): number {
  return grades.reduce((sum, grade, i) => sum + (2 ** grade - 1) / Math.log2(i + 2), 0);
}

/** Means over topics, each 0 to 1. */
export interface Accuracy {
  precision: number;
  recall: number;
  f1: number;
}

/** `match`: titles of the papers that are about each topic. Each topic has at least one. */
export function accuracyOf(topics: readonly JudgedTopic[], match: Match): Accuracy {
  const foundFor = match(topics.map(({ text }) => text));
  const all = topics.map(({ about }, i) => {
    const found = foundFor[i] ?? [];
    const right = found.filter((title) => about.includes(title)).length;
    return {
      precision: found.length === 0 ? 0 : right / found.length,
      recall: right / about.length,
      f1: (2 * right) / (found.length + about.length),
    };
  });
  return {
    precision: mean(all.map(({ precision }) => precision)),
    recall: mean(all.map(({ recall }) => recall)),
    f1: mean(all.map(({ f1 }) => f1)),
  };
}

export function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}
