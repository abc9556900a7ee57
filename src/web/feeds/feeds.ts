import type { Context } from "hono";
import { cors } from "hono/cors";
import { baseUrl, type FeedFormat, FORMATS } from "../addresses.ts";
import { isKnown, versionHeaders } from "../conditional.ts";
import type { WebApp } from "../server.ts";
import type { WebServices } from "../services.ts";
import { createChannelFeeds } from "./channel-feeds.ts";
import * as common from "../wording.ts";
import * as say from "./wording.ts";

const TYPES: Record<FeedFormat, string> = {
  atom: "application/atom+xml; charset=utf-8",
  json: "application/feed+json; charset=utf-8",
};

/** `/c/<channel id>/feed.atom` and `feed.json`, and the same of a topic: `/c/<channel id>/t/<topic key>/feed.atom`. */
export function addFeeds(app: WebApp, services: WebServices): void {
  const feeds = createChannelFeeds(services);
  // Readers that live in a browser are pages of another origin.
  const anyOrigin = cors({ origin: "*", allowMethods: ["GET", "HEAD"], exposeHeaders: ["ETag"] });

  for (const format of FORMATS)
    for (const path of [`/c/:channel/feed.${format}`, `/c/:channel/t/:topic/feed.${format}`]) {
      app.use(path, anyOrigin);
      app.get(path, async (context) => await answer(context, format));
    }

  async function answer(context: Context, format: FeedFormat): Promise<Response> {
    const { channel: id = "", topic: key = null } = context.req.param();
    const state = await services.channels.find(id);
    if (state.kind === "closed") return context.text(common.NOT_PUBLIC_ANY_MORE, 410);
    const base = baseUrl(context, services.publicUrl);
    const feed =
      state.kind === "open" ? await feeds.written(state.channel, { key, format, base }) : null;
    if (feed === null) return context.text(say.NOTHING_HERE, 404);
    const headers = { "content-type": TYPES[format], ...versionHeaders(feed) };
    return isKnown(context.req, feed)
      ? context.body(null, 304, versionHeaders(feed))
      : context.body(feed.text, 200, headers);
  }
}
