import { NO_WISHES, type Wishes } from "../../wishes.ts";
import { isDeepStrictEqual } from "node:util";
import type { Subscription } from "../../digest.ts";
import type { DigestSettings } from "../../settings.ts";
import { settingsChanged } from "../change-settings.ts";
import { MAX_TOPICS, sameTopic } from "../subscribe.ts";
import { type PortableTopic, portableTopic } from "./portable.ts";

/** A topic as somebody wants it; what is left out stays, or is as in a new subscription. */
export type WantedTopic = Pick<PortableTopic, "topic"> &
  Partial<Omit<PortableTopic, "wishes">> & { wishes?: Partial<Wishes> };

/** What a channel has and is to have. */
export interface Wanted {
  before: { settings: DigestSettings; topics: readonly Subscription[]; hasEnded: boolean };
  settings: DigestSettings;
  topics: readonly WantedTopic[];
  /** What becomes of a topic that is there and wanted otherwise. */
  known: "changes" | "stays";
}

/** What that changes in the channel. Nothing is ever removed. */
export interface ChannelChanges {
  settings: DigestSettings;
  /** Each in a word or two: `time 17:00`. */
  settingsChanged: string[];
  added: PortableTopic[];
  /** Known topics, as they will be. */
  changed: PortableTopic[];
  /** Those for which the channel has no room. */
  noRoom: PortableTopic[];
  /** Those that were wanted before, differently written or not: the first counts. */
  repeated: WantedTopic[];
  /** Whether its digests had ended, and begin again. */
  beginsAgain: boolean;
}

export function changesIn({ before, settings, topics, known }: Wanted): ChannelChanges {
  const added: PortableTopic[] = [];
  const changed: PortableTopic[] = [];
  const noRoom: PortableTopic[] = [];
  const repeated: WantedTopic[] = [];
  const seen = new Set<Subscription>();
  for (const one of topics) {
    const there = sameTopic(one.topic, before.topics);
    if (there ? seen.has(there) : sameTopic(one.topic, added)) repeated.push(one);
    else if (there) {
      seen.add(there);
      const now = portableTopic(there);
      const wishes = { ...now.wishes, ...one.wishes };
      const wanted = { ...now, ...one, wishes, topic: there.topic };
      if (known === "changes" && !isDeepStrictEqual(wanted, now)) changed.push(wanted);
    } else if (before.topics.length + added.length < MAX_TOPICS) added.push(asNew(one));
    else noRoom.push(asNew(one));
  }
  return {
    settings,
    settingsChanged: settingsChanged(before.settings, settings),
    added,
    changed,
    noRoom,
    repeated,
    beginsAgain: before.hasEnded,
  };
}

function asNew(wanted: WantedTopic): PortableTopic {
  return { name: wanted.topic, ...wanted, wishes: { ...NO_WISHES, ...wanted.wishes } };
}

export function changesNothing({
  settingsChanged: settings,
  added,
  changed,
  beginsAgain,
}: ChannelChanges): boolean {
  return settings.length + added.length + changed.length === 0 && !beginsAgain;
}
