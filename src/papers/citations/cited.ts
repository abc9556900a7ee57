import { readIdentifiers } from "../identifiers.ts";
import { fullDate, type Paper } from "../paper.ts";
import { readable } from "../text/clean.ts";
import { type CitedName, citedName, oneLine } from "./authors.ts";

/** A paper as somebody cites it. */
export interface CitedPaper {
  paper: Paper;
  /** Letters, digits and `-`; no other paper has it. */
  key: string;
  /** What whoever saved it wrote about it; null where nothing. */
  note: string | null;
  /** When they saved it; null where nobody did. */
  savedAt: Temporal.Instant | null;
}

/** What can be said of a paper in a citation. What is not known is missing, and nothing is guessed. */
export interface Facts {
  title: string;
  authors: CitedName[];
  /** Whether there are authors whose names nobody told. */
  isMore: boolean;
  /** The journal that published it. */
  journal: string | null;
  /** Year, month and day, as far as they are known. */
  date: [number] | [number, number] | [number, number, number] | null;
  arxivId: string | null;
  /** The arXiv category that it is filed under. */
  primaryClass: string | null;
  doi: string | null;
  url: string | null;
  abstract: string | null;
}

export function factsOf(paper: Paper): Facts {
  const { arxivId = null, authors: names = [], categories = [] } = paper;
  const authors = names.flatMap((name) => citedName(name) ?? []);
  const abstract = paper.abstract === null ? "" : oneLine(readable(paper.abstract));
  return {
    title: oneLine(paper.displayTitle),
    authors,
    isMore: authors.length > 0 && (paper.authorCount ?? 0) > names.length,
    journal: paper.journal === undefined ? null : oneLine(paper.journal) || null,
    date: dateOf(paper),
    arxivId,
    primaryClass: arxivId === null ? null : (categories[0] ?? null),
    doi: doiOf(paper),
    url: urlOf(paper),
    abstract: abstract === "" ? null : abstract,
  };
}

/** A year that was worked out is not one that a source told. */
function dateOf(paper: Paper): Facts["date"] {
  const day = paper.published?.inferred === false ? fullDate(paper) : null;
  if (day !== null) {
    const [year = 0, month = 0, dayOfMonth = 0] = day.split("-").map(Number);
    return [year, month, dayOfMonth];
  }
  return issuedIn(paper) ?? monthOfArxivId(paper.arxivId ?? "");
}

function issuedIn({ issued }: Paper): Facts["date"] {
  const [year, month] = issued?.split("-").map(Number) ?? [];
  if (year === undefined) return null;
  return month === undefined ? [year] : [year, month];
}

/** Since April 2007 an id begins with the month in which the paper came: `2405.21060`. */
function monthOfArxivId(arxivId: string): [number, number] | null {
  const [, year, month] = /^(\d\d)(\d\d)\.\d{4,6}$/.exec(arxivId) ?? [];
  return year === undefined ? null : [2000 + Number(year), Number(month)];
}

/** Of its publisher where a link leads there; else the one that arXiv registers for each of its papers. */
function doiOf({ links, arxivId }: Paper): string | null {
  const dois = links.flatMap(({ url }) => {
    if (!/^https?:\/\/(?:dx\.|www\.)?doi\.org\//i.test(url)) return [];
    return readIdentifiers(url).identifiers.filter(({ kind }) => kind === "doi");
  });
  return dois[0]?.id ?? (arxivId === undefined ? null : `10.48550/arXiv.${arxivId}`);
}

/** A title for a library that would read tags in it. */
export function untagged(title: string): string {
  return title.replace(/<(?=\/?[a-z])/gi, "‹").replace(/(?<=‹[^‹>]*)>/g, "›");
}

/** Its page, and never a search for it. */
function urlOf({ links, arxivId }: Paper): string | null {
  if (arxivId !== undefined) return `https://arxiv.org/abs/${arxivId}`;
  const url = links.find(({ kind }) => kind === "paper")?.url ?? "";
  return /^https?:\/\/[^\s{}\\]+$/i.test(url) ? url : null;
}
