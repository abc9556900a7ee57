import { html } from "hono/html";
import { fullDate, type Paper } from "../../papers/paper.ts";
import type { Html } from "../pages/layout.ts";
import { authorsShown, linksShown, prose } from "../../papers/shown.ts";
import * as common from "../wording.ts";
import * as say from "./wording.ts";

/** What a reader of feeds shows of a paper, as HTML: `why` it came, what is known of it, and its texts. */
export async function entryContent(paper: Paper, why: string | null): Promise<string> {
  const content = await html`${[
    paper.withdrawn ? html`<p><strong>${common.WITHDRAWN}</strong></p>` : null,
    why === null ? null : html`<p><em>${why}</em></p>`,
    paragraph(facts(paper)),
    paragraph(prose(paper.abstract)),
    labelled(say.before(common.SUMMARY), prose(paper.summary)),
    labelled(say.before(common.AI_SUMMARY), prose(paper.aiSummary)),
    links(paper),
  ]}`;
  return content.toString();
}

function facts(paper: Paper): string {
  const day = paper.published?.inferred ? null : fullDate(paper);
  const known = [whoWrote(paper), prose(paper.organisation), day ?? ""];
  return known.filter((one) => one !== "").join(" · ");
}

function whoWrote(paper: Paper): string {
  const { names, more } = authorsShown(paper);
  return names.length === 0 && more <= 0 ? "" : common.authors(names, more);
}

function links(paper: Paper): Html | null {
  const shown = linksShown(paper).map(
    ({ kind, url }, i) => html`${i === 0 ? "" : " · "}<a href="${url}">${common.LINKS[kind]}</a>`,
  );
  return shown.length === 0 ? null : html`<p>${shown}</p>`;
}

function paragraph(text: string): Html | null {
  return text === "" ? null : html`<p>${text}</p>`;
}

function labelled(label: string, text: string): Html | null {
  return text === "" ? null : html`<p><em>${label}</em> ${text}</p>`;
}
