import { channel, channelOn, server } from "../wording.ts";

// What feeds say. Names of channels, topics and papers come as they are.

/** `topic` null for all that comes to the channel. */
export function title(channelName: string, serverName: string, topic: string | null): string {
  const about = topic === null ? "" : `${topic} · `;
  return `${about}${channel(channelName)} · ${server(serverName)}`;
}

export function description(channelName: string, serverName: string, topic: string | null): string {
  const what = topic === null ? "New papers" : `New papers on ${topic}`;
  return `${what} from the digests in ${channelOn(channelName, serverName)}`;
}

/** A heading before a text, on the same line. */
export function before(heading: string): string {
  return `${heading}:`;
}

export const NOTHING_HERE = "There's no such feed.";

/** What crawlers are told (RFC 9309): to search, and to ask as programs do, is not for them. */
export function robots(sitemap: string): string {
  return ["User-agent: *", "Disallow: /search", "Disallow: /api/", `Sitemap: ${sitemap}`, ""].join(
    "\n",
  );
}
