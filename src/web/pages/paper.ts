import { html } from "hono/html";
import type { PublicChannel } from "../../digests/public-channels.ts";
import { factsOf } from "../../papers/citations/cited.ts";
import type { Paper } from "../../papers/paper.ts";
import { digestPath, paperPath } from "../addresses.ts";
import { linksShown, prose } from "../../papers/shown.ts";
import { longDay } from "./days.ts";
import { placeOf } from "./names.ts";
import { type Html, layOut, type Site } from "./layout.ts";
import { factsInWords, titleOf } from "./paper-item.ts";
import { fits, printable, within } from "./within.ts";
import * as common from "../wording.ts";
import * as say from "./wording.ts";

/** In bytes of a page, which together have to be fewer than fifty thousand; of authors there are as many as fit. */
const LONGEST = {
  title: 600,
  facts: 3000,
  abstract: 10_000,
  summary: 2500,
  citation: 2500,
  name: 100,
  description: 200,
  url: 600,
};

const MOST_AUTHORS = 60;
const MOST_DIGESTS = 20;

const FILES = ["bib", "ris", "txt"] as const;

/** Files with a paper's citation: what they are called behind its address. */
export type CitationFile = (typeof FILES)[number];

export interface PaperPage {
  paper: Paper;
  /** A line to read, and an entry of BibTeX. */
  citations: { plain: string; bibtex: string };
  /** The public digests that had it, newest first. */
  digests: readonly { channel: PublicChannel; digestId: string; date: string }[];
}

function citationPath(paperId: string, file: CitationFile): string {
  return `${paperPath(paperId)}/citation.${file}`;
}

/** All that can be shown of a paper. */
export function paperPage({ paper, citations, digests }: PaperPage, site: Site): Html {
  const title = titleOf(paper, LONGEST.title);
  const abstract = within(prose(paper.abstract), LONGEST.abstract);
  const summary = within(prose(paper.summary), LONGEST.summary);
  const aiSummary = within(prose(paper.aiSummary), LONGEST.summary);
  const texts = [
    section(common.SUMMARY, summary),
    section(say.ABSTRACT, abstract),
    section(common.AI_SUMMARY, aiSummary),
  ];
  const main = html`<article>
    <h1 dir="auto">${title}</h1>
    <p class="facts" dir="auto">${within(factsInWords(paper, MOST_AUTHORS), LONGEST.facts)}</p>
    ${paper.withdrawn ? html`<p class="withdrawn">${common.WITHDRAWN}</p>` : ""}${links(paper)}
    ${texts.every((one) => one === "") ? html`<p>${say.NO_TEXT}</p>` : texts}
    ${citation(paper, citations, site)} ${inDigests(digests, site)}
  </article>`;
  const first = [summary, abstract].find((text) => text !== "") ?? factsInWords(paper);
  const page = {
    title,
    description: within(first, LONGEST.description),
    path: paperPath(paper.id),
    head: citationMeta(paper),
    kind: "article" as const,
    main,
  };
  return layOut(page, site);
}

/** What reference managers read (Highwire Press tags, as Google Scholar describes them for webmasters). */
function citationMeta(paper: Paper): Html {
  const { title, authors, date, arxivId, doi } = factsOf(paper);
  const named = authors
    .slice(0, MOST_AUTHORS)
    .map((author) =>
      "literal" in author
        ? author.literal
        : [author.family, author.given]
            .filter((part) => part !== undefined && part !== "")
            .join(", "),
    );
  const day = date?.map((part, i) => String(part).padStart(i === 0 ? 4 : 2, "0")).join("/");
  const said: [string, string | null | undefined][] = [
    ["citation_title", within(title, LONGEST.title)],
    ...named.map((name): [string, string] => ["citation_author", within(name, LONGEST.name)]),
    ["citation_publication_date", day],
    ["citation_arxiv_id", within(arxivId ?? "", LONGEST.name)],
    ["citation_doi", within(doi ?? "", LONGEST.name)],
    [
      "citation_pdf_url",
      arxivId === null ? null : within(`https://arxiv.org/pdf/${arxivId}`, LONGEST.name),
    ],
  ];
  return html`${said
    .map(([name, content]) => [name, printable(content ?? "")])
    .filter(([, content]) => content !== "")
    .map(([name, content]) => html`<meta name="${name}" content="${content}" /> `)}`;
}

function section(heading: string, text: string): Html | "" {
  return text === ""
    ? ""
    : html`<section>
        <h2>${heading}</h2>
        <p class="text" dir="auto">${text}</p>
      </section> `;
}

function links(paper: Paper): Html | "" {
  const shown = linksShown(paper).filter(({ url }) => fits(url, LONGEST.url));
  if (shown.length === 0) return "";
  return html`<ul class="links">
    ${shown.map(({ kind, url }) => html` <li><a href="${url}">${common.LINKS[kind]}</a></li>`)}
  </ul>`;
}

function citation(paper: Paper, { plain, bibtex }: PaperPage["citations"], { base }: Site): Html {
  return html`<section class="cite">
    <h2>${say.CITE}</h2>
    ${fits(plain, LONGEST.citation) ? html`<p class="text" dir="auto">${printable(plain).trim()}</p>` : ""}
    ${
      fits(bibtex, LONGEST.citation)
        ? html`<details>
            <summary>${say.SHOW_BIBTEX}</summary>
            <pre tabindex="0">${printable(bibtex).trim()}</pre>
          </details>`
        : ""
    }
    <ul class="links">
      ${FILES.map(
        (file) =>
          html` <li>
            <a href="${base}${citationPath(paper.id, file)}" download
              >${say.citationFile(say.CITATION_FILES[file])}</a
            >
          </li>`,
      )}
    </ul>
  </section>`;
}

function inDigests(digests: PaperPage["digests"], { base }: Site): Html {
  const more = digests.length - MOST_DIGESTS;
  return html`<section>
    <h2>${say.IN_DIGESTS}</h2>
    <ul class="days">
      ${digests.slice(0, MOST_DIGESTS).map(
        ({ channel, digestId, date }) =>
          html` <li>
            <a href="${base}${digestPath(channel.id, digestId)}"
              ><time datetime="${date}">${longDay(date)}</time></a
            >
            <span dir="auto">${placeOf(channel)}</span>
          </li>`,
      )}
    </ul>
    ${more > 0 ? html` <p>${say.moreDigests(more)}</p>` : ""}
  </section>`;
}
