import { html } from "hono/html";
import { understoodInWords } from "../../digests/query-in-words.ts";
import { unreadFilters } from "../../search/query/read-query.ts";
import type { Paper } from "../../papers/paper.ts";
import { visible } from "../../papers/text/clean.ts";
import { type Html, layOut, type Site } from "./layout.ts";
import { paperItem } from "./paper-item.ts";
import { type InRow, rowOfPages } from "./row-of-pages.ts";
import { within } from "./within.ts";
import * as say from "./wording.ts";

/** On one page, at most. */
export const RESULTS_ON_PAGE = 20;

const LONGEST_QUERY_SHOWN = 600;

function searchPath(query: string, page: number): string {
  const asked = new URLSearchParams({ q: query, ...(page > 1 && { page: String(page) }) });
  return `/search?${asked.toString()}`;
}

/** What a search found; `query` is what was typed. */
export function searchPage(
  {
    query,
    total,
    papers,
    row,
  }: { query: string; total: number; papers: readonly Paper[]; row: InRow },
  site: Site,
): Html {
  const shown = within(visible(query), LONGEST_QUERY_SHOWN);
  const said = total === 0 ? say.nothingFound(shown) : say.found(total, shown);
  const main = html`<h1>${say.SEARCH_HEADING}</h1>
    <p class="lead" role="status" dir="auto">${shown === "" ? say.HOW_TO_SEARCH : said}</p>
    ${readingLines(query).map((line) => html`<p class="reading" dir="auto">${line}</p> `)}
    ${shown !== "" && total === 0 ? html`<p>${say.HOW_TO_SEARCH}</p>` : ""}
    ${
      papers.length === 0
        ? ""
        : html`<ol class="papers">
            ${papers.map((paper) => html`${paperItem({ paper, reason: null }, site)} `)}
          </ol>`
    }
    ${rowOfPages(row, site, (page) => searchPath(query, page))}`;
  const title = shown === "" ? say.SEARCH_HEADING : shown;
  return layOut({ title, description: said, path: null, main, query }, site);
}

/** How it was read, and the first filter that could not be. */
function readingLines(query: string): string[] {
  const understood = understoodInWords(query);
  const [unread] = unreadFilters(query);
  const [filter = ""] = unread?.written.split(":") ?? [];
  const lines = [
    ...(understood === null ? [] : [say.searchedFor(understood)]),
    ...(unread ? [say.leftOut(unread.written, filter, unread.takes)] : []),
  ];
  return lines.map((line) => within(visible(line), LONGEST_QUERY_SHOWN));
}
