// What feeds say. Names of channels, topics and papers come as they are.

export const NAME = "Paperboy";

export const UNTITLED = "Untitled paper";

/** Above a paper whose authors took it back. */
export const WITHDRAWN = "This paper was withdrawn.";

/** Before the texts that are not the authors'. */
export const SUMMARY = "Paperboy’s summary:";
export const AI_SUMMARY = "AI summary from Hugging Face:";

/** What links are called. */
export const LINKS = {
  paper: "Paper",
  code: "Code",
  project: "Project page",
  search: "Find on Hugging Face",
};

/** `topic` null for all that comes to the channel. */
export function title(channel: string, server: string, topic: string | null): string {
  const about = topic === null ? "" : `${topic} · `;
  return `${about}#${channel} · ${server}`;
}

export function description(channel: string, server: string, topic: string | null): string {
  const what = topic === null ? "New papers" : `New papers on ${topic}`;
  return `${what} from the digests in #${channel} on ${server}`;
}

/** The first of the authors, and how many more there are. */
export function authors(names: readonly string[], more: number): string {
  return more > 0 ? `${names.join(", ")} and ${more} more` : names.join(", ");
}

export function authorCount(count: number): string {
  return `${count} ${count === 1 ? "author" : "authors"}`;
}

export const CLOSED = "This channel's digests aren't public any more.";
export const NOTHING_HERE = "There's no such feed.";

/** What crawlers are told (RFC 9309): to search, and to ask as programs do, is not for them. */
export function robots(sitemap: string): string {
  return ["User-agent: *", "Disallow: /search", "Disallow: /api/", `Sitemap: ${sitemap}`, ""].join(
    "\n",
  );
}
