import { z } from "zod";

/**
 * A day of publication as a listing gave it. `date` is `2024-11-17`, or `--11-17` (ISO 8601
 * without the year) when the listing left the year out and nothing told us which it was.
 * `inferred` marks a year that the listing did not print but that we could work out.
 */
export const publishedSchema = z.object({
  date: z.string(),
  precision: z.enum(["day", "month-day"]),
  inferred: z.boolean(),
});
export type Published = z.output<typeof publishedSchema>;

const linkSchema = z.object({
  kind: z.enum(["code", "project", "paper", "search"]),
  url: z.string(),
});
export type Link = z.output<typeof linkSchema>;

/** The days of a paper's life, each as `2026-11-20`. What no source said is missing. */
const datesSchema = z.object({
  /** Version 1 came to arXiv. */
  submitted: z.string().exactOptional(),
  /** arXiv announced it. */
  announced: z.string().exactOptional(),
  /** Hugging Face put it on its daily list. */
  listed: z.string().exactOptional(),
});
export type Dates = z.output<typeof datesSchema>;

const names = z.array(z.string()).readonly();

/** What only live sources say, of an entry and of the paper alike. */
const liveFields = {
  /** Without a version. */
  arxivId: z.string().exactOptional(),
  /** Names in the order of the paper. Listing pages give only their number. */
  authors: names.exactOptional(),
  dates: datesSchema.exactOptional(),
  upvotes: z.number().exactOptional(),
  /** Written by a model, not by the authors. */
  aiSummary: z.string().exactOptional(),
  /** Chosen by a model. */
  aiKeywords: names.exactOptional(),
  /** arXiv categories, the primary one first. */
  categories: names.exactOptional(),
  thumbnail: z.string().exactOptional(),
  /** When it was published where no day is known: `2015`, or `2015-05`. */
  issued: z
    .string()
    .regex(/^\d{4}(?:-\d\d)?$/)
    .exactOptional(),
  /** The journal that published it. */
  journal: z.string().exactOptional(),
  withdrawn: z.boolean().exactOptional(),
};

/** What the listings of all sources say of a paper. What one did not say is null. */
export const listedSchema = z.object({
  /** Line of the title, from 1. */
  line: z.number(),
  title: z.string(),
  /** The text under the title: an abstract or a summary, see `PageHead.textKind`. */
  text: z.string().nullable(),
  authorCount: z.number().nullable(),
  organisation: z.string().nullable(),
  published: publishedSchema.nullable(),
  comments: z.number().nullable(),
});
export type ListedEntry = z.output<typeof listedSchema>;

/** One listing of a paper as one source showed it. */
export const entrySchema = z.object({
  ...listedSchema.shape,
  ...liveFields,
  /** Lower case, without a resolver. */
  doi: z.string().exactOptional(),
  /** Other DOIs of the same work that the source itself names: of the journal that published a preprint. */
  alsoDois: names.exactOptional(),
  /** Of an item of a feed: what it is called there, and nowhere else. Its title may be that of another work. */
  item: z.string().exactOptional(),
  /** Other titles of the same work, such as the one it was looked up by. */
  alsoTitled: names.exactOptional(),
  /** Where the source shows it. */
  url: z.string().exactOptional(),
  /** Code and project pages that the source itself names. */
  pages: z.array(linkSchema).readonly().exactOptional(),
  /** Tells more of a work that is known, and makes none known: a replacement, say. */
  onlyIfKnown: z.boolean().exactOptional(),
});
export type Entry = z.output<typeof entrySchema>;

/** Where snapshots come from: files of listing pages, or a live source. */
export const originSchema = z.enum([
  "pages",
  "huggingface",
  "arxiv",
  "feeds",
  "biorxiv",
  "medrxiv",
]);
export type Origin = z.output<typeof originSchema>;

/** What a page says of itself. */
export const pageHeadSchema = z.object({
  /** Of a live source the name of the listing: `Hugging Face, 2026-11-20`. */
  file: z.string(),
  /** Default `pages`. What only answers lists nothing, and is no source of news. */
  origin: z.enum([...originSchema.options, "doi"]).exactOptional(),
  /** Answers what somebody asked, and lists nothing: what stands here alone is no news. */
  isAnswer: z.boolean().exactOptional(),
  /** Lists what its source had before Paperboy read it: what stands here alone is no news. */
  isArchive: z.boolean().exactOptional(),
  savedOn: publishedSchema.nullable(),
  /** Whose words the texts are: the authors' abstracts, or summaries written for Paperboy. */
  textKind: z.enum(["abstract", "summary"]),
  /** Present where the page left years out: the year that was worked out, or null, and why. */
  year: z.object({ inferred: z.number().nullable(), why: z.string() }).exactOptional(),
  /**
   * Present where the file could not be read, so that nothing is known of what it holds: why, and
   * whether that stays so until somebody changes the file.
   */
  unread: z.object({ why: z.string(), isSettled: z.boolean() }).exactOptional(),
});
export type PageHead = z.output<typeof pageHeadSchema>;

/** Whether it is a page of a file, and no listing of a live source. */
export function isSavedPage({ origin = "pages" }: Pick<PageHead, "origin">): boolean {
  return origin === "pages";
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
export interface Snapshot extends PageHead {
  entries: Entry[];
  problems: Problem[];
}

/** Where an entry of a paper stands. */
const sightingSchema = z.object({
  file: z.string(),
  line: z.number(),
  /** Of a live source. */
  url: z.string().exactOptional(),
  /** Where its days don't tell the source. */
  origin: originSchema.exactOptional(),
});

/** What we know of one work once all its entries are merged. What nobody said is null. */
export const paperSchema = z.object({
  /** Short, safe in a custom id, and never changes, whatever is learned later. */
  id: z.string(),
  /** As listed. */
  title: z.string(),
  /** For people: `readable(title)`. */
  displayTitle: z.string(),
  /** The authors' text, as listed. Show it through `readable`. */
  abstract: z.string().nullable(),
  /** Paperboy's text, as listed. Show it through `readable`. */
  summary: z.string().nullable(),
  published: publishedSchema.nullable(),
  authorCount: z.number().nullable(),
  organisation: z.string().nullable(),
  comments: z.number().nullable(),
  /** Code and project pages first; a search link stands in when no page is known. */
  links: z.array(linkSchema),
  seenIn: z.array(sightingSchema),
  ...liveFields,
  /** No source shows it any more: it can be opened, and is neither found nor sent. */
  gone: z.literal(true).exactOptional(),
});
export type Paper = z.output<typeof paperSchema>;

/** The day of publication, `2024-11-17`; null where it is not known in full. */
export function fullDate({ published }: Pick<Paper, "published">): string | null {
  return published?.precision === "day" ? published.date : null;
}

export function hasCode({ links }: Pick<Paper, "links">): boolean {
  return links.some(({ kind }) => kind === "code");
}

/** What topics are matched with. */
export const wordingSchema = paperSchema.pick({
  title: true,
  abstract: true,
  summary: true,
  organisation: true,
});

/** The same for papers that say the same. */
export function wordingOf(paper: z.output<typeof wordingSchema>): string {
  const { title, abstract, summary, organisation } = paper;
  return JSON.stringify([title, abstract, summary, organisation]);
}
