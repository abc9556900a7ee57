import { describe, expect, test } from "vitest";
import { matchers, searchers } from "../../bench/contestants.ts";
import { readJudged } from "../../bench/judged.ts";
import { accuracyOf, mean, type Ranking, rankingOf } from "../../bench/measures.ts";

const NONE: Ranking = { ndcg: 0, mrr: 0 };
const judged = await readJudged();
if (!judged) console.warn("Skipping tests on judged queries: there is no ../shared");

describe.skipIf(!judged)("on queries and topics that people judged", () => {
  if (!judged) return;
  const { papers, shared, development, heldBack } = judged;
  const [rankingOfOurs = () => NONE, ...otherRankings] = searchers.map(({ over }) =>
    rankings(over(papers)),
  );
  const [match = () => [], ...otherMatches] = matchers.map(({ over }) => over(papers));
  const queries = [shared, development, heldBack].flatMap((set) => set.queries);
  const byKind = Map.groupBy(queries, ({ kind }) => kind);

  /** To search for all queries takes seconds, and two tests look at ours. */
  function rankings(search: (text: string) => readonly string[]) {
    const known = new Map<string, Ranking>();
    return (kind: string): Ranking => {
      const ranking = known.get(kind) ?? rankingOf(byKind.get(kind) ?? [], search);
      known.set(kind, ranking);
      return ranking;
    };
  }

  test("every paper that was judged is there", () => {
    const titles = new Set(papers.map(({ title }) => title));
    const topics = [shared, development, heldBack].flatMap((set) => set.topics);
    const named = [
      ...queries.flatMap(({ relevant }) => Object.keys(relevant)),
      ...topics.flatMap(({ about }) => about),
    ];
    expect(named.filter((title) => !titles.has(title))).toEqual([]);
  });

  test.each([...byKind])("hits for %s queries stand as high as others have them", (kind) => {
    const { ndcg } = rankingOfOurs(kind);
    for (const other of otherRankings) expect(ndcg).toBeGreaterThanOrEqual(other(kind).ndcg);
  });

  test("hits that answer stand high", () => {
    const scores = [...byKind.keys()].map((kind) => rankingOfOurs(kind).ndcg);
    expect(mean(scores)).toBeGreaterThan(0.9);
    expect(rankingOfOurs("paraphrase").ndcg).toBeGreaterThan(0.6);
  });

  test.each([development, heldBack])("topics find their papers and few others: $name", (set) => {
    const { precision, recall, f1 } = accuracyOf(set.topics, match);
    expect(f1).toBeGreaterThan(0.86);
    expect(precision).toBeGreaterThan(0.85);
    expect(recall).toBeGreaterThan(0.88);
    for (const other of otherMatches) expect(f1).toBeGreaterThan(accuracyOf(set.topics, other).f1);
  });
});
