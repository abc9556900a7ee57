import { awaitedFrom } from "./awaited.ts";
import type { Awaited } from "./category-memory.ts";
import type { CategoryTools } from "./category-tools.ts";
import type { Described } from "../answers/api.ts";
import { type Announced, type Announcement, isNew } from "../answers/feed.ts";
import type { Listed } from "../answers/listing.ts";

/** What is taken of what was announced. That a paper is withdrawn is news whatever is wished for. */
export function takenOf<Item extends Announcement>(
  announced: readonly Item[],
  kinds: CategoryTools["kinds"],
): Item[] {
  return announced.filter(({ type, withdrawn }) => kinds.has(type) || (withdrawn && !isNew(type)));
}

/** As far as it was announced; without a title it is nothing yet. */
export function asAnnounced(taken: readonly Announcement[]): Listed[] {
  return taken.flatMap(({ title, position, type, version: _version, ...paper }) =>
    title === null ? [] : [{ position, type, paper: { ...paper, title, submitted: null } }],
  );
}

/**
 * What a feed announces as new is described by the API too; where that fails or lags, what the feed says
 * serves for now, and the rest is awaited.
 */
export async function describeTaken(
  tools: CategoryTools,
  { day, taken, signal }: { day: string; taken: readonly Announced[]; signal: AbortSignal },
): Promise<{ listed: Listed[]; awaited: Awaited[] }> {
  const toDescribe = taken.filter(({ type }) => isNew(type));
  const { papers, trouble } = await tools.describe(
    toDescribe.map(({ arxivId }) => arxivId),
    signal,
  );
  if (trouble)
    tools.log.info({ why: trouble.why }, "arXiv has no descriptions yet; trying again later");
  return {
    listed: asAnnounced(taken).map((one) => together(one, papers.get(one.paper.arxivId))),
    awaited: toDescribe
      .filter(({ arxivId }) => !papers.has(arxivId))
      .map((item) => awaitedFrom(tools, item, day)),
  };
}

/** The text of the feed is that of the version announced; the API may be a day behind. */
function together(listed: Listed, described: Described | undefined): Listed {
  if (!described) return listed;
  const { paper } = listed;
  const { authors, authorCount, categories, submitted, doi } = described;
  const withdrawn = paper.withdrawn || described.withdrawn;
  return {
    ...listed,
    paper: {
      ...paper,
      authors,
      authorCount,
      categories,
      submitted,
      withdrawn,
      doi: doi ?? paper.doi,
    },
  };
}
