import { setImmediate as nextTurn } from "node:timers/promises";
import type { PublicChannel, ShownPaper } from "../../digests/public-channels.ts";
import { headingInPublic } from "../../digests/heading-in-public.ts";
import { reasonInWords } from "../../digests/reason-in-words.ts";
import type { Corpus } from "../../papers/corpus/corpus.ts";
import type { Paper } from "../../papers/paper.ts";
import { visible } from "../../papers/text/clean.ts";
import { channelPath, paperPath } from "../addresses.ts";
import { authorsShown, linksShown } from "../../papers/shown.ts";
import { entryContent } from "./entry-content.ts";
import { entryId, feedId } from "./stable-id.ts";
import * as common from "../wording.ts";
import * as say from "./wording.ts";

/** A feed, before it is written in one format or another. Addresses are absolute. */
export interface Feed {
  id: string;
  title: string;
  description: string;
  /** The page with the same. */
  page: string;
  updated: Temporal.Instant;
  /** Newest first. */
  entries: FeedEntry[];
}

export interface FeedEntry {
  id: string;
  title: string;
  /** Our page about the paper. */
  page: string;
  /** The paper itself, where it has a page. */
  paper: string | null;
  published: Temporal.Instant;
  authors: string[];
  /** The heading under which it stood; null where that is not known any more. */
  heading: string | null;
  /** HTML. */
  content: string;
}

/** A topic of a feed: its query, and what people call it. */
export interface FeedTopic {
  topic: string;
  heading: string;
}

export interface FeedWish {
  channel: PublicChannel;
  /** Null for all that comes to the channel. */
  topic: FeedTopic | null;
  /** Of all pages, without a slash at the end. */
  base: string;
}

const MOST_ENTRIES = 100;

/** The newest papers that are there, each once; `papers` are newest first. */
export async function feedOf(
  { channel, topic, base }: FeedWish,
  papers: readonly ShownPaper[],
  corpus: Pick<Corpus, "byId">,
): Promise<Feed> {
  const entries: FeedEntry[] = [];
  for (const { shown, paper } of presentPapers(papers, corpus)) {
    // Why each came is looked up in its texts, a millisecond for long ones: others are answered in between.
    await nextTurn();
    const why = shown.reason === null ? null : reasonInWords(paper, shown.reason);
    entries.push({
      id: entryId(channel.id, shown),
      title: visible(paper.displayTitle) || common.UNTITLED,
      page: base + paperPath(paper.id),
      paper: linksShown(paper).find(({ kind }) => kind === "paper")?.url ?? null,
      published: shown.plannedAt,
      authors: authorsShown(paper).names,
      heading: headingInPublic(shown.reason?.heading ?? "") || null,
      content: await entryContent(paper, why),
    });
  }
  const names = [
    visible(channel.name),
    visible(channel.serverName),
    topic === null ? null : headingInPublic(topic.heading),
  ] as const;
  return {
    id: feedId(channel.id, topic?.topic ?? null),
    title: say.title(...names),
    description: say.description(...names),
    page: base + channelPath(channel.id),
    updated: entries[0]?.published ?? channel.since,
    entries,
  };
}

/** Without those that no source shows any more; of two that turned out to be one, the one that came last. */
function presentPapers(
  papers: readonly ShownPaper[],
  corpus: Pick<Corpus, "byId">,
): { shown: ShownPaper; paper: Paper }[] {
  const present = new Map<string, { shown: ShownPaper; paper: Paper }>();
  for (const shown of papers) {
    const paper = corpus.byId(shown.paperId);
    if (paper && !paper.gone && !present.has(paper.id)) present.set(paper.id, { shown, paper });
    if (present.size === MOST_ENTRIES) break;
  }
  return [...present.values()];
}
