import { html } from "hono/html";
import { reasonInWords } from "../../digests/reason-in-words.ts";
import type { Reason } from "../../digests/reason.ts";
import { fullDate, type Paper } from "../../papers/paper.ts";
import { visible } from "../../papers/text/clean.ts";
import { paperPath } from "../addresses.ts";
import { authorsShown, linksShown, prose } from "../../papers/shown.ts";
import { dayInWords } from "./days.ts";
import type { Html, Site } from "./layout.ts";
import { fits, within } from "./within.ts";
import * as common from "../wording.ts";
import * as say from "./wording.ts";

/** In bytes of a page: of 25 papers together there have to be fewer than fifty thousand. */
const LONGEST = { title: 300, facts: 200, excerpt: 200, why: 200, url: 120 };

const MOST_AUTHORS = 3;

export interface ListedPaper {
  paper: Paper;
  /** Null where that is not known, or not asked for. */
  reason: Reason | null;
}

/** A paper as one of several. */
export function paperItem({ paper, reason }: ListedPaper, { base }: Site): Html {
  const facts = within(factsInWords(paper), LONGEST.facts);
  const excerpt = within(excerptOf(paper), LONGEST.excerpt);
  const why = reason === null ? "" : within(reasonInWords(paper, reason), LONGEST.why);
  return html`<li>
    <article>
      <h3>
        <a href="${base}${paperPath(paper.id)}" dir="auto">${titleOf(paper, LONGEST.title)}</a>
      </h3>
      ${paragraph("facts", facts)}${paper.withdrawn ? html`<p class="withdrawn">${common.WITHDRAWN}</p>` : ""}${paragraph("excerpt", excerpt)}${paragraph("why", why)}${linksOf(paper)}
    </article>
  </li>`;
}

/** Where it is only named. */
export function paperLine(paper: Paper, { base }: Site): Html {
  return html`<li>
    <a href="${base}${paperPath(paper.id)}" dir="auto">${titleOf(paper, LONGEST.title)}</a>
  </li>`;
}

/** At most so many bytes. */
export function titleOf({ displayTitle }: Paper, bytes: number): string {
  return within(visible(displayTitle), bytes) || common.UNTITLED;
}

/** `Ada Lovelace, Alan Turing and 3 more · Analytical Society · 20 November 2026` */
export function factsInWords(paper: Paper, mostAuthors = MOST_AUTHORS): string {
  const { names, more } = authorsShown(paper, mostAuthors);
  const authors = names.length === 0 && more <= 0 ? "" : common.authors(names, more);
  const day = fullDate(paper);
  const published =
    day === null ? "" : say.published(dayInWords(day), paper.published?.inferred ?? false);
  return [authors, prose(paper.organisation), published].filter((one) => one !== "").join(" · ");
}

function excerptOf({ summary, abstract }: Paper): string {
  return prose(summary ?? abstract);
}

function linksOf(paper: Paper): Html | "" {
  const links = linksShown(paper).filter(
    ({ kind, url }) => kind !== "search" && fits(url, LONGEST.url),
  );
  if (links.length === 0) return "";
  const shown = links
    .slice(0, 2)
    .map(({ kind, url }) => html`<a href="${url}">${common.LINKS[kind]}</a> `);
  return html`<p class="links">${shown}</p>`;
}

function paragraph(name: string, text: string): Html | "" {
  return text === "" ? "" : html`<p class="${name}" dir="auto">${text}</p>`;
}
