import { html } from "hono/html";
import type { Html, Site } from "./layout.ts";
import * as say from "./wording.ts";

/** Which page of how many it is, both from 1. */
export interface InRow {
  page: number;
  pages: number;
}

/** Leads to the pages before and behind; nothing where there is but one. */
export function rowOfPages(
  { page, pages }: InRow,
  { base }: Pick<Site, "base">,
  pathOf: (page: number) => string,
): Html | "" {
  if (pages < 2) return "";
  const previous = html`<a href="${base}${pathOf(page - 1)}" rel="prev">${say.PREVIOUS_PAGE}</a>`;
  const next = html`<a href="${base}${pathOf(page + 1)}" rel="next">${say.NEXT_PAGE}</a>`;
  return html`<nav class="row" aria-label="${say.PAGES}">
    ${page > 1 ? previous : html`<span></span>`}
    <span>${say.pageOf(page, pages)}</span>
    ${page < pages ? next : html`<span></span>`}
  </nav>`;
}
