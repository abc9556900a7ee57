import { reply } from "../layout/budget.ts";
import { escape } from "../layout/escape.ts";
import { moments } from "../layout/moment.ts";
import { container, text } from "../layout/parts.ts";
import { inPlace, type Place } from "../layout/place.ts";
import type { Reply } from "../layout/reply.ts";
import { type ShownWishes, wishesInWords } from "./wishes.ts";
import * as say from "./wording.ts";

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
  const head = `### ${say.topics(inPlace(place))}`;
  if (hasEnded) return reply([container([text(`${head}\n${say.ENDED[whose(place)]}`)])]);
  if (topics.length === 0)
    return reply([container([text(`${head}\n${say.NO_TOPICS_YET[whose(place)]}`)])]);
  const more = topics.length - MAX_LISTED;
  const lines = [
    head,
    ...topics.slice(0, MAX_LISTED).map(topicLine),
    ...(more > 0 ? [`… ${say.andMore(more)}`] : []),
    `-# ${next === null ? say.NO_DIGEST_SCHEDULED : say.nextDigest(moments(next))}`,
  ];
  return reply([container([text(lines.join("\n"))])]);
}

function topicLine({ topic, name, wishes }: ChannelTopics["topics"][number]): string {
  const shown = `- **${escape(name, LONGEST_LISTED_NAME) || say.UNNAMED_TOPIC}**`;
  const words = wishes ? wishesInWords(wishes) : [];
  const details = [...(name === topic ? [] : [topic]), ...words].join(", ");
  return details === "" ? shown : `${shown}: ${escape(details, LONGEST_DETAILS)}`;
}

/** A direct message is the reader's own. */
function whose({ guildId }: Place): "here" | "there" {
  return guildId === null ? "here" : "there";
}
