import { createHash } from "node:crypto";
import type { Context } from "hono";

// Where things stand, as paths. Ids come from the store, or from a request that is about to be refused.

export const FORMATS = ["atom", "json"] as const;
export type FeedFormat = (typeof FORMATS)[number];

export function channelPath(channelId: string): string {
  return `/c/${encodeURIComponent(channelId)}`;
}

export function digestPath(channelId: string, digestId: string): string {
  return `${channelPath(channelId)}/${encodeURIComponent(digestId)}`;
}

export function paperPath(paperId: string): string {
  return `/p/${encodeURIComponent(paperId)}`;
}

/** Of all that comes to a channel, or of one of its topics, which is given as its query. */
export function feedPath(channelId: string, format: FeedFormat, topic: string | null): string {
  const part = topic === null ? "" : `/t/${topicKey(topic)}`;
  return `${channelPath(channelId)}${part}/feed.${format}`;
}

/**
 * How a topic is named in addresses: 16 characters, the same for the same query wherever it stands, so that a
 * topic keeps its feed when people give it another name.
 */
export function topicKey(topic: string): string {
  return createHash("sha256").update(topic.toWellFormed()).digest("hex").slice(0, 16);
}

/** What paths stand behind: what the operator says, or else what was typed. Without a slash at the end. */
export function baseUrl(context: Context, publicUrl: string | null): string {
  return publicUrl ?? new URL(context.req.url).origin;
}
