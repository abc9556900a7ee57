import { readable } from "../text/clean.ts";
import { withoutHtml } from "../text/html.ts";
import type { PlacedEntry, Work } from "./identity.ts";
import { arxivKey, doiKey, isPreprintDoi } from "./keys.ts";
import { linksIn, searchLink } from "../links.ts";
import { mergePages, type MergeNote } from "./merge-pages.ts";
import {
  type Dates,
  type Entry,
  isSavedPage,
  type Link,
  type Origin,
  type PageHead,
  type Paper,
  type Published,
} from "../paper.ts";

/**
 * Makes one paper of its entries. What arXiv says beats what Hugging Face says, and that beats what
 * saved pages say; organisations are the exception, since arXiv knows none. That sources differ
 * from each other is normal; pages that do are noted.
 */
export function mergeWork({ id, entries }: Work): { paper: Paper; notes: MergeNote[] } {
  const pages = entries.filter(({ snapshot }) => isSavedPage(snapshot));
  const live = entries.filter(({ snapshot }) => !isSavedPage(snapshot)).toSorted(byWorth);
  const { fields: ofPages, notes } = mergePages(pages);
  const title = best(live, (entry) => entry.title) ?? entries[0]?.entry.title ?? "";
  const abstract = best(live, (entry) => entry.text) ?? ofPages.abstract;
  const dates = earliest(entries);
  const arxivId = arxivIdOf([...live, ...pages]);
  const paper = {
    id,
    title,
    displayTitle: readable(title),
    abstract,
    summary: ofPages.summary,
    published:
      fullDay(dates?.submitted) ?? best(live, (entry) => entry.published) ?? ofPages.published,
    ...authorsOf(live, ofPages.authorCount),
    organisation: asMeant(best(live, (entry) => entry.organisation) ?? ofPages.organisation),
    comments: largest(entries, (entry) => entry.comments),
    links: linksOf({
      arxivId,
      dois: doisOf(entries),
      live,
      texts: [title, abstract ?? "", ofPages.summary ?? ""],
    }),
    seenIn: entries.map(({ snapshot, entry }) => ({
      file: snapshot.file,
      line: entry.line,
      ...present({ url: entry.url, origin: toldOrigin(snapshot.origin) }),
    })),
    ...present({
      arxivId,
      dates,
      upvotes: best(live, (entry) => entry.upvotes),
      aiSummary: best(live, (entry) => entry.aiSummary),
      aiKeywords: best(live, (entry) => entry.aiKeywords),
      categories: best(live, (entry) => entry.categories),
      thumbnail: best(live, (entry) => entry.thumbnail),
      issued: best(live, (entry) => entry.issued),
      journal: best(live, (entry) => entry.journal),
      withdrawn: live.some(({ entry }) => entry.withdrawn) || undefined,
    }),
  };
  return { paper, notes };
}

/** Hugging Face and arXiv are told by their days; doi.org lists nothing. */
function toldOrigin(origin: PageHead["origin"] = "pages"): Origin | undefined {
  const isUntold =
    origin === "pages" || origin === "huggingface" || origin === "arxiv" || origin === "doi";
  return isUntold ? undefined : origin;
}

/** `R&amp;D Lab` */
function asMeant(name: string | null): string | null {
  return name === null ? null : withoutHtml(withoutHtml(name));
}

/** The entry whose word counts most comes first: arXiv's, that of a feed last, of others the newest. */
function byWorth(a: PlacedEntry, b: PlacedEntry): number {
  const ofB = worth(b);
  for (const [at, value] of worth(a).entries()) {
    const other = ofB[at] ?? "";
    if (value !== other) return value < other ? 1 : -1;
  }
  return 0;
}

function worth({ snapshot, entry }: PlacedEntry): readonly (string | number)[] {
  return [
    snapshot.origin === "arxiv" ? 2 : snapshot.origin === "feeds" ? 0 : 1,
    snapshot.savedOn?.date ?? "",
    // What the query API told of it is more exact than the feed.
    entry.dates?.submitted === undefined ? 0 : 1,
    snapshot.file,
    entry.line,
  ];
}

/** What the first that says anything says. */
function best<T>(
  entries: readonly PlacedEntry[],
  valueOf: (entry: Entry) => T | null | undefined,
): T | undefined {
  for (const { entry } of entries) {
    const value = valueOf(entry);
    if (value !== null && value !== undefined) return value;
  }
  return undefined;
}

function largest(
  entries: readonly PlacedEntry[],
  valueOf: (entry: Entry) => number | null,
): number | null {
  return entries.reduce<number | null>((most, { entry }) => {
    const value = valueOf(entry);
    return most === null || (value !== null && value > most) ? value : most;
  }, null);
}

/** The feed has authors in one string that we take apart; the API has them one by one. */
function authorsOf(
  live: readonly PlacedEntry[],
  countOfPages: number | null,
): Pick<Paper, "authors" | "authorCount"> {
  const named = live
    .filter(({ entry }) => entry.authors?.length)
    .toSorted((a, b) => exactness(b) - exactness(a))[0]?.entry;
  return {
    authorCount:
      named?.authorCount ??
      named?.authors?.length ??
      best(live, (entry) => entry.authorCount) ??
      countOfPages,
    ...present({ authors: named?.authors }),
  };
}

function exactness({ snapshot, entry }: PlacedEntry): number {
  return (snapshot.origin === "arxiv" ? 2 : 0) + (entry.dates?.submitted === undefined ? 0 : 1);
}

function arxivIdOf(entries: readonly PlacedEntry[]): string | undefined {
  const id = best(entries, (entry) => entry.arxivId);
  return id === undefined ? undefined : arxivKey(id).slice("arxiv:".length);
}

/** Each once, a preprint's before that of the journal. */
function doisOf(entries: readonly PlacedEntry[]): string[] {
  const all = entries.flatMap(({ entry }) => [entry.doi ?? [], entry.alsoDois ?? []].flat());
  const keys = new Set(all.map(doiKey).filter((key) => key.startsWith("doi:")));
  const dois = [...keys].map((key) => key.slice("doi:".length));
  return dois.toSorted((a, b) => Number(isPreprintDoi(b)) - Number(isPreprintDoi(a)));
}

function doiLink(doi: string): Link {
  return {
    kind: "paper",
    url: `https://doi.org/${doi.split("/").map(encodeURIComponent).join("/")}`,
  };
}

/** What the paper is, what its sources name, what its texts name; or else where to look for it. */
function linksOf(from: {
  arxivId: string | undefined;
  dois: readonly string[];
  live: readonly PlacedEntry[];
  texts: readonly [title: string, ...texts: string[]];
}): Link[] {
  const { arxivId, dois, live, texts } = from;
  const all: Link[] = [
    ...(arxivId ? [{ kind: "paper", url: `https://arxiv.org/abs/${arxivId}` } as const] : []),
    ...dois.map(doiLink),
    ...live.flatMap(({ entry }) => entry.pages ?? []),
    ...linksIn(texts),
  ];
  const links = [
    ...new Map(all.toReversed().map((link) => [link.url, link])).values(),
  ].toReversed();
  return links.length > 0 ? links : [searchLink(texts[0])];
}

/** The first day that any of them names. */
function earliest(entries: readonly PlacedEntry[]): Dates | undefined {
  const first = (kind: keyof Dates) =>
    entries.flatMap(({ entry }) => entry.dates?.[kind] ?? []).toSorted()[0];
  const dates = present({
    submitted: first("submitted"),
    announced: first("announced"),
    listed: first("listed"),
  });
  return Object.keys(dates).length > 0 ? dates : undefined;
}

function fullDay(date: string | undefined): Published | undefined {
  return date === undefined ? undefined : { date, precision: "day", inferred: false };
}

/** Without the keys that have no value. */
function present<T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const result: { [K in keyof T]?: NonNullable<T[K]> } = {};
  for (const key in fields) {
    const value = fields[key];
    if (value !== undefined && value !== null) result[key] = value;
  }
  return result;
}
