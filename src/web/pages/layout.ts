import { html, raw } from "hono/html";
import { printable } from "./within.ts";
import * as common from "../wording.ts";
import * as say from "./wording.ts";

/** Escaped already; what goes into a page. */
export type Html = ReturnType<typeof html>;

/** What all pages have in common. */
export interface Site {
  /** What stands before every path: "", or `/papers` where all pages are there. */
  base: string;
  /** What people reach it by, with that and without a slash at the end; null where nobody said. */
  url: string | null;
  /** False where nobody answers, as in files. */
  hasSearch: boolean;
}

export interface Page {
  /** Of the window; Paperboy's name follows it, unless it is "". */
  title: string;
  /** In a sentence, for search engines and for those who are sent a link. */
  description: string;
  /** Where it stands, without the site's base; null for one that nobody should find again. */
  path: string | null;
  main: Html;
  /** Beside what every page has there. */
  head?: Html | Html[];
  /** What stands in the search box. */
  query?: string;
  kind?: "website" | "article";
}

/** A page as it is sent. */
export async function layOut(page: Page, site: Site): Promise<Awaited<Html>> {
  const { title, main, head = [], query = "" } = page;
  const { base, hasSearch } = site;
  const written = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title === "" ? common.NAME : say.windowTitle(title)}</title>
        ${about(page, site)}
        <link rel="stylesheet" href="${base}/style.css" />
        <link rel="icon" href="${base}/icon.svg" type="image/svg+xml" />
        ${head}
      </head>
      <body>
        <a class="skip" href="#main">${say.SKIP}</a>
        <header>
          <a class="name" href="${base}/">${common.NAME}</a>
          ${hasSearch ? searchBox(base, query) : ""}
        </header>
        <main id="main" tabindex="-1">${main}</main>
        <footer><p>${say.FOOTER}</p></footer>
      </body>
    </html> `;
  return raw(unindented(written.toString()));
}

/** Without the blanks before lines, which are half of some pages. Nothing but our own markup begins a `pre`. */
function unindented(written: string): string {
  return written.replace(
    /(<pre[^]*?<\/pre>)|\n\s+/g,
    (_all, kept: string | undefined) => kept ?? "\n",
  );
}

/** For those who are not people: search engines, and what shows a link that somebody is sent. */
function about({ title, description, path, kind = "website" }: Page, { url }: Site): Html {
  if (path === null) return html`<meta name="robots" content="noindex" />`;
  const address = url === null ? null : url + path;
  return html`<meta name="description" content="${description}" />
    <meta property="og:site_name" content="${common.NAME}" />
    <meta property="og:type" content="${kind}" />
    <meta property="og:title" content="${title || common.NAME}" />
    <meta property="og:description" content="${description}" />${
      address === null
        ? ""
        : html` <meta property="og:url" content="${address}" />
            <link rel="canonical" href="${address}" />`
    }`;
}

function searchBox(base: string, query: string): Html {
  return html`<search>
    <form action="${base}/search">
      <label for="q">${say.SEARCH_LABEL}</label>
      <input
        id="q"
        name="q"
        type="search"
        value="${printable(query)}"
        maxlength="${say.LONGEST_QUERY}"
        autocomplete="off"
        placeholder="${say.SEARCH_HINT}"
      />
      <button>${say.labels.search}</button>
    </form>
  </search>`;
}
