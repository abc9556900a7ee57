import type { Corpus } from "../../papers/corpus/corpus.ts";
import type { Book } from "../book.ts";
import type { Channel, MissedCandidate } from "../digest.ts";
import { choose, type Choice, type ChosenPaper } from "./choose.ts";
import { votesOf } from "./opinions.ts";
import { inTurn, type Lots, shownAs } from "./in-turn.ts";

/** Whence what waits, or was missed, is known. */
interface Waits {
  book: Pick<Book, "candidates" | "opinions">;
  corpus: Corpus;
  now: Temporal.Instant;
}

type Where = Pick<Channel, "id" | "guildId" | "settings">;

/** By what the next digest of a channel draws lots. */
export async function nextLots(
  channelId: string,
  { history }: Pick<Book, "history">,
): Promise<Lots> {
  const [last] = await history.runs(channelId, 1);
  return last?.id ?? "";
}

/** What the next digest of a channel would make of the new papers that none holds yet. */
export async function nextChoice(
  channel: Where,
  { book, corpus, now }: Waits & { book: Pick<Book, "history"> },
): Promise<Choice> {
  const { id, settings } = channel;
  const lots = await nextLots(id, book);
  const fresh = await book.candidates.unsent(id, "new");
  const votes = await votesOf(fresh, channel, book);
  return choose(fresh, { corpus, settings, now, lots, votes });
}

/** New papers that wait for the next digests of a channel, in the order in which these take them. */
export async function waiting(...asked: Parameters<typeof nextChoice>): Promise<ChosenPaper[]> {
  const { chosen, left } = await nextChoice(...asked);
  return [...chosen, ...left];
}

export type MissedPaper = ChosenPaper & MissedCandidate;

/** Papers that a channel missed after an instant, in its order, whatever its topics want by now. */
export async function missed(
  channel: Where,
  after: Temporal.Instant,
  { book, corpus, now }: Waits,
): Promise<MissedPaper[]> {
  const { id, settings } = channel;
  // Not drawn anew while somebody pages through them.
  const lots = "";
  const all = await book.candidates.missed(id, after);
  const votes = await votesOf(all, channel, book);
  return inTurn(all, { corpus, settings, now, lots, votes });
}

/** How many papers a channel missed in the week before an instant, of those that `missed` shows. */
export async function countMissed(
  channelId: string,
  until: Temporal.Instant,
  { book, corpus }: Omit<Waits, "now">,
): Promise<number> {
  const ids = await book.candidates.missedIds(channelId, until.subtract(WEEK));
  return ids.filter((id) => shownAs(id, corpus) !== null).length;
}

const WEEK = { hours: 7 * 24 };
