import type { PublicChannels } from "../../digests/public-channels.ts";
import { feedPaths } from "../feeds/channel-feeds.ts";
import { MOST_ADDRESSES, publicPages } from "../feeds/sitemap.ts";

/** Where everything is that is public; what else belongs to it, these lead to. */
export async function allAddresses(
  channels: Pick<PublicChannels, "all" | "digests" | "paperIds" | "lately">,
): Promise<string[]> {
  const pages = await publicPages(channels);
  const feeds: string[] = [];
  for (const { id } of await channels.all()) feeds.push(...(await feedPaths(id, channels)));
  const sitemaps = Array.from(
    { length: pages.length > MOST_ADDRESSES ? Math.ceil(pages.length / MOST_ADDRESSES) : 0 },
    (_, i) => `/sitemap-${i + 1}.xml`,
  );
  return [...pages.map(({ path }) => path), ...feeds, "/sitemap.xml", ...sitemaps, "/robots.txt"];
}
