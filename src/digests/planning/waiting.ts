import type { Corpus } from "../../papers/corpus/corpus.ts";
import type { Book } from "../book.ts";
import type { Channel, MissedCandidate } from "../digest.ts";
import { nextSlot } from "../slots.ts";
import { type ChosenPaper, inTurn } from "./plan.ts";

/** Whence what waits, or was missed, is known. */
interface Waits {
  book: Pick<Book, "candidates">;
  corpus: Corpus;
  now: Temporal.Instant;
}

/** New papers that no digest of a channel holds yet, in the order in which its next digests take them. */
export async function waiting(
  { id, settings }: Pick<Channel, "id" | "settings">,
  { book, corpus, now }: Waits,
): Promise<ChosenPaper[]> {
  const dueAt = nextSlot(now, settings).instant;
  return inTurn(await book.candidates.unsent(id, "new"), { corpus, settings, now, dueAt });
}

export type MissedPaper = ChosenPaper & MissedCandidate;

/** Papers that a channel missed after an instant, in its order. */
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
