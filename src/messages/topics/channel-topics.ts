import { reply } from "../layout/budget.ts";
import { escape } from "../layout/escape.ts";
import { moments } from "../layout/moment.ts";
import { container, text } from "../layout/parts.ts";
import { inPlace, type Place } from "../layout/place.ts";
import type { Reply } from "../layout/reply.ts";
import { many } from "../layout/wording.ts";
import { type ShownWishes, wishesInWords } from "./wishes.ts";

/** What anybody who sees a channel may know of its digests. */
export interface ChannelTopics {
  place: Place;
  topics: readonly { topic: string; name: string; wishes?: ShownWishes }[];
  /** Null while none is to come. */
  next: Temporal.Instant | null;
  /** Whether digests have ended by themselves: the channel was lost, or its person. */
  hasEnded: boolean;
}

/** As many as a channel may have, so that all fit. */
const MAX_LISTED = 25;
const LONGEST_LISTED_NAME = 60;
/** A topic and what it gets: of 25 all fit. */
const LONGEST_DETAILS = 80;

export function channelTopics({ place, topics, next, hasEnded }: ChannelTopics): Reply {
  const head = `### Topics ${inPlace(place)}`;
  if (hasEnded) return reply([container([text(`${head}\n${digestsEnded(place)}`)])]);
  if (topics.length === 0) return reply([container([text(`${head}\n${nobodySubscribed(place)}`)])]);
  const more = topics.length - MAX_LISTED;
  const lines = [
    head,
    ...topics.slice(0, MAX_LISTED).map(topicLine),
    ...(more > 0 ? [`… and ${many(more)} more`] : []),
    next === null
      ? "-# No digest is scheduled right now."
      : `-# The next digest comes ${moments(next)}.`,
  ];
  return reply([container([text(lines.join("\n"))])]);
}

function topicLine({ topic, name, wishes }: ChannelTopics["topics"][number]): string {
  const shown = `- **${escape(name, LONGEST_LISTED_NAME) || "This topic"}**`;
  const words = wishes ? wishesInWords(wishes) : [];
  const details = [...(name === topic ? [] : [topic]), ...words].join(", ");
  return details === "" ? shown : `${shown}: ${escape(details, LONGEST_DETAILS)}`;
}

function digestsEnded({ guildId }: Place): string {
  return guildId === null
    ? "Digests have ended here. `/digest subscribe` starts them again."
    : "Digests have ended there. Members with Manage Server can start them again with `/digest subscribe`.";
}

function nobodySubscribed({ guildId }: Place): string {
  return guildId === null
    ? "There are none yet. `/digest subscribe` adds one."
    : "There are none yet. Members with Manage Server can add some with `/digest subscribe`.";
}
