import { html } from "hono/html";
import type { PublicChannel } from "../../digests/public-channels.ts";
import { feedPath } from "../addresses.ts";
import type { Html, Site } from "./layout.ts";
import { placeOf } from "./names.ts";

/** For readers of feeds, in the head of a page. */
export function feedLinks(channel: PublicChannel, { base }: Pick<Site, "base">): Html {
  const title = placeOf(channel);
  return html`<link
      rel="alternate"
      type="application/atom+xml"
      title="${title}"
      href="${base}${feedPath(channel.id, "atom", null)}"
    />
    <link
      rel="alternate"
      type="application/feed+json"
      title="${title}"
      href="${base}${feedPath(channel.id, "json", null)}"
    />`;
}
