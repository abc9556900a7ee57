import type { PublicChannel, ShownPaper } from "../../digests/public-channels.ts";
import type { Corpus } from "../../papers/corpus/corpus.ts";
import { type FeedFormat, feedPath, FORMATS, topicKey } from "../addresses.ts";
import { etagOf, type Version } from "../conditional.ts";
import { lastUsed } from "../last-used.ts";
import type { WebServices } from "../services.ts";
import { atom } from "./atom.ts";
import { feedOf, type FeedTopic } from "./feed.ts";
import { jsonFeed } from "./json-feed.ts";

/** A topic keeps its feed while it is among so many papers that came to its channel last. */
const PAPERS_LOOKED_AT = 2000;

/** Of each, a few hundred kilobytes are kept at most. */
const MOST_KEPT = 100;

export interface WrittenFeed extends Version {
  text: string;
}

export interface ChannelFeeds {
  /** A feed as it is sent; null where the channel has no such topic. `key` null for all its topics. */
  written(
    channel: PublicChannel,
    wish: { key: string | null; format: FeedFormat; base: string },
  ): Promise<WrittenFeed | null>;
}

/** What came to a channel, and what it depends on. */
interface Shelf {
  change: string;
  corpus: Corpus;
  papers: readonly ShownPaper[];
  topics: ReadonlyMap<string, FeedTopic>;
}

/**
 * Writes feeds, each once until something in it may be another: many ask for them every few minutes, and few
 * channels have more than one digest a day.
 */
export function createChannelFeeds(
  services: Pick<WebServices, "channels" | "corpus" | "now">,
): ChannelFeeds {
  const shelves = lastUsed<Promise<Shelf>>(MOST_KEPT);
  const feeds = lastUsed<{ shelf: Shelf; base: string; feed: Promise<WrittenFeed> }>(MOST_KEPT);

  async function shelfOf(channel: PublicChannel): Promise<Shelf> {
    const { corpus } = services;
    const change = JSON.stringify([channel, await services.channels.newestChange(channel.id)]);
    const known = await shelves.get(channel.id)?.catch(() => undefined);
    if (known?.change === change && known.corpus === corpus) return known;
    return await shelves.set(channel.id, read(channel, { change, corpus }));
  }

  async function read({ id }: PublicChannel, of: Pick<Shelf, "change" | "corpus">): Promise<Shelf> {
    const papers = await services.channels.lately(id, PAPERS_LOOKED_AT);
    return { ...of, papers, topics: topicsOf(papers) };
  }

  async function write(
    { corpus, papers }: Shelf,
    { channel, topic, format, base }: Parameters<typeof feedOf>[0] & { format: FeedFormat },
    before: WrittenFeed | null,
  ): Promise<WrittenFeed> {
    const its = topic === null ? papers : papers.filter((one) => one.reason?.topic === topic.topic);
    const feed = await feedOf({ channel, topic, base }, its, corpus);
    const self = base + feedPath(channel.id, format, topic?.topic ?? null);
    const text = format === "atom" ? await atom(feed, self) : jsonFeed(feed, self);
    const etag = etagOf(text);
    if (before?.etag === etag) return before;
    return { text, etag, modified: later(services.now(), before?.modified ?? null) };
  }

  return {
    async written(channel, { key, format, base }) {
      const shelf = await shelfOf(channel);
      const topic = key === null ? null : shelf.topics.get(key);
      if (topic === undefined) return null;
      // One for all hosts that somebody may ask by: made-up ones push no other feed out.
      const name = JSON.stringify([channel.id, key, format]);
      const known = feeds.get(name);
      if (known?.shelf === shelf && known.base === base) return await known.feed;
      const before = (await known?.feed.catch(() => null)) ?? null;
      const feed = write(shelf, { channel, topic, format, base }, before);
      return await feeds.set(name, { shelf, base, feed }).feed;
    },
  };
}

/** Where the feeds of a channel stand: of all that comes to it, and of each topic. */
export async function feedPaths(
  channelId: string,
  channels: Pick<WebServices["channels"], "lately">,
): Promise<string[]> {
  const topics = topicsOf(await channels.lately(channelId, PAPERS_LOOKED_AT));
  const all = [null, ...topics.values().map(({ topic }) => topic)];
  return all.flatMap((topic) => FORMATS.map((format) => feedPath(channelId, format, topic)));
}

/** By their keys, each as it was called last. */
function topicsOf(papers: readonly ShownPaper[]): Map<string, FeedTopic> {
  const topics = new Map<string, FeedTopic>();
  for (const { reason } of papers.toReversed())
    if (reason !== null)
      topics.set(topicKey(reason.topic), { topic: reason.topic, heading: reason.heading });
  return topics;
}

/** Dates of HTTP count in seconds: a version that comes within the one of the last has the next. */
function later(now: Temporal.Instant, before: Temporal.Instant | null): Temporal.Instant {
  const next = before?.add({ seconds: 1 }) ?? now;
  return Temporal.Instant.compare(now, next) > 0 ? now : next;
}
