import type { ListedFeed } from "../../papers/feed-list.ts";
import { sourceLines } from "../digests/sources.ts";
import { cut, reply } from "../layout/budget.ts";
import { escape, plainWithin } from "../layout/escape.ts";
import { container, text } from "../layout/parts.ts";
import type { Choice, Reply } from "../layout/reply.ts";
import * as say from "./wording.ts";

const LONGEST_FEED_NAME = 80;
const LONGEST_HOST = 80;
const LIST = 3500;
const LONGEST_ROW = 600;
const LONGEST_CHOICE = 100;

/** What becomes of a feed that somebody added. */
export function feedAdded(feed: ListedFeed, items: number): Reply {
  return reply([container([text(say.feedAdded(nameOf(feed), items))])]);
}

export function feedKnown(feed: ListedFeed): Reply {
  return reply([container([text(say.feedKnown(nameOf(feed)))])]);
}

export function feedRemoved(feed: ListedFeed): Reply {
  return reply([container([text(say.feedRemoved(nameOf(feed)))])]);
}

/** All of them, as far as there is room, and how each is. */
export function feedList(feeds: readonly ListedFeed[]): Reply {
  if (feeds.length === 0) return reply([container([text(say.NO_FEEDS)])]);
  const rows: string[] = [];
  let room = LIST;
  for (const feed of feeds) {
    const row = rowOf(feed);
    room -= row.length + 1;
    if (room < 0) break;
    rows.push(row);
  }
  const more = feeds.length - rows.length;
  const lines = [
    `### ${say.FEEDS}`,
    ...rows,
    ...(more > 0 ? [`-# ${say.andMoreFeeds(more)}`] : []),
  ];
  return reply([container([text(lines.join("\n"))])]);
}

/** How a feed stands in the list of an option. */
export function feedChoice(feed: ListedFeed): Choice {
  const { id, host, health } = feed;
  const name = health.name === host ? host : say.feedAt(health.name, host);
  return { name: plainWithin(name, LONGEST_CHOICE), value: id };
}

function rowOf({ host, isOfSettings, health }: ListedFeed): string {
  const where = escape(host, LONGEST_HOST);
  const small = isOfSettings ? say.ofSettings(where) : where;
  const isSaid = health.name === host && !isOfSettings;
  return [...sourceLines([health], LONGEST_ROW), ...(isSaid ? [] : [`-# ${small}`])].join("\n");
}

function nameOf({ host, health }: ListedFeed): string {
  const name = escape(cut(health.name, LONGEST_FEED_NAME), 2 * LONGEST_FEED_NAME);
  const where = escape(host, LONGEST_HOST);
  return health.name === host ? `**${where}**` : say.feedAt(`**${name}**`, where);
}
