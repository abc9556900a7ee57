import { html } from "hono/html";
import type { PublicChannel } from "../../digests/public-channels.ts";
import { channelPath, digestPath } from "../addresses.ts";
import { feedLinks } from "./feed-links.ts";
import { longDay, monthInWords } from "./days.ts";
import { monthPath, type ShownEdition } from "./digest.ts";
import { channelName, placeOf } from "./names.ts";
import { type Html, layOut, type Site } from "./layout.ts";
import { paperLine } from "./paper-item.ts";
import { type InRow, rowOfPages } from "./row-of-pages.ts";
import * as say from "./wording.ts";

/** A page is under fifty thousand bytes; what is around its digests takes a few. */
const MOST_BYTES = 42_000;

/** The digests of a month, newest first, in so many pages that none is too long. */
export async function daysOfMonth(
  channel: PublicChannel,
  editions: readonly ShownEdition[],
  site: Site,
): Promise<Html[][]> {
  const pages: Html[][] = [[]];
  let taken = 0;
  for (const edition of editions) {
    const day = await dayOf(channel, edition, site);
    const bytes = Buffer.byteLength(day.toString());
    if (taken > 0 && taken + bytes > MOST_BYTES) {
      pages.push([]);
      taken = 0;
    }
    pages.at(-1)?.push(day);
    taken += bytes;
  }
  return pages;
}

/** One of the pages of a month. */
export function monthPage(
  {
    channel,
    month,
    days,
    row,
  }: { channel: PublicChannel; month: string; days: readonly Html[]; row: InRow },
  site: Site,
): Html {
  const pathOf = (page: number) => monthPath(channel.id, month, page);
  const main = html`<nav class="crumbs" aria-label="${say.BREADCRUMBS}">
      <a href="${site.base}${channelPath(channel.id)}" dir="auto">${channelName(channel)}</a>
    </nav>
    <h1>${monthInWords(month)}</h1>
    ${days} ${rowOfPages(row, site, pathOf)}`;
  const page = {
    title: say.windowTitleOfMonth(monthInWords(month), channelName(channel)),
    description: say.aboutMonth(monthInWords(month), placeOf(channel)),
    path: pathOf(row.page),
    head: feedLinks(channel, site),
    main,
  };
  return layOut(page, site);
}

async function dayOf(channel: PublicChannel, edition: ShownEdition, site: Site): Promise<Html> {
  const { digestId, date, papers } = edition;
  return await html`<section class="day">
    <h2>
      <a href="${site.base}${digestPath(channel.id, digestId)}"
        ><time datetime="${date}">${longDay(date)}</time></a
      >
    </h2>
    <ol class="lines">
      ${papers.map(({ paper }) => html`${paperLine(paper, site)} `)}
    </ol>
  </section>`;
}
