import { z } from "zod";
import type { Feed } from "./feed.ts";

const itemSchema = z.strictObject({
  id: z.string().min(1),
  url: z.url(),
  external_url: z.url().exactOptional(),
  title: z.string(),
  content_html: z.string(),
  date_published: z.iso.datetime(),
  authors: z.array(z.strictObject({ name: z.string().min(1) })).exactOptional(),
  tags: z.array(z.string().min(1)).exactOptional(),
});

/** What we write of a JSON Feed (https://www.jsonfeed.org/version/1.1/). */
export const jsonFeedSchema = z.strictObject({
  version: z.literal("https://jsonfeed.org/version/1.1"),
  title: z.string(),
  description: z.string(),
  home_page_url: z.url(),
  feed_url: z.url(),
  language: z.literal("en"),
  items: z.array(itemSchema),
});

/** A feed as a JSON Feed. `self` is its own address. */
export function jsonFeed({ title, description, page, entries }: Feed, self: string): string {
  const feed: z.input<typeof jsonFeedSchema> = {
    version: "https://jsonfeed.org/version/1.1",
    title,
    description,
    home_page_url: page,
    feed_url: self,
    language: "en",
    items: entries.map((entry) => ({
      id: entry.id,
      url: entry.page,
      ...(entry.paper !== null && { external_url: entry.paper }),
      title: entry.title,
      content_html: entry.content,
      date_published: entry.published.toString(),
      ...(entry.authors.length > 0 && { authors: entry.authors.map((name) => ({ name })) }),
      ...(entry.heading !== null && { tags: [entry.heading] }),
    })),
  };
  return JSON.stringify(jsonFeedSchema.parse(feed));
}
