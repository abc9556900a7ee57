import type { Paper } from "../../../src/papers/paper.ts";
import { type Query, isEmpty } from "../../../src/search/query/query.ts";
import type { Likeness } from "../../../src/search/vectors/likeness.ts";
import type { Services } from "../../command/command.ts";
import type { PaperRequest } from "./request.ts";

/** As many as a search gives, so that what differs is looked for among all that are alike. */
const MAX_ALIKE = 500;

/**
 * Papers that say something like another one, the most similar first. Of those that answer `but`, and for
 * which `where` holds, the others come after them.
 */
export function papersLike(
  paper: Paper,
  likeness: Likeness | null,
  but: PaperRequest | null,
  where: Query,
  { index }: Pick<Services, "index">,
): Paper[] {
  const alike = index.similar(paper, { limit: MAX_ALIKE, likeness }).map((hit) => hit.paper);
  const search = but && !isEmpty(but.query) ? but.search : where;
  if (isEmpty(where) && search === where) return alike;
  const options = { where, limit: MAX_ALIKE, ...(but && { today: but.today }) };
  const answering = index.search(search, options).hits.map((hit) => hit.paper);
  const ids = new Set(answering.map(({ id }) => id));
  const both = alike.filter(({ id }) => ids.has(id));
  const shown = new Set([paper, ...both].map(({ id }) => id));
  return [...both, ...answering.filter(({ id }) => !shown.has(id))];
}
