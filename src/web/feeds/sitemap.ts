import type { PublicChannels } from "../../digests/public-channels.ts";
import { baseUrl, channelPath, digestPath, paperPath } from "../addresses.ts";
import type { WebApp } from "../server.ts";
import type { WebServices } from "../services.ts";
import * as say from "./wording.ts";
import { xml, xmlDocument } from "./xml.ts";

/** A sitemap has no more addresses (sitemaps.org/protocol.html); beyond, there are several and a list of them. */
export const MOST_ADDRESSES = 50_000;

/** A page that is public, and when what it shows last became more; null where that is not known. */
export interface PublicPage {
  path: string;
  changed: Temporal.Instant | null;
}

/** All pages that are worth finding: the front, channels, digests and papers. */
export async function publicPages(
  channels: Pick<PublicChannels, "all" | "digests" | "paperIds">,
): Promise<PublicPage[]> {
  const [open, digests, papers] = await Promise.all([
    channels.all(),
    channels.digests(),
    channels.paperIds(),
  ]);
  // Newest first: the first of each channel is its last.
  const byChannel = Map.groupBy(digests, ({ channelId }) => channelId);
  return [
    { path: "/", changed: null },
    ...open.flatMap(({ id }) => {
      const its = byChannel.get(id) ?? [];
      return [
        { path: channelPath(id), changed: its[0]?.plannedAt ?? null },
        ...its.map(({ digestId, plannedAt }) => ({
          path: digestPath(id, digestId),
          changed: plannedAt,
        })),
      ];
    }),
    ...[...papers].toSorted().map((id) => ({ path: paperPath(id), changed: null })),
  ];
}

/** `/robots.txt`, `/sitemap.xml` and, where one is not enough, `/sitemap-1.xml` and so on. */
export function addSitemap(
  app: WebApp,
  { channels, publicUrl }: Pick<WebServices, "channels" | "publicUrl">,
  { most = MOST_ADDRESSES } = {},
): void {
  const headers = { "content-type": "application/xml; charset=utf-8" };

  app.get("/robots.txt", (context) =>
    context.text(say.robots(`${baseUrl(context, publicUrl)}/sitemap.xml`)),
  );

  app.get("/sitemap.xml", async (context) => {
    const base = baseUrl(context, publicUrl);
    const pages = await publicPages(channels);
    const document = pages.length > most ? listOf(pages, { base, most }) : sitemap(pages, base);
    return context.body(await document, 200, headers);
  });

  app.get("/:file{sitemap-[1-9][0-9]{0,3}\\.xml}", async (context) => {
    const number = Number(/\d+/.exec(context.req.param("file")));
    const pages = await publicPages(channels);
    const some = pages.slice((number - 1) * most, number * most);
    if (pages.length <= most || some.length === 0) return context.notFound();
    return context.body(await sitemap(some, baseUrl(context, publicUrl)), 200, headers);
  });
}

const NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9";

async function sitemap(pages: readonly PublicPage[], base: string): Promise<string> {
  return await xmlDocument(xml`<urlset xmlns="${NAMESPACE}">${pages.map(
    ({ path, changed }) => xml`
<url><loc>${base + path}</loc>${
      changed === null ? null : xml`<lastmod>${changed.toString()}</lastmod>`
    }</url>`,
  )}
</urlset>`);
}

async function listOf(
  { length }: readonly PublicPage[],
  { base, most }: { base: string; most: number },
): Promise<string> {
  const numbers = Array.from({ length: Math.ceil(length / most) }, (_, i) => i + 1);
  return await xmlDocument(xml`<sitemapindex xmlns="${NAMESPACE}">${numbers.map(
    (number) => xml`
<sitemap><loc>${base}/sitemap-${number}.xml</loc></sitemap>`,
  )}
</sitemapindex>`);
}
