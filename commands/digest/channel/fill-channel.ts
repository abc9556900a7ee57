import { z } from "zod";
import type { Channel, Subscription } from "../../../src/digests/digest.ts";
import { bestOf, planBest } from "../../../src/digests/planning/best.ts";
import { sameTopic } from "../../../src/digests/subscriptions/subscribe.ts";
import { sentNotice } from "../../../src/messages/digests/runs.ts";
import { startedAlready, type StartOffer } from "../../../src/messages/topics/subscription.ts";
import { customId } from "../../../src/messages/layout/custom-id.ts";
import type { Place } from "../../../src/messages/layout/place.ts";
import type { Reply } from "../../../src/messages/layout/reply.ts";
import { type Asker, component, type Services, UserError } from "../../command/command.ts";
import { channelWithDigests, demandSight, placeOf, reachable } from "../../command/place.ts";
import { note } from "./note.ts";
import { asRun, urlOf } from "./runs.ts";
import * as say from "../wording.ts";

/** The button that fills a channel with the best of a new topic, `digest.fill:<channel id>:<subscription id>`. */
export const fillChannel = component({
  state: z.tuple([z.string(), z.coerce.number().int()]),
  run: async ([channelId, subscriptionId], { asker }, services) => {
    await demandSight(channelId, asker);
    const place = placeOf(channelId, asker);
    const kept = await channelWithDigests(place, services);
    const topics = await services.digests.book.subscriptions.of(kept.id);
    const topic = topics.find(({ id }) => id === subscriptionId);
    if (!topic) throw new UserError(say.TOPIC_WAS_REMOVED, say.ADD_IT_AGAIN);
    await reachable(place, { roleId: null, publish: kept.settings.publish }, services);
    return await sendBest(topic, kept, asker, services);
  },
});

/** What a channel can begin with; null where it was sent papers of that topic, or where none match. */
export async function startOffer(
  topic: string,
  { id }: Channel,
  { corpus, digests: { book }, now }: Services,
): Promise<StartOffer | null> {
  const subscription = sameTopic(topic, await book.subscriptions.of(id));
  if (!subscription) return null;
  const papers = await bestOf(subscription, { book, corpus, now: now() });
  const send = customId("digest.fill", id, subscription.id);
  return papers.length > 0 ? { papers: papers.length, send } : null;
}

/** Pressed twice, or by two: what is under way is waited for, and what was posted is not posted again. */
async function sendBest(
  topic: Subscription,
  kept: Channel,
  asker: Asker,
  services: Services,
): Promise<Reply> {
  const { corpus, digests, now } = services;
  const { book, newId } = digests;
  const place: Place = { channelId: kept.id, guildId: kept.guildId };
  const planned = await planBest(topic, kept, { book, corpus, now: now(), newId });
  if (planned) await note(say.did.sendBest(topic.topic), place, asker, services);
  const digest = planned ?? (await book.deliveries.open(kept.id));
  if (!planned && !(await book.candidates.anyHeld(topic.id)))
    throw new UserError(digest ? say.BEING_POSTED : say.NOTHING_MATCHES_ANY_MORE);
  if (!digest) return startedAlready(place, topic.name);
  const goesOn = !(await digests.deliver(digest.id));
  const brought = (await book.history.digest(digest.id)) ?? digest;
  const url = await urlOf(brought, services);
  return sentNotice(place, await asRun(brought, services), { url, goesOn, isStart: true });
}
