import {
  type Channel,
  type Digest,
  type DigestMessage,
  hasArrived,
} from "../../../src/digests/digest.ts";
import { isPausedAt } from "../../../src/digests/pauses.ts";
import { messageUrl } from "../../../src/messages/layout/place.ts";
import type { Halt, RunLine } from "../../../src/messages/digests/runs.ts";
import type { Services } from "../../command/command.ts";

/** What became of the last digests of a channel, newest first. */
export async function lastRuns(
  channelId: string,
  most: number,
  services: Services,
): Promise<RunLine[]> {
  const runs = await services.digests.book.history.runs(channelId, most);
  return await Promise.all(runs.map((digest) => asRun(digest, services)));
}

export async function asRun(digest: Digest, { digests }: Services): Promise<RunLine> {
  const counts = await countsOf(digest, digests.book);
  const kept = await digests.book.subscriptions.channel(digest.channelId);
  return {
    at: digest.dueAt,
    isRoundUp: digest.occasion.kind === "round-up",
    byHand: digest.occasion.kind === "by hand",
    outcome: digest.outcome,
    missing:
      digest.outcome === "blocked" && kept?.pause?.why === "blocked" ? kept.pause.permission : null,
    ...counts,
    note: digest.note,
  };
}

/** How many papers were delivered, and how many it was to bring. */
async function countsOf(
  { id, finishedAt }: Digest,
  { history }: Services["digests"]["book"],
): Promise<Pick<RunLine, "papers" | "planned">> {
  const messages = await history.messages(id);
  if (messages.length > 0 || finishedAt === null)
    return { papers: papersIn(messages.filter(hasArrived)), planned: papersIn(messages) };
  // Messages go some time after their digest is finished, and what it brought stays.
  const { papers = [] } = (await history.edition(id)) ?? {};
  return { papers: papers.filter(({ isPosted }) => isPosted).length, planned: papers.length };
}

/** Where a digest begins; null where nothing of it stands. */
export async function urlOf(
  { id, channelId, postId }: Digest,
  { digests }: Services,
): Promise<string | null> {
  const messages = await digests.book.history.messages(id);
  const first = messages.map(({ state }) => state).find((state) => state.kind === "delivered");
  const kept = await digests.book.subscriptions.channel(channelId);
  if (!first || !kept) return null;
  return messageUrl(kept.guildId, postId ?? channelId, first.id);
}

/** Each once: those of a refused message stand in others too. */
function papersIn(messages: readonly DigestMessage[]): number {
  return new Set(messages.flatMap(({ paperIds }) => paperIds)).size;
}

/** A pause that is over stays until the next tick. */
export function haltOf({ pause }: Channel, now: Temporal.Instant): Halt | null {
  return pause?.why !== "asked" || isPausedAt(now, { pause }) ? pause : null;
}
