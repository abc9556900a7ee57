import { setImmediate } from "node:timers/promises";
import { z } from "zod";
import type { Problem } from "../../../papers/paper.ts";
import { readArxivId } from "../../../papers/arxiv-id.ts";
import { readAuthors } from "./authors.ts";
import { canonicalCategory } from "../../../papers/arxiv-categories.ts";
import { feedDayAt } from "./calendar.ts";
import { plainName, plainReason, plainText } from "../../plain-text.ts";
import { saysWithdrawn } from "./withdrawn.ts";
import { itemAs, many, readXmlFeed, words } from "./xml.ts";

/** `cross`: new to this category, or new to arXiv but at home in another one. */
export const ANNOUNCE_TYPES = ["new", "cross", "replace", "replace-cross"] as const;

export type AnnounceType = (typeof ANNOUNCE_TYPES)[number];

/** One paper as the feed of a category announces it. */
export interface Announced {
  /** Its place in the feed, from 1. */
  position: number;
  /** Without version. */
  arxivId: string;
  version: number | null;
  type: AnnounceType;
  title: string;
  abstract: string | null;
  authors: string[];
  /** Those that are only counted among them; null where nobody is named. */
  authorCount: number | null;
  /** The primary one first. */
  categories: string[];
  doi: string | null;
  withdrawn: boolean;
}

/** What a feed or a page says of a paper; of a page that looks otherwise one day, perhaps not even the title. */
export type Announcement = Omit<Announced, "title"> & { title: string | null };

/** The announcements of one category, as `https://rss.arxiv.org/rss/{category}` shows them. */
export type Feed =
  | {
      kind: "feed";
      /** The day that it says it is of, in the east of the US; null where it says none. */
      day: Temporal.PlainDate | null;
      items: Announced[];
      /** Items, those that could not be read among them. */
      count: number;
      /** Whether the answer came to its end. */
      isComplete: boolean;
      /** The lines are positions of items. */
      problems: Problem[];
    }
  /** arXiv says that it cannot answer, or what came is no feed. */
  | { kind: "error" | "malformed"; why: string };

/** A whole feed takes a second to read, and people wait for answers. */
const AT_A_STRETCH = 20;

/** Reads a feed item by item: what is wrong with one costs no other. Never throws. */
export async function readFeed(xml: string): Promise<Feed> {
  const feed = readXmlFeed(xml, "item");
  if ("refused" in feed) return { kind: "malformed", why: feed.refused };
  const channel = headSchema.safeParse(feed.head).data?.rss.channel;
  const title = channel?.title ?? "";
  if (/^feed error/i.test(title))
    return { kind: "error", why: plainReason(channel?.description ?? title) };

  const items: Announced[] = [];
  const problems: Problem[] = [];
  const days = new Map<string, number>();
  let position = 0;
  for (const found of feed.items) {
    position += 1;
    if (position % AT_A_STRETCH === 0) await setImmediate();
    const item = itemAs(itemSchema, found);
    const day = typeof item === "string" ? undefined : dayOf(item.pubDate ?? null)?.toString();
    if (day) days.set(day, (days.get(day) ?? 0) + 1);
    const announced = typeof item === "string" ? item : announcedBy(item, position);
    if (typeof announced === "string")
      problems.push({ line: position, what: announced, done: "Left out the item" });
    else items.push(announced);
  }
  return {
    kind: "feed",
    day: mostNamed(days) ?? dayOf(channel?.pubDate ?? null),
    items,
    count: feed.count,
    isComplete: feed.isComplete,
    problems,
  };
}

const headSchema = z.object({
  rss: z.object({ channel: z.object({ title: words, description: words, pubDate: words }) }),
});

const itemSchema = z.object({
  guid: words,
  link: words,
  title: words,
  description: words,
  pubDate: words,
  announce_type: words,
  creator: many,
  category: many,
  DOI: words,
});

/** What the item announces, or what is wrong with it. */
function announcedBy(item: z.infer<typeof itemSchema>, position: number): Announced | string {
  const text = plainText(item.description ?? "");
  const [prefix = "", idInText = "", typeInText = ""] =
    /^arXiv:\s?(\S+)\s+Announce Type:\s*(\S+)\s*/i.exec(text) ?? [];
  const found = [item.guid, item.link, idInText]
    .map((place) => readArxivId(place ?? ""))
    .find((id) => id !== null);
  if (!found) return "It has no arXiv id";
  if (!item.title) return `${found.id} has no title`;
  const type = z.enum(ANNOUNCE_TYPES).safeParse(item.announce_type ?? typeInText.toLowerCase());
  if (!type.success) return `${found.id} does not say whether it is new or a replacement`;
  const abstract = text.slice(prefix.length).replace(/^Abstract:\s*/i, "");
  return {
    position,
    arxivId: found.id,
    version: found.version ?? readArxivId(idInText)?.version ?? null,
    type: type.data,
    title: plainText(item.title),
    abstract: abstract === "" ? null : abstract,
    ...readAuthors(item.creator.map((one) => plainName(words.parse(one) ?? "")).join("; ")),
    categories: categoriesOf(item.category.map((category) => words.parse(category))),
    doi: item.DOI === null ? null : readDoi(item.DOI),
    withdrawn: saysWithdrawn({ comment: null, abstract }),
  };
}

/** The names among them that are arXiv's, each once: others are of the ACM's or the MSC's. */
export function categoriesOf(names: readonly (string | null)[]): string[] {
  return [...new Set(names.flatMap((name) => canonicalCategory(name ?? "") ?? []))];
}

/** Lower case, without a resolver; null for what is no DOI. */
export function readDoi(text: string): string | null {
  return /10\.\d{4,9}\/\S+/.exec(text.trim().toLowerCase())?.[0] ?? null;
}

/** Dates of RSS: `Fri, 20 Nov 2026 00:00:00 -0500`, midnight in the east of the US. */
function dayOf(date: string | null): Temporal.PlainDate | null {
  const ms = Date.parse(date ?? "");
  return Number.isNaN(ms) ? null : feedDayAt(Temporal.Instant.fromEpochMilliseconds(ms));
}

function mostNamed(days: ReadonlyMap<string, number>): Temporal.PlainDate | null {
  const [most] = [...days].toSorted(([, a], [, b]) => b - a);
  return most ? Temporal.PlainDate.from(most[0]) : null;
}
