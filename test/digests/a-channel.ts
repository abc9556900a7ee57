import type { Book } from "../../src/digests/book.ts";
import type { Channel, Digest, PlannedMessage } from "../../src/digests/digest.ts";
import { type DigestSettings, defaultSettings } from "../../src/digests/settings.ts";
import { reply } from "../../src/messages/layout/budget.ts";
import { text } from "../../src/messages/layout/parts.ts";

/** Fri 20 Nov 2026, 09:00 in Berlin: the slot of a channel with default settings. */
export const FRIDAY = Temporal.Instant.from("2026-11-20T08:00:00Z");

/** A text channel in Berlin's time, all of whose slots until Friday's are settled. */
export function aChannel({
  settings,
  ...overrides
}: Partial<Omit<Channel, "settings">> & {
  settings?: Partial<DigestSettings>;
} = {}): Channel {
  return {
    id: "c1",
    guildId: "g1",
    kind: "text",
    settings: { ...defaultSettings("Europe/Berlin"), zoneChosen: true, ...settings },
    settledUntil: FRIDAY,
    pause: null,
    endedAt: null,
    setUpBy: "u1",
    ...overrides,
  };
}

/** Saves a channel and subscribes it to some topics, each named like its query. */
export async function subscribed(book: Book, channel: Channel, ...topics: string[]): Promise<void> {
  await book.subscriptions.saveChannel(channel);
  for (const topic of topics)
    await book.subscriptions.add({
      channelId: channel.id,
      topic,
      name: topic,
      createdBy: "u1",
      createdAt: FRIDAY,
    });
}

/** A digest of the slot on Saturday, as it is before it is stored. */
export function aDigest(overrides: Partial<Digest> = {}): Omit<Digest, "finishedAt"> {
  const dueAt = FRIDAY.add({ hours: 24 });
  return {
    id: "d1",
    channelId: "c1",
    occasion: { kind: "slot", date: "2026-11-21" },
    dueAt,
    plannedAt: dueAt,
    late: false,
    quiet: false,
    outcome: "planned",
    note: null,
    postId: null,
    ...overrides,
  };
}

export function aMessage(...paperIds: string[]): PlannedMessage {
  return { payload: reply([text(`Papers: ${paperIds.join(", ")}`)]), paperIds };
}
