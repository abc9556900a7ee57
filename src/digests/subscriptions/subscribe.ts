import { fold } from "../../papers/text/fold.ts";
import { isSameQuery } from "../../search/query/query.ts";
import { readQuery } from "../../search/query/read-query.ts";
import type { Place } from "../../messages/layout/place.ts";
import type { Probe } from "../courier.ts";
import type { DigestServices } from "./digest-services.ts";
import type { Draft } from "./draft.ts";
import type { Channel, Subscription } from "../digest.ts";
import { defaultSettings } from "../settings.ts";

/** In a channel: so many can `/digest unsubscribe` offer. */
export const MAX_TOPICS = 25;

/** The subscription of a channel to the same topic, however it is written. */
export function sameTopic<Topic extends Pick<Subscription, "topic">>(
  topic: string,
  subscriptions: readonly Topic[],
): Topic | undefined {
  const query = readQuery(topic);
  return subscriptions.find((one) => isSameQuery(readQuery(one.topic), query));
}

/** The subscription that is meant by its topic, however that is written, or by its name. */
export function subscriptionMeant(
  typed: string,
  subscriptions: readonly Subscription[],
): Subscription | undefined {
  return (
    sameTopic(typed, subscriptions) ?? subscriptions.find(({ name }) => fold(name) === fold(typed))
  );
}

export interface Subscribing {
  draft: Draft;
  probe: Extract<Probe, { kind: "here" }>;
  /** Who confirmed it. */
  userId: string;
  now: Temporal.Instant;
}

/**
 * Makes the subscription of a draft. All papers of the corpus count as known to it, whether or not a
 * round has seen them; its matches are there afterwards. Making it twice is making it once.
 */
export async function subscribe(
  { draft, probe, userId, now }: Subscribing,
  services: DigestServices,
): Promise<Channel> {
  const { subscriptions } = services.book;
  await services.takeIn();
  const { channelId, guildId } = draft;
  const channel = await openChannel({ channelId, guildId, probe, userId, now }, services);
  const known = sameTopic(draft.topic, await subscriptions.of(channel.id));
  const topic = known?.topic ?? draft.topic;
  await subscriptions.add({
    channelId: channel.id,
    topic,
    name: draft.name ?? known?.name ?? topic,
    ...(draft.wishes && { wishes: draft.wishes }),
    createdBy: userId,
    createdAt: now,
  });
  await services.takeIn();
  return (await subscriptions.channel(channel.id)) ?? channel;
}

/** The channel as it is kept, with what has changed about it; one that had ended begins again. */
export async function openChannel(
  { channelId, guildId, probe, userId, now }: Place & Omit<Subscribing, "draft">,
  { book: { subscriptions }, timeZone }: DigestServices,
): Promise<Channel> {
  const kept = await subscriptions.channel(channelId);
  if (kept && kept.endedAt === null && kept.kind === probe.channel) return kept;
  const channel: Channel = {
    id: channelId,
    guildId,
    kind: probe.channel,
    settings: kept?.settings ?? defaultSettings(timeZone),
    settledUntil: kept && kept.endedAt === null ? kept.settledUntil : now,
    pause: kept?.pause ?? null,
    endedAt: null,
    // Whoever set it up may have wanted to be forgotten.
    setUpBy: kept?.setUpBy || userId,
  };
  await subscriptions.saveChannel(channel);
  return channel;
}
