import { html } from "hono/html";
import { fullDate, type Link, type Paper } from "../../papers/paper.ts";
import { readable, visible } from "../../papers/text/clean.ts";
import type { Html } from "../pages/layout.ts";
import * as say from "./wording.ts";

/** A hostile text may be megabytes. */
const LONGEST_TEXT = 20_000;

/** A collaboration has thousands. */
const MOST_AUTHORS = 20;

const MOST_LINKS = 5;

/** What a reader of feeds shows of a paper, as HTML: `why` it came, what is known of it, and its texts. */
export async function entryContent(paper: Paper, why: string | null): Promise<string> {
  const content = await html`${[
    paper.withdrawn ? html`<p><strong>${say.WITHDRAWN}</strong></p>` : null,
    why === null ? null : html`<p><em>${why}</em></p>`,
    paragraph(facts(paper)),
    paragraph(prose(paper.abstract)),
    labelled(say.SUMMARY, prose(paper.summary)),
    labelled(say.AI_SUMMARY, prose(paper.aiSummary)),
    links(paper),
  ]}`;
  return content.toString();
}

/** The names that are shown, and how many authors there are beside them. */
export function authorsShown({ authors = [], authorCount }: Paper): {
  names: string[];
  more: number;
} {
  const names = authors
    .slice(0, MOST_AUTHORS)
    .map(visible)
    .filter((name) => name !== "");
  return { names, more: Math.max(authorCount ?? 0, authors.length) - names.length };
}

/** Those that lead where they seem to, the paper's own page first. */
export function linksShown({ links: all }: Pick<Paper, "links">): Link[] {
  const kinds = Object.keys(say.LINKS);
  return all
    .flatMap(({ kind, url }) => {
      const parsed = URL.parse(url);
      const isPlain = parsed?.username === "" && parsed.password === "";
      return isPlain && /^https?:$/.test(parsed.protocol) ? [{ kind, url: parsed.href }] : [];
    })
    .toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind))
    .slice(0, MOST_LINKS);
}

function facts(paper: Paper): string {
  const day = paper.published?.inferred ? null : fullDate(paper);
  const known = [whoWrote(paper), prose(paper.organisation), day ?? ""];
  return known.filter((one) => one !== "").join(" · ");
}

function whoWrote(paper: Paper): string {
  const { names, more } = authorsShown(paper);
  if (names.length === 0) return more > 0 ? say.authorCount(more) : "";
  return say.authors(names, more);
}

function links(paper: Paper): Html | null {
  const shown = linksShown(paper).map(
    ({ kind, url }, i) => html`${i === 0 ? "" : " · "}<a href="${url}">${say.LINKS[kind]}</a>`,
  );
  return shown.length === 0 ? null : html`<p>${shown}</p>`;
}

function paragraph(text: string): Html | null {
  return text === "" ? null : html`<p>${text}</p>`;
}

function labelled(label: string, text: string): Html | null {
  return text === "" ? null : html`<p><em>${label}</em> ${text}</p>`;
}

function prose(text: string | null | undefined): string {
  return readable((text ?? "").slice(0, LONGEST_TEXT));
}
