import { digestMessages } from "../../messages/digests/digest.ts";
import type { Channel, Digest, PlannedDigest, Subscription } from "../digest.ts";
import { frameOf } from "../frame.ts";
import { reasonsOf } from "../reason.ts";
import { votesShown } from "./opinions.ts";
import { choose, type ChosenPaper } from "./choose.ts";
import type { Planning } from "./due.ts";

/** So many papers make a channel look like one, and are read. */
const MOST = 5;

type Knowing = Pick<Planning, "book" | "corpus" | "now">;

/**
 * The best that a topic wants of its archive, for a channel that begins with it: none where a digest holds
 * anything of that topic already.
 */
export async function bestOf(
  { id, channelId }: Subscription,
  { book, corpus, now }: Knowing,
): Promise<ChosenPaper[]> {
  if (await book.candidates.anyHeld(id)) return [];
  const archive = await book.candidates.unsent(channelId, "archive");
  const its = archive.filter(({ subscriptionId }) => subscriptionId === id);
  const settings = { order: "best match", most: MOST } as const;
  return choose(its, { corpus, settings, now, lots: "" }).chosen;
}

/**
 * Plans and stores a digest of these, beside the slots, which mentions nobody; null where there are none,
 * where somebody else was first, or while another digest is under way.
 */
export async function planBest(
  subscription: Subscription,
  channel: Channel,
  planning: Planning,
): Promise<Digest | null> {
  const { book, now, newId } = planning;
  const papers = await bestOf(subscription, planning);
  if (papers.length === 0) return null;
  const digest: PlannedDigest = {
    id: newId(),
    channelId: channel.id,
    occasion: { kind: "by hand" },
    dueAt: now,
    plannedAt: now,
    late: false,
    quiet: true,
    outcome: "planned",
    note: null,
    reasons: reasonsOf(papers),
  };
  const messages = digestMessages({
    ...frameOf(digest, channel),
    from: "best",
    sections: [{ heading: subscription.name, papers }],
    waiting: 0,
    missed: 0,
    more: null,
    roleId: null,
    votes: await votesShown(papers, channel, book),
  });
  return await book.deliveries.plan(digest, messages, [], subscription.id);
}
