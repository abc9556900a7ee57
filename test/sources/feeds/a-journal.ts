import { createHash } from "node:crypto";
import { feedId } from "../../../src/sources/feeds/feed.ts";
import { type Asked, type FarEnd, type Said, startFarEnd } from "../far-end.ts";
import { type AnItem, rssOf } from "./a-feed.ts";

export interface Journal extends FarEnd {
  /** The address of its feed. */
  readonly feed: string;
  /** What names of its listings begin with. */
  readonly listings: string;
  /** Puts an item on top; whoever gave it may change it later. */
  publish(item: AnItem): void;
}

/** As many items as the feed has at most. */
const WINDOW = 40;

/** A journal with a feed of its last items, which tells whether it has changed. */
export async function startJournal(now: () => Temporal.Instant): Promise<Journal> {
  const items: AnItem[] = [];

  function answer({ path, headers }: Asked): Said {
    if (path !== "/feed") return { status: 404, body: "Not Found" };
    const body = rssOf(items.slice(-WINDOW).toReversed());
    const etag = `"${createHash("sha256").update(body).digest("hex")}"`;
    if (headers["if-none-match"] === etag) return { status: 304, headers: { etag } };
    return { headers: { etag, "content-type": "application/rss+xml" }, body };
  }

  const farEnd = await startFarEnd({ answer, now });
  const url = new URL("/feed", farEnd.base);
  return Object.assign(farEnd, {
    feed: url.href,
    listings: `${url.host} (feed ${feedId(url)})`,
    publish: (item: AnItem) => void items.push(item),
  });
}
