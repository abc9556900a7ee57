import { html } from "hono/html";
import type { PublicChannel } from "../../digests/public-channels.ts";
import { visible } from "../../papers/text/clean.ts";
import { channelPath } from "../addresses.ts";
import { dayInWords } from "./days.ts";
import { type Html, layOut, type Site } from "./layout.ts";
import { type InRow, rowOfPages } from "./row-of-pages.ts";
import { LONGEST_NAME, channelName } from "./names.ts";
import { within } from "./within.ts";
import * as common from "../wording.ts";
import * as say from "./wording.ts";

/** On one page, at most. */
export const CHANNELS_ON_PAGE = 60;

export interface OpenChannel {
  channel: PublicChannel;
  /** Of its newest digest, `2026-11-20`; null where there is none yet. */
  newest: string | null;
}

function frontPath(page: number): string {
  return page === 1 ? "/" : `/channels/${page}`;
}

/** All channels that are open, by server. */
export function frontPage(channels: readonly OpenChannel[], row: InRow, site: Site): Html {
  const servers = Map.groupBy(channels, ({ channel }) => channel.guildId);
  const main = html`<h1>${say.FRONT.heading}</h1>
    <p class="lead">${say.FRONT.lead}</p>
    ${channels.length === 0 ? html`<p>${say.NO_CHANNELS}</p>` : ""}
    ${[...servers.values()].map((its) => server(its, site))} ${rowOfPages(row, site, frontPath)}`;
  const { description } = say.FRONT;
  return layOut({ title: "", description, path: frontPath(row.page), main }, site);
}

function server(channels: readonly OpenChannel[], { base }: Site): Html {
  const name = within(visible(channels[0]?.channel.serverName ?? ""), LONGEST_NAME);
  return html`<section class="server">
    <h2 dir="auto">${common.server(name)}</h2>
    <ul class="channels">
      ${channels.map(
        ({ channel, newest }) =>
          html` <li>
            <a href="${base}${channelPath(channel.id)}" dir="auto">${channelName(channel)}</a>
            <span
              >${newest === null ? say.NO_DIGEST_YET : html`${say.newest(dayInWords(newest))}`}</span
            >
          </li>`,
      )}
    </ul>
  </section>`;
}
