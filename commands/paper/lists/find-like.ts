import type { Paper } from "../../../src/papers/paper.ts";
import { type Query, isEmpty } from "../../../src/search/query/query.ts";
import type { Likeness } from "../../../src/search/vectors/likeness.ts";
import type { Services } from "../../command/command.ts";
import type { PaperRequest } from "./request.ts";

/** As many as a search gives, so that what differs is looked for among all that are alike. */
const MAX_ALIKE = 500;

/**
 * Papers that say something like another one, the most similar first. Those come first that answer `but` as well. After
 * them come the others that are similar and the others that answer it, in turns: few papers say what they are for in the very words
 * that somebody asks with. `where` holds for all.
 */
export function papersLike(
  paper: Paper,
  likeness: Likeness | null,
  but: PaperRequest | null,
  where: Query,
  { index }: Pick<Services, "index">,
): Paper[] {
  const find = (search: string | Query) =>
    index
      .search(search, { where, limit: MAX_ALIKE, ...(but && { today: but.today }) })
      .hits.map((hit) => hit.paper);
  const similar = index.similar(paper, { limit: MAX_ALIKE, likeness }).map((hit) => hit.paper);
  const alike = isEmpty(where) ? similar : among(similar, find(where));
  if (!but || isEmpty(but.query)) return alike;
  const answering = find(but.search).filter(({ id }) => id !== paper.id);
  const both = among(alike, answering);
  return [...both, ...inTurns(without(alike, both), without(answering, both))];
}

function among(papers: readonly Paper[], others: readonly Paper[]): Paper[] {
  const ids = idsOf(others);
  return papers.filter(({ id }) => ids.has(id));
}

function without(papers: readonly Paper[], others: readonly Paper[]): Paper[] {
  const ids = idsOf(others);
  return papers.filter(({ id }) => !ids.has(id));
}

function idsOf(papers: readonly Paper[]): Set<string> {
  return new Set(papers.map(({ id }) => id));
}

function inTurns(some: readonly Paper[], others: readonly Paper[]): Paper[] {
  const longest = Math.max(some.length, others.length);
  return Array.from({ length: longest }, (_, i) => [some[i], others[i]])
    .flat()
    .filter((paper) => paper !== undefined);
}
