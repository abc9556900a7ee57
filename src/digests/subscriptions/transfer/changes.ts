import { NO_WISHES } from "../../wishes.ts";
import { isDeepStrictEqual } from "node:util";
import type { Subscription } from "../../digest.ts";
import type { DigestSettings } from "../../settings.ts";
import { settingsChanged } from "../change-settings.ts";
import { MAX_TOPICS, sameTopic } from "../subscribe.ts";
import { type PortableTopic, portableTopic } from "./portable.ts";

/** A topic as somebody wants it; what is left out stays, or is as in a new subscription. */
export type WantedTopic = Pick<PortableTopic, "topic"> & Partial<PortableTopic>;

/** What a channel has and is to have. */
export interface Wanted {
  before: { settings: DigestSettings; topics: readonly Subscription[] };
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
}

export function changesIn({ before, settings, topics, known }: Wanted): ChannelChanges {
  const added: PortableTopic[] = [];
  const changed: PortableTopic[] = [];
  const noRoom: PortableTopic[] = [];
  for (const one of topics) {
    const there = sameTopic(one.topic, before.topics);
    if (there) {
      const now = portableTopic(there);
      const wanted = { ...now, ...one, topic: there.topic };
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
  };
}

function asNew(wanted: WantedTopic): PortableTopic {
  return { name: wanted.topic, wishes: NO_WISHES, ...wanted };
}

export function changesNothing({
  settingsChanged: settings,
  added,
  changed,
}: ChannelChanges): boolean {
  return settings.length + added.length + changed.length === 0;
}
