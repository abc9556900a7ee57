import type { APIComponentInContainer } from "discord-api-types/v10";
import { reply } from "../layout/budget.ts";
import { moment } from "../layout/moment.ts";
import { container, separator, text } from "../layout/parts.ts";
import { type Place } from "../layout/place.ts";
import type { Reply } from "../layout/reply.ts";
import { pageButtons } from "../papers/results.ts";
import { type Halt, haltLine, type RunLine, runLine } from "../digests/runs.ts";
import { shownName } from "./subscription.ts";
import { type ShownWishes, wishesInWords } from "./wishes.ts";
import { type PageNumber, shownRange, whichPage } from "../layout/wording.ts";
import * as say from "./wording.ts";

/** A channel with its subscriptions. */
export interface ListedChannel {
  place: Place;
  topics: { topic: string; name: string; wishes?: ShownWishes }[];
  /** Null while none is to come. */
  next: Temporal.Instant | null;
  halt: Halt | null;
  /** Null before the first digest. */
  last: RunLine | null;
}

export interface DigestList extends PageNumber {
  channels: ListedChannel[];
  /** Channels on earlier pages, and on all. */
  before: number;
  total: number;
  /** Custom ids; null where there is no such page. */
  previous: string | null;
  next: string | null;
}

/** In characters: all of a page, and what a channel takes of it beside its topics. */
const ROOM = 3600;
const BESIDE_TOPICS = 380;

export function digestList(list: DigestList): Reply {
  const { channels, before, total, previous, next } = list;
  if (total === 0) return reply([container([text(`### ${say.DIGESTS}\n${say.NO_DIGESTS_YET}`)])]);
  const room = Math.floor(ROOM / channels.length) - BESIDE_TOPICS;
  const range = shownRange(before, channels.length);
  const isPaged = previous !== null || next !== null;
  const footer = `-# ${say.ofChannels(range, total)}${whichPage(list)}`;
  const components: APIComponentInContainer[] = [
    text(`### ${say.DIGESTS}`),
    ...channels.flatMap((channel) => [separator(), text(channelLines(channel, room))]),
    ...(isPaged ? [text(footer), pageButtons(list)] : []),
  ];
  return reply([container(components)]);
}

function channelLines({ place, topics, next, halt, last }: ListedChannel, room: number): string {
  const where = place.guildId === null ? say.DIRECT_MESSAGE : `<#${place.channelId}>`;
  return [
    `**${where}**${next === null ? "" : ` · ${say.next(moment(next, "f"), moment(next, "R"))}`}`,
    ...(halt === null ? [] : [haltLine(halt)]),
    topicsWithin(topics, room),
    `-# ${last === null ? say.NO_DIGEST_YET : say.lastDigest(runLine(last))}`,
  ].join("\n");
}

/** As many as there is room for, and how many more there are. */
function topicsWithin(topics: ListedChannel["topics"], room: number): string {
  let shown = "";
  for (const [i, topic] of topics.entries()) {
    const one = topicWithin(topic, room);
    const longer = i === 0 ? one : `${shown} · ${one}`;
    if (i > 0 && longer.length > room) return `${shown} · ${say.andMore(topics.length - i)}`;
    shown = longer;
  }
  return shown === "" ? say.NO_TOPICS : shown;
}

/** What it gets gives way where there is no room for that. */
function topicWithin(
  { topic, name, wishes }: ListedChannel["topics"][number],
  room: number,
): string {
  const called = topic === name ? [] : [shownName(topic)];
  const withDetails = (details: readonly string[]) =>
    `*${shownName(name)}*${details.length > 0 ? ` (${details.join(", ")})` : ""}`;
  const whole = withDetails([...called, ...(wishes ? wishesInWords(wishes) : [])]);
  return whole.length <= room ? whole : withDetails(called);
}
