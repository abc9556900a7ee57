/**
 * A day of publication as a listing gave it. `date` is `2024-11-17`, or `--11-17` (ISO 8601
 * without the year) when the listing left the year out and nothing told us which it was.
 * `inferred` marks a year that the listing did not print but that we could work out.
 */
export interface Published {
  date: string;
  precision: "day" | "month-day";
  inferred: boolean;
}

/** One listing of a paper as one source showed it. What the listing did not say is null. */
export interface Entry {
  /** Line of the title, from 1. */
  line: number;
  title: string;
  /** The text under the title: an abstract or a summary, see `Snapshot.textKind`. */
  text: string | null;
  authorCount: number | null;
  organisation: string | null;
  published: Published | null;
  comments: number | null;
  /** Without a version. Listing pages do not give it; live sources do. */
  arxivId?: string;
  /** Lower case, without a resolver. */
  doi?: string;
}

/** Something in a file that was not as expected: where, what, and what became of it. */
export interface Problem {
  /** From 1; null when it concerns the whole file. */
  line: number | null;
  /** Last line concerned, where it is more than one. */
  endLine?: number;
  what: string;
  done: string;
}

/** The text of one listing page, saved on one day. */
export interface Snapshot {
  file: string;
  savedOn: Published | null;
  /** Whose words the texts are: the authors' abstracts, or summaries written for Paperboy. */
  textKind: "abstract" | "summary";
  entries: Entry[];
  problems: Problem[];
  /** Present where the page left years out: the year that was worked out, or null, and why. */
  year?: { inferred: number | null; why: string };
}

export interface Link {
  kind: "code" | "project" | "search";
  url: string;
}

/** Where an entry of a paper stands. */
export interface Sighting {
  file: string;
  line: number;
}

/** What we know of one work once all its entries are merged. What nobody said is null. */
export interface Paper {
  /** Short, safe in a custom id, and never changes, whatever is learned later. */
  id: string;
  /** As listed. */
  title: string;
  /** For people: `readable(title)`. */
  displayTitle: string;
  /** The authors' text, as listed. Show it through `readable`. */
  abstract: string | null;
  /** Paperboy's text, as listed. Show it through `readable`. */
  summary: string | null;
  published: Published | null;
  authorCount: number | null;
  /** Names in the order of the paper. Listing pages give only their number. */
  authors?: readonly string[];
  organisation: string | null;
  comments: number | null;
  /** Code and project pages first; a search link stands in when no page is known. */
  links: Link[];
  seenIn: Sighting[];
}
