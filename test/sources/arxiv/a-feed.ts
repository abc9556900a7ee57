import type { AnnounceType } from "../../../src/sources/arxiv/answers/feed.ts";

/** A paper as arXiv has it. */
export interface PaperOfArxiv {
  id: string;
  version: number;
  type: AnnounceType;
  title: string;
  abstract: string;
  authors: string[];
  categories: string[];
  submitted: string;
  doi: string | null;
  /** What the authors say of it besides, such as that it has 12 pages. */
  comment: string | null;
}

let made = 0;

/** Each has an id of its own unless told. */
export function aPaperOfArxiv(overrides: Partial<PaperOfArxiv> = {}): PaperOfArxiv {
  made += 1;
  const id = overrides.id ?? `2611.${String(made).padStart(5, "0")}`;
  return {
    id,
    version: 1,
    type: "new",
    title: `On ${id}`,
    abstract: `All about ${id}.`,
    authors: ["Ada Lovelace", "Grace Hopper"],
    categories: ["cs.LG", "stat.ML"],
    submitted: "2026-11-18T17:59:59Z",
    doi: null,
    comment: null,
    ...overrides,
  };
}

/** RSS as rss.arxiv.org writes it; `day` is that of the announcement, `built` the hour of asking. */
export function feedXml(options: {
  day: string;
  papers: readonly PaperOfArxiv[];
  category?: string;
  built?: string;
}): string {
  const { day, papers, category = "cs.LG", built = day } = options;
  const midnight = rssDate(day);
  return [
    `<?xml version='1.0' encoding='UTF-8'?>`,
    `<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" version="2.0">`,
    `<channel><title>${category} updates on arXiv.org</title>`,
    `<link>http://rss.arxiv.org/rss/${category}</link>`,
    `<description>${category} updates on the arXiv.org e-print archive.</description>`,
    `<lastBuildDate>${rssDate(built)}</lastBuildDate><pubDate>${rssDate(built)}</pubDate>`,
    `<skipDays><day>Saturday</day><day>Sunday</day></skipDays>`,
    ...papers.map((paper) => itemXml(paper, midnight)),
    `</channel></rss>`,
  ].join("\n");
}

export function errorFeedXml(query: string): string {
  return `<rss version="2.0"><channel><title>Feed error for query: ${query}</title><description>Bad archive "${query}". Valid archives are: cs, math</description><lastBuildDate>Fri, 20 Nov 2026 05:00:00 +0000</lastBuildDate></channel></rss>`;
}

function itemXml(paper: PaperOfArxiv, pubDate: string): string {
  const versioned = `${paper.id}v${paper.version}`;
  const text = `arXiv:${versioned} Announce Type: ${paper.type} \nAbstract: ${paper.abstract}`;
  return [
    `<item><title>${escapeXml(paper.title)}</title>`,
    `<link>https://arxiv.org/abs/${paper.id}</link>`,
    `<description>${escapeXml(text)}</description>`,
    `<guid isPermaLink="false">oai:arXiv.org:${versioned}</guid>`,
    ...paper.categories.map((category) => `<category>${category}</category>`),
    `<pubDate>${pubDate}</pubDate>`,
    `<arxiv:announce_type>${paper.type}</arxiv:announce_type>`,
    `<dc:rights>http://creativecommons.org/licenses/by/4.0/</dc:rights>`,
    ...(paper.doi === null ? [] : [`<arxiv:DOI>${paper.doi}</arxiv:DOI>`]),
    `<dc:creator>${escapeXml(paper.authors.join(", "))}</dc:creator></item>`,
  ].join("\n");
}

/** Atom as export.arxiv.org answers; `total` is what it says there is. */
export function apiXml(papers: readonly PaperOfArxiv[], total = papers.length): string {
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom">`,
    `<id>http://arxiv.org/api/abc</id><title>arXiv Query: x</title>`,
    `<opensearch:totalResults>${total}</opensearch:totalResults>`,
    ...papers.map(entryXml),
    `</feed>`,
  ].join("\n");
}

function entryXml(paper: PaperOfArxiv): string {
  return [
    `<entry><id>http://arxiv.org/abs/${paper.id}v${paper.version}</id>`,
    `<title>${escapeXml(paper.title)}</title>`,
    `<updated>2026-11-19T00:00:00Z</updated><published>${paper.submitted}</published>`,
    `<link href="https://arxiv.org/abs/${paper.id}" rel="alternate" type="text/html"/>`,
    `<summary>${escapeXml(paper.abstract)}</summary>`,
    ...paper.categories.map((category) => `<category term="${category}"/>`),
    `<arxiv:primary_category term="${paper.categories[0]}"/>`,
    ...(paper.doi === null ? [] : [`<arxiv:doi>${paper.doi}</arxiv:doi>`]),
    ...(paper.comment === null
      ? []
      : [`<arxiv:comment>${escapeXml(paper.comment)}</arxiv:comment>`]),
    ...paper.authors.map(
      (name) =>
        `<author><name>${escapeXml(name)}</name><arxiv:affiliation>X</arxiv:affiliation></author>`,
    ),
    `</entry>`,
  ].join("\n");
}

export function apiErrorXml(why: string): string {
  return `<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/api/errors#bad</id><title>Error</title><summary>${why}</summary></entry></feed>`;
}

export function escapeXml(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/** Midnight in the east of the US. */
function rssDate(day: string): string {
  const midnight = Temporal.PlainDate.from(day).toZonedDateTime("America/New_York");
  const date = new Date(midnight.epochMilliseconds + midnight.offsetNanoseconds / 1e6);
  return date.toUTCString().replace("GMT", midnight.offset.replace(":", ""));
}
