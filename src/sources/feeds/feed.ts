import { createHash } from "node:crypto";
import type { Snapshot } from "../../papers/paper.ts";
import type { SourceState } from "../../papers/source-health.ts";
import type { Answer, Client } from "../client/answer.ts";
import { getThrough } from "../client/get-through.ts";
import { whyNoAnswer } from "../client/why-no-answer.ts";
import { afterReading, unread } from "../health.ts";
import { isPausedUntil } from "../pauses.ts";
import type { ReadingWish, Source, SourceMemory } from "../source.ts";
import {
  type FeedState,
  recallItems,
  recallState,
  rememberItems,
  rememberState,
} from "./feed-memory.ts";
import { type ReadFeed, readFeed } from "./read-feed.ts";
import { type Taken, takeFeed, todaysListing } from "./take-feed.ts";
import * as wording from "./wording.ts";

/** Where a feed is, and who says so. */
export interface FeedAddress {
  /** Short, and tells nothing of the address. */
  id: string;
  /** It may hold a key: neither shown nor logged. */
  url: URL;
  /** Whether the settings name it; else it has to be in the public internet. */
  isTrusted: boolean;
}

export interface FeedOptions {
  /** One for each host. */
  clientOf: (host: string) => Client;
  memory: SourceMemory;
  now: () => Temporal.Instant;
}

const READ_EVERY = { minutes: 60 };
const MEDIA_TYPES =
  "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.5";

/** The id of a feed, which its listings and its papers go by. */
export function feedId(url: URL): string {
  return createHash("sha256").update(url.href).digest("base64url").slice(0, 10);
}

/** One feed: its items are papers, each listed on the day on which it came. */
export function createFeed(address: FeedAddress, options: FeedOptions): Source {
  const { id, url } = address;
  const { memory, now } = options;
  const { host } = url;
  let health = unread(host);

  async function remembered(): Promise<FeedState> {
    const before = await recallState(memory, id);
    if (before.health) health = { name: before.title ?? host, ...before.health };
    return before;
  }

  async function* read({ signal, now: atOnce, since }: ReadingWish): AsyncGenerator<Snapshot> {
    const before = await remembered();
    const isAsked = atOnce === true || since !== undefined;
    if (!isAsked && isPausedUntil(before.nextAt, now())) return;

    const answer = await askFeed(address, options, {
      signal,
      now: isAsked,
      known: before.validators,
    });
    if (answer.kind === "stopped") return;
    const { state, found, listings, items } = await makeOf(answer, before);
    yield* listings;
    if (items) await rememberItems(memory, id, items);
    const named = { ...health, name: state.title ?? host };
    health = afterReading(named, { ...found, newest: newestOf(listings) }, now());
    await rememberState(memory, id, { ...state, health });
  }

  /** What an answer comes to: what to give, to remember and to say. */
  async function makeOf(
    answer: Exclude<Answer, { kind: "stopped" }>,
    before: FeedState,
  ): Promise<Made> {
    const nextAt = now().add(READ_EVERY);
    if (answer.kind === "unchanged") {
      const { state = "fresh", trouble = null } = before.health ?? {};
      const isKnown = state === "quiet" || state === "fresh";
      const found = isKnown ? { state, trouble } : { state: "fresh" as const, trouble: null };
      return { state: { ...before, readAt: now(), nextAt }, found, listings: [], items: null };
    }
    if (answer.kind !== "ok") {
      const found = { state: "failing" as const, trouble: whyNoAnswer(answer, now()) };
      return {
        state: { ...before, nextAt: answer.until ?? nextAt },
        found,
        listings: [],
        items: null,
      };
    }
    const feed = await readFeed(answer.body, { url, now: now() });
    if ("refused" in feed) {
      const found = { state: "failing" as const, trouble: `${host} ${feed.refused}` };
      return { state: { ...before, validators: null, nextAt }, found, listings: [], items: null };
    }
    const known = await recallItems(memory, id);
    const name = listingsOf(address);
    const taken = takeFeed(feed.items, { name, known, readAt: before.readAt, now: now() });
    const problems =
      feed.problems.length === 0 ? null : printOf(feed.problems.map(({ what }) => what));
    const isTold = problems === null || problems === before.problems;
    const listings = isTold
      ? taken.listings
      : withProblems(taken.listings, feed.problems, todaysListing(name, now()));
    const found = judge(host, feed, taken);
    const isWhole = feed.isComplete && found.state !== "failing";
    return {
      state: {
        ...before,
        title: feed.title ?? before.title,
        // What was cut is read again.
        validators: isWhole ? answer.validators : null,
        readAt: isWhole || isCutAsBefore(feed, before) ? now() : before.readAt,
        problems,
        nextAt,
      },
      found,
      listings,
      items: isSame(known, taken.known) ? null : taken.known,
    };
  }

  return {
    get name() {
      return health.name;
    },
    get health() {
      return health;
    },
    read,
    recall: async () => void (await remembered()),
  };
}

interface Made {
  state: FeedState;
  found: { state: SourceState; trouble: string | null };
  listings: Snapshot[];
  /** Null where they are as before. */
  items: Taken["known"] | null;
}

/** Asks the host of the feed, and those that it leads to, each by its own client. */
export async function askFeed(
  { url, isTrusted }: Pick<FeedAddress, "url" | "isTrusted">,
  { clientOf }: Pick<FeedOptions, "clientOf">,
  question: {
    signal: AbortSignal;
    now: boolean;
    known: FeedState["validators"];
    timeoutMs?: number;
  },
): Promise<Answer> {
  const { known, ...rest } = question;
  const asked = { ...rest, accept: MEDIA_TYPES, isTrusted, ...(known && { known }) };
  return await getThrough(url, clientOf, asked);
}

/** `blog.example (feed k3f9a2…)`, which the day follows. */
function listingsOf({ id, url }: FeedAddress): string {
  return `${url.host} (feed ${id})`;
}

function judge(host: string, feed: ReadFeed, taken: Taken): Made["found"] {
  const { items, count, isComplete, problems } = feed;
  const read = items.length + problems.length;
  if (count > 0 && items.length === 0)
    return { state: "failing", trouble: wording.allUnreadable(host, count) };
  if (!isComplete) return { state: "truncated", trouble: wording.cutOff(host) };
  if (count > read) return { state: "truncated", trouble: wording.tooLong(host, { count, read }) };
  if (count === 0) return { state: "quiet", trouble: wording.NO_ITEMS };
  if (taken.hasTurnedOver) return { state: "fresh", trouble: wording.ITEMS_TURNED_OVER };
  return { state: "fresh", trouble: taken.areIdsNew ? wording.IDS_CHANGE : null };
}

/** What comes after a cut at the first reading is no news either, unless the feed is always like that. */
function isCutAsBefore({ isComplete, items }: ReadFeed, { readAt, health }: FeedState): boolean {
  return !isComplete && items.length > 0 && (readAt !== null || health?.state === "truncated");
}

function withProblems(
  listings: Snapshot[],
  problems: ReadFeed["problems"],
  today: Snapshot,
): Snapshot[] {
  const isToday = ({ file }: Snapshot) => file === today.file;
  const there = listings.find(isToday) ?? today;
  return [...listings.filter((one) => !isToday(one)), { ...there, problems }];
}

function newestOf(listings: readonly Snapshot[]): string | null {
  const days = listings
    .filter(({ isArchive }) => !isArchive)
    .flatMap(({ savedOn }) => savedOn?.date ?? []);
  return days.toSorted().at(-1) ?? null;
}

function printOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("base64url").slice(0, 12);
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
