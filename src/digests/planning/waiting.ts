import type { Corpus } from "../../papers/corpus/corpus.ts";
import type { Book } from "../book.ts";
import type { Channel, MissedCandidate } from "../digest.ts";
import { nextSlot } from "../slots.ts";
import { choose, type Choice, type ChosenPaper } from "./choose.ts";
import { inTurn } from "./in-turn.ts";

/** Whence what waits, or was missed, is known. */
interface Waits {
  book: Pick<Book, "candidates">;
  corpus: Corpus;
  now: Temporal.Instant;
}

/** What the next digest of a channel would make of the new papers that none holds yet. */
export async function nextChoice(
  { id, settings }: Pick<Channel, "id" | "settings">,
  { book, corpus, now }: Waits,
): Promise<Choice> {
  const dueAt = nextSlot(now, settings).instant;
  return choose(await book.candidates.unsent(id, "new"), { corpus, settings, now, dueAt });
}

/** New papers that wait for the next digests of a channel, in the order in which these take them. */
export async function waiting(
  channel: Pick<Channel, "id" | "settings">,
  waits: Waits,
): Promise<ChosenPaper[]> {
  const { chosen, left } = await nextChoice(channel, waits);
  return [...chosen, ...left];
}

export type MissedPaper = ChosenPaper & MissedCandidate;

/** Papers that a channel missed after an instant, in its order, whatever its topics want by now. */
export async function missed(
  { id, settings }: Pick<Channel, "id" | "settings">,
  after: Temporal.Instant,
  { book, corpus, now }: Waits,
): Promise<MissedPaper[]> {
  return inTurn(await book.candidates.missed(id, after), { corpus, settings, now, dueAt: now });
}

/** How many papers a channel missed in the week before an instant. */
export async function countMissed(
  channelId: string,
  until: Temporal.Instant,
  { candidates }: Pick<Book, "candidates">,
): Promise<number> {
  return await candidates.countMissed(channelId, until.subtract(WEEK));
}

const WEEK = { hours: 7 * 24 };
