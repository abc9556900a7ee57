import { html } from "hono/html";
import { inSections, type EditionPaper } from "../../digests/edition.ts";
import type { PublicChannel, ShownDay } from "../../digests/public-channels.ts";
import type { Paper } from "../../papers/paper.ts";
import { headingInPublic } from "../../digests/heading-in-public.ts";
import { channelPath, digestPath } from "../addresses.ts";
import { feedLinks } from "./feed-links.ts";
import { dayInWords, longDay, monthInWords, monthOf } from "./days.ts";
import { channelName, placeOf } from "./names.ts";
import { type Html, layOut, type Site } from "./layout.ts";
import { paperItem } from "./paper-item.ts";
import { within } from "./within.ts";
import * as say from "./wording.ts";

/** In bytes of a page. */
const LONGEST_HEADING = 120;

/** A digest with what is shown of it. */
export interface ShownEdition {
  digestId: string;
  /** `2026-11-20` */
  date: string;
  papers: (EditionPaper & { paper: Paper })[];
}

/** Page 1 is the month itself. */
export function monthPath(channelId: string, month: string, page: number): string {
  return `${channelPath(channelId)}/${month}${page === 1 ? "" : `/${page}`}`;
}

export interface DigestPage {
  channel: PublicChannel;
  edition: ShownEdition;
  /** The digests before and after it; null where there is none. */
  earlier: ShownDay | null;
  later: ShownDay | null;
}

/** A digest as it was posted, with why each paper was in it. */
export function digestPage({ channel, edition, earlier, later }: DigestPage, site: Site): Html {
  const { date, digestId } = edition;
  const month = monthOf(date);
  const main = html`<nav class="crumbs" aria-label="${say.BREADCRUMBS}">
      <a href="${site.base}${channelPath(channel.id)}" dir="auto">${channelName(channel)}</a> ›
      <a href="${site.base}${monthPath(channel.id, month, 1)}">${monthInWords(month)}</a>
    </nav>
    <h1><time datetime="${date}">${longDay(date)}</time></h1>
    <p class="lead">${say.papers(edition.papers.length)}</p>
    ${edition.papers.length === 0 ? html`<p>${say.PAPERS_ARE_GONE}</p>` : sectionsOf(edition, site, 2)}
    ${neighbours(channel, { earlier, later }, site)}`;
  const page = {
    title: say.digestOf(dayInWords(date)),
    description: say.aboutDigest(
      say.papers(edition.papers.length),
      dayInWords(date),
      placeOf(channel),
    ),
    path: digestPath(channel.id, digestId),
    head: feedLinks(channel, site),
    kind: "article" as const,
    main,
  };
  return layOut(page, site);
}

/** Its papers under their headings, which are of a level. */
export function sectionsOf({ papers }: ShownEdition, site: Site, level: 2 | 3): Html {
  const sections = inSections(papers);
  return html`${sections.map(({ heading, papers: its }) => {
    const name = within(headingInPublic(heading ?? ""), LONGEST_HEADING) || say.OTHER_PAPERS;
    const isAlone = sections.length === 1 && heading === null;
    const title =
      level === 2
        ? html`<h2 class="topic" dir="auto">${name}</h2>`
        : html`<h3 class="topic" dir="auto">${name}</h3>`;
    return html`${isAlone ? "" : title}
      <ol class="papers">
        ${its.map((one) => html`${paperItem(one, site)} `)}
      </ol>`;
  })}`;
}

function neighbours(
  { id }: PublicChannel,
  { earlier, later }: Pick<DigestPage, "earlier" | "later">,
  { base }: Site,
): Html | "" {
  if (earlier === null && later === null) return "";
  const to = (day: ShownDay, rel: string, text: string) =>
    html`<a href="${base}${digestPath(id, day.digestId)}" rel="${rel}">${text}</a>`;
  return html`<nav class="row" aria-label="${say.ALSO}">
    ${earlier ? to(earlier, "prev", say.earlier(dayInWords(earlier.date))) : html`<span></span>`}
    ${later ? to(later, "next", say.later(dayInWords(later.date))) : html`<span></span>`}
  </nav>`;
}
