import { awaitedFrom } from "./awaited.ts";
import type { Awaited } from "./category-memory.ts";
import type { CategoryTools } from "./category-tools.ts";
import type { Described } from "../answers/api.ts";
import type { Announcement } from "../answers/feed.ts";
import type { Listed } from "../answers/listing.ts";

/** What is taken of what was announced. That a paper is withdrawn is news whatever is wished for. */
export function takenOf<Item extends Announcement>(
  announced: readonly Item[],
  kinds: CategoryTools["kinds"],
): Item[] {
  return announced.filter(({ type, withdrawn }) => kinds.has(type) || (withdrawn && !isNew(type)));
}

/**
 * What is new is described by the API too; where that fails or lags, what was announced serves for now,
 * and the rest is awaited. `together` makes one of both.
 */
export async function describeTaken<Item extends Announcement>(
  tools: CategoryTools,
  { day, taken, signal }: { day: string; taken: readonly Item[]; signal: AbortSignal },
  together: (announced: Item, described: Described) => Listed["paper"],
): Promise<{ listed: Listed[]; awaited: Awaited[] }> {
  const toDescribe = taken.filter(({ type }) => isNew(type));
  const { papers, trouble } = await tools.describe(
    toDescribe.map(({ arxivId }) => arxivId),
    signal,
  );
  if (trouble)
    tools.log.info({ why: trouble.why }, "arXiv has no descriptions yet; trying again later");
  return {
    listed: taken.flatMap((item) => {
      const described = papers.get(item.arxivId);
      const paper = described ? together(item, described) : asAnnounced(item);
      return paper ? [{ position: item.position, type: item.type, paper }] : [];
    }),
    awaited: toDescribe
      .filter(({ arxivId }) => !papers.has(arxivId))
      .map((item) => awaitedFrom(tools, item, day)),
  };
}

function asAnnounced(item: Announcement): Listed["paper"] | null {
  const { title, position: _position, type: _type, version: _version, ...paper } = item;
  return title === null ? null : { ...paper, title, submitted: null };
}

function isNew(type: Announcement["type"]): boolean {
  return type === "new" || type === "cross";
}
