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
  /** Without a version. Listing pages do not give it; live sources do, and all that follows. */
  arxivId?: string;
  /** Lower case, without a resolver. */
  doi?: string;
  /** Other titles of the same work, such as the one it was looked up by. */
  alsoTitled?: readonly string[];
  /** Names in the order of the paper. */
  authors?: readonly string[];
  /** Where the source shows it. */
  url?: string;
  dates?: Dates;
  upvotes?: number;
  /** Written by a model, not by the authors. */
  aiSummary?: string;
  /** Chosen by a model. */
  aiKeywords?: readonly string[];
  /** arXiv categories, the primary one first. */
  categories?: readonly string[];
  /** Code and project pages that the source itself names. */
  pages?: readonly Link[];
  thumbnail?: string;
  withdrawn?: boolean;
  /** Tells more of a work that is known, and makes none known: a replacement, say. */
  onlyIfKnown?: boolean;
}

/** The days of a paper's life, each as `2026-11-20`. What no source said is missing. */
export interface Dates {
  /** Version 1 came to arXiv. */
  submitted?: string;
  /** arXiv announced it. */
  announced?: string;
  /** Hugging Face put it on its daily list. */
  listed?: string;
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

/** Where snapshots come from: files of listing pages, or a live source. */
export type Origin = "pages" | "huggingface" | "arxiv";

/** The text of one listing page, saved on one day. */
export interface Snapshot {
  /** Of a live source the name of the listing: `Hugging Face, 2026-11-20`. */
  file: string;
  /** Default `pages`. */
  origin?: Origin;
  savedOn: Published | null;
  /** Whose words the texts are: the authors' abstracts, or summaries written for Paperboy. */
  textKind: "abstract" | "summary";
  entries: Entry[];
  problems: Problem[];
  /** Present where the page left years out: the year that was worked out, or null, and why. */
  year?: { inferred: number | null; why: string };
  /**
   * Present where the file could not be read, so that nothing is known of what it holds: why, and
   * whether that stays so until somebody changes the file.
   */
  unread?: { why: string; isSettled: boolean };
}

export interface Link {
  kind: "code" | "project" | "paper" | "search";
  url: string;
}

/** Where an entry of a paper stands. */
export interface Sighting {
  file: string;
  line: number;
  /** Of a live source. */
  url?: string;
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
  /** What follows only live sources give; see `Entry`. */
  arxivId?: string;
  dates?: Dates;
  upvotes?: number;
  aiSummary?: string;
  aiKeywords?: readonly string[];
  categories?: readonly string[];
  thumbnail?: string;
  withdrawn?: boolean;
  /** No source shows it any more: it can be opened, and is neither found nor sent. */
  gone?: true;
}
