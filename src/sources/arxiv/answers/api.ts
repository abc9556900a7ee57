import { z } from "zod";
import type { Problem } from "../../../papers/paper.ts";
import { plainName, plainReason, plainText } from "../../plain-text.ts";
import { utcDay } from "../../utc-days.ts";
import { readArxivId } from "../../../papers/arxiv-id.ts";
import { restoreName } from "./authors.ts";
import { categoriesOf, readDoi } from "./feed.ts";
import { saysWithdrawn } from "./withdrawn.ts";
import { itemAs, many, readXmlFeed, words } from "./xml.ts";

/** What the query API says of one paper. */
export interface Described {
  /** Its place in the answer, from 1. */
  position: number;
  /** Without version. */
  arxivId: string;
  title: string;
  abstract: string | null;
  /** As listed, one by one. */
  authors: string[];
  authorCount: number | null;
  /** The primary one first. */
  categories: string[];
  doi: string | null;
  /** The day, in UTC, on which version 1 was submitted. */
  submitted: string | null;
  withdrawn: boolean;
}

export type ApiAnswer =
  | {
      kind: "papers";
      papers: Described[];
      /** How many there are, as arXiv counts; it may be wrong. Null where it does not say. */
      total: number | null;
      /** Whether the answer came to its end. */
      isComplete: boolean;
      /** The lines are positions of entries. */
      problems: Problem[];
    }
  /** arXiv says that it cannot answer, or what came is no answer. */
  | { kind: "error" | "malformed"; why: string };

/** The API answers up to 2 000; so many make an answer of about 300 kB. */
export const MAX_IDS_PER_REQUEST = 100;

/** Asks for papers by their ids, at most `MAX_IDS_PER_REQUEST`. */
export function idsUrl(apiBase: string, ids: readonly string[]): string {
  return queryUrl(apiBase, { id_list: ids.join(","), max_results: String(ids.length) });
}

/** Asks for papers whose titles have these words, one after the other. */
export function titleUrl(apiBase: string, title: readonly string[], most: number): string {
  return queryUrl(apiBase, { search_query: `ti:"${title.join(" ")}"`, max_results: String(most) });
}

/** `apiBase` is `https://export.arxiv.org`. (arXiv API user's manual, “Query interface”.) */
function queryUrl(apiBase: string, query: Record<string, string>): string {
  return `${apiBase.replace(/\/$/, "")}/api/query?${new URLSearchParams(query).toString()}`;
}

/** Reads an answer entry by entry: what is wrong with one costs no other. Never throws. */
export function readApiAnswer(xml: string): ApiAnswer {
  const feed = readXmlFeed(xml, "entry");
  if ("refused" in feed) return { kind: "malformed", why: feed.refused };
  const papers: Described[] = [];
  const problems: Problem[] = [];
  let position = 0;
  for (const found of feed.items) {
    position += 1;
    const entry = itemAs(entrySchema, found);
    if (typeof entry !== "string" && entry.id?.includes("/api/errors"))
      return { kind: "error", why: plainReason(entry.summary ?? "It doesn't say why") };
    const described = typeof entry === "string" ? entry : describedBy(entry, position);
    if (typeof described === "string")
      problems.push({ line: position, what: described, done: "Left out the entry" });
    else papers.push(described);
  }
  const total = Number(headSchema.safeParse(feed.head).data?.feed.totalResults ?? Number.NaN);
  return {
    kind: "papers",
    papers,
    total: Number.isNaN(total) ? null : total,
    isComplete: feed.isComplete,
    problems,
  };
}

const headSchema = z.object({ feed: z.object({ totalResults: words }) });

const author = z.object({ name: words });
const term = z.object({ "@term": z.string() });

const entrySchema = z.object({
  id: words,
  title: words,
  summary: words,
  published: words,
  author: many,
  category: many,
  primary_category: z.unknown().optional(),
  doi: words,
  comment: words,
});

/** What the entry says, or what is wrong with it. */
function describedBy(entry: z.infer<typeof entrySchema>, position: number): Described | string {
  const found = readArxivId(entry.id ?? "");
  if (!found) return "It has no arXiv id";
  if (!entry.title) return `${found.id} has no title`;
  const authors = entry.author.flatMap((one) => {
    const name = author.safeParse(one).data?.name;
    return name ? [restoreName(plainName(name))] : [];
  });
  const categories = [entry.primary_category, ...entry.category].map(
    (category) => term.safeParse(category).data?.["@term"] ?? null,
  );
  return {
    position,
    arxivId: found.id,
    title: plainText(entry.title),
    abstract: entry.summary === null ? null : plainText(entry.summary),
    authors,
    authorCount: authors.length > 0 ? authors.length : null,
    categories: categoriesOf(categories),
    doi: entry.doi === null ? null : readDoi(entry.doi),
    submitted: dayIn(entry.published),
    withdrawn: saysWithdrawn({ comment: entry.comment, abstract: entry.summary }),
  };
}

/** `2026-11-19T17:59:59Z`. */
function dayIn(moment: string | null): string | null {
  try {
    return utcDay(Temporal.Instant.from(moment ?? "")).toString();
  } catch {
    return null;
  }
}
