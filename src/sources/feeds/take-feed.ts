import { createHash } from "node:crypto";
import { isFormulaic } from "../../papers/corpus/formulaic.ts";
import type { Entry, Snapshot } from "../../papers/paper.ts";
import { utcDay } from "../utc-days.ts";
import type { KnownItem } from "./feed-memory.ts";
import type { ItemFacts } from "./item-facts.ts";
import { MAX_ITEMS } from "./raw-item.ts";

/** What a reading of a feed comes to. */
export interface Taken {
  /** What is new or edited: one listing for each day on which items came. */
  listings: Snapshot[];
  /** All that is known then. */
  known: KnownItem[];
  /** Most of what it shows was not there before, so that most of it is archive. */
  hasTurnedOver: boolean;
  /** Its items are known, but have new ids. */
  areIdsNew: boolean;
}

export interface Before {
  /** Of the feed: names of its listings begin with it. */
  name: string;
  /** Items seen last come first. */
  known: readonly KnownItem[];
  /** When it was last read; null for never. */
  readAt: Temporal.Instant | null;
  now: Temporal.Instant;
}

/** What was published since then is news, however much comes at once. */
const NEWS_FOR = { hours: 48 };
/** After so long what the feed shows is archive: so long papers wait for a place in a digest. */
const LONGEST_GAP = { hours: 24 * 7 };
/** Of fewer items, all may well be new at once. */
const FEW_ITEMS = 5;
/** Twice what is read, so that items may leave a feed and come back. */
const MOST_KNOWN = 2 * MAX_ITEMS;

/**
 * Compares a feed with what is known of it. What is new is news; but all that a feed shows at its first reading, or
 * after a long gap, or when most of it is new at once, is archive, if it is not dated within the last two days.
 */
export function takeFeed(items: readonly ItemFacts[], { name, known, readAt, now }: Before): Taken {
  const matched = matchItems(items, known);
  const unknown = matched.filter(({ before }) => !before);
  const isFirst = readAt === null || known.length === 0;
  const isLate = readAt !== null && Temporal.Instant.compare(readAt.add(LONGEST_GAP), now) < 0;
  const hasTurnedOver =
    !isFirst && !isLate && items.length >= FEW_ITEMS && unknown.length > items.length / 2;
  const isAllArchive = isFirst || isLate || hasTurnedOver;
  const today = utcDay(now).toString();

  const usedKeys = new Set(known.map(({ key }) => key));
  const seen = matched.map(({ item, before }) => {
    const marks = marksOf(item);
    const key = before?.key ?? newKey(name, item, usedKeys);
    usedKeys.add(key);
    const place = before ?? { day: today, isArchive: isAllArchive && !isRecent(item, now) };
    const entry = asEntry(item, key);
    const print = markOf({ ...entry, line: 0 });
    return {
      entry,
      isOther: print !== before?.print,
      item: { ...marks, ...placeOf(place), key, print },
    };
  });
  const changed = seen.filter(({ isOther }) => isOther);
  const byPlace = Map.groupBy(changed, ({ item }) => listingName(name, item));
  const others = known.filter(({ key }) => !seen.some(({ item }) => item.key === key));
  const matchedWithIds = matched.filter(({ before, item }) => before?.id && item.id);
  const renamed = matchedWithIds.filter(({ before, item }) => before?.id !== marksOf(item).id);
  return {
    listings: [...byPlace].flatMap(([file, alike]) => {
      const [first] = alike;
      return first
        ? [
            listing(
              file,
              first.item,
              alike.map(({ entry }) => entry),
            ),
          ]
        : [];
    }),
    known: [...seen.map(({ item }) => item), ...others].slice(0, MOST_KNOWN),
    hasTurnedOver,
    areIdsNew: renamed.length > Math.max(1, matched.length / 2),
  };
}

/** Of today's listing, which may hold problems alone. */
export function todaysListing(name: string, now: Temporal.Instant): Snapshot {
  const place = { day: utcDay(now).toString(), isArchive: false };
  return listing(listingName(name, place), place, []);
}

type Place = Pick<KnownItem, "day" | "isArchive">;

function placeOf({ day, isArchive }: Place): Place {
  return { day, isArchive };
}

function listingName(name: string, { day, isArchive }: Place): string {
  return isArchive ? `${name}, before ${day}` : `${name}, ${day}`;
}

function listing(file: string, { day, isArchive }: Place, entries: Entry[]): Snapshot {
  return {
    file,
    origin: "feeds",
    ...(isArchive && { isArchive }),
    savedOn: { date: day, precision: "day", inferred: false },
    textKind: "abstract",
    entries,
    problems: [],
  };
}

interface Match {
  item: ItemFacts;
  before: KnownItem | null;
}

/**
 * Which of the known items these are: by the id, unless all else is another; else by the link; else by the title,
 * where a feed gives new ids each time.
 */
function matchItems(items: readonly ItemFacts[], known: readonly KnownItem[]): Match[] {
  const [ofId, ofLink, ofTitle] = (["id", "link", "title"] as const).map((name) =>
    Map.groupBy(known, (one) => one[name] ?? ""),
  );
  const taken = new Set<string>();
  const first = (alike: readonly KnownItem[] | undefined, fits: (one: KnownItem) => boolean) =>
    alike?.find((one) => !taken.has(one.key) && fits(one)) ?? null;
  const steps: ((marks: Marks, item: ItemFacts) => KnownItem | null)[] = [
    ({ id, link, title }) =>
      first(
        id === null ? [] : ofId?.get(id),
        (one) => one.title === title || one.link === null || link === null || one.link === link,
      ),
    ({ id, link, title }) =>
      first(
        link === null ? [] : ofLink?.get(link),
        (one) => one.title === title || one.id === null || id === null,
      ),
    ({ title }, item) =>
      first(isFormulaic(item.title.toLowerCase()) ? [] : ofTitle?.get(title), () => true),
  ];
  const found = new Map<ItemFacts, KnownItem>();
  for (const step of steps)
    for (const item of items) {
      const before = found.has(item) ? null : step(marksOf(item), item);
      if (!before) continue;
      found.set(item, before);
      taken.add(before.key);
    }
  return items.map((item) => ({ item, before: found.get(item) ?? null }));
}

type Marks = Pick<KnownItem, "id" | "link" | "title">;

/** A title without a date of its own is another item's on another day. */
function marksOf({ id, link, title, published }: ItemFacts): Marks {
  return {
    id: id === null ? null : markOf(id),
    link: link === null ? null : markOf(link),
    title: markOf([title.toLowerCase(), published?.toString() ?? null]),
  };
}

function markOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("base64url").slice(0, 12);
}

/** The same whenever an item comes for the first time, also where all was forgotten. */
function newKey(name: string, item: ItemFacts, used: ReadonlySet<string>): string {
  const key = markOf([name, item.id ?? item.link ?? item.title]);
  return used.has(key) ? markOf([name, item.id, item.link, item.title]) : key;
}

function isRecent({ published }: ItemFacts, now: Temporal.Instant): boolean {
  return published !== null && Temporal.Instant.compare(published, now.subtract(NEWS_FOR)) >= 0;
}

function asEntry(item: ItemFacts, key: string): Entry {
  const { position, link, title, text, authors, published, doi, arxivId } = item;
  const isNamed = doi !== null || arxivId !== null;
  return {
    line: position,
    title,
    text,
    authorCount: authors.length > 0 ? authors.length : null,
    organisation: null,
    published:
      published === null
        ? null
        : { date: utcDay(published).toString(), precision: "day", inferred: false },
    comments: null,
    item: key,
    ...(arxivId !== null && { arxivId }),
    ...(doi !== null && { doi }),
    ...(authors.length > 0 && { authors }),
    ...(link !== null && { url: link }),
    ...(link !== null && !isNamed && { pages: [{ kind: "paper", url: link }] }),
  };
}
