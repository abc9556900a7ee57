import { roundUpMessages, type RoundUpContents } from "../../messages/digests/round-up.ts";
import type { Paper } from "../../papers/paper.ts";
import type { Book } from "../book.ts";
import type { Channel, Digest } from "../digest.ts";
import { frameOf } from "../frame.ts";
import { isPlannedLate } from "../lateness.ts";
import { isPausedAt } from "../pauses.ts";
import { ROUND_UP_PARTS, type RoundUpPaper } from "../round-up.ts";
import { roundUpSchedule } from "../settings.ts";
import { dueSlot } from "../slots.ts";
import type { Planning } from "./due.ts";
import { shownAs } from "./in-turn.ts";
import { votesShown } from "./opinions.ts";

const MOST_IN_A_PART = 3;
const WEEK = { hours: 7 * 24 };
/** Of so many papers it is looked up how much they are discussed. */
const MOST_LOOKED_UP = 50;

/**
 * Plans and stores the round-up of a channel that is due since an instant: one, however many were missed. Null
 * where none is due, where a digest is still under way (it waits for its end), or where somebody else was first.
 */
export async function planRoundUp(
  channel: Channel,
  since: Temporal.Instant,
  planning: Planning,
): Promise<Digest | null> {
  const { book, corpus, now, newId } = planning;
  const { settings } = channel;
  const schedule = roundUpSchedule(settings);
  const settledUntil = since.subtract({ milliseconds: 1 });
  const slot = schedule && dueSlot(now, settledUntil, schedule);
  // Nobody wants it by now, the clock was wrong, or people want to hear nothing.
  if (!slot || isPausedAt(slot.instant, channel)) {
    await book.subscriptions.settleRoundUps(channel.id, slot?.instant ?? now);
    return null;
  }
  if (await book.deliveries.open(channel.id)) return null;
  const digest = {
    id: newId(),
    channelId: channel.id,
    occasion: { kind: "round-up" as const, date: slot.date },
    dueAt: slot.instant,
    plannedAt: now,
    late: isPlannedLate(slot, { settledUntil, settings: { ...settings, ...schedule } }, planning),
    quiet: false,
  };
  const contents = await contentsOf(channel, slot.instant, { book, corpus });
  const roundUp = papersIn(contents);
  const votes = await votesShown(roundUp, channel, book);
  // They were posted before: these messages have no place of theirs in the ledger.
  const messages = roundUpMessages(frameOf(digest, channel), contents, votes).map(
    ({ payload }) => ({ payload, paperIds: [] }),
  );
  const outcome = messages.length > 0 ? "planned" : "nothing new";
  return await book.deliveries.plan({ ...digest, outcome, note: null, roundUp }, messages);
}

function papersIn({ voted, discussed, unseen }: RoundUpContents): RoundUpPaper[] {
  const parts = {
    voted: voted.map(({ paper }) => paper),
    discussed: discussed.map(({ paper }) => paper),
    unseen,
  };
  return ROUND_UP_PARTS.flatMap((part) =>
    parts[part].map(({ id: paperId }) => ({ paperId, part })),
  );
}

async function contentsOf(
  channel: Channel,
  until: Temporal.Instant,
  { book, corpus }: Pick<Planning, "book" | "corpus">,
): Promise<RoundUpContents> {
  const week = until.subtract(WEEK);
  const place = { channelId: channel.id, guildId: channel.guildId };
  const posted = await book.history.sent(place, week, until);
  const sent = [...new Set(posted.map(({ paperId }) => paperId))];
  const votes = (await book.opinions?.votesSince(channel, week)) ?? new Map<string, number>();
  const known = [...new Set([...votes.keys(), ...sent])];
  const papers = new Map(known.flatMap((id) => pairOf(shownAs(id, corpus))));
  const talk = await talkAbout(channel, [...papers.keys()].slice(0, MOST_LOOKED_UP), book);

  const voted = most(papers, votes).map(([paper, count]) => ({ paper, votes: count }));
  const told = new Set(voted.map(({ paper }) => paper.id));
  const others = new Map([...papers].filter(([id]) => !told.has(id)));
  const discussed = most(others, talk).map(([paper, count]) => ({ paper, messages: count }));

  const everVoted = (await book.opinions?.votes(channel, sent)) ?? new Map<string, number>();
  const opened = (await book.opinions?.opened(channel, sent)) ?? new Set<string>();
  const seen = [votes, everVoted, talk, opened];
  const unseen = sent
    .flatMap((id) => papers.get(id) ?? [])
    .filter(({ id }) => !seen.some((some) => some.has(id)))
    .toSorted((a, b) => (b.upvotes ?? 0) - (a.upvotes ?? 0))
    .slice(0, MOST_IN_A_PART);
  return { voted, discussed, unseen };
}

async function talkAbout(
  channel: Channel,
  paperIds: string[],
  { opinions }: Pick<Book, "opinions">,
) {
  return (await opinions?.messages(channel, paperIds)) ?? new Map<string, number>();
}

function pairOf(paper: Paper | null): [string, Paper][] {
  return paper ? [[paper.id, paper]] : [];
}

/** Those that have most, in order. */
function most(
  papers: ReadonlyMap<string, Paper>,
  counts: ReadonlyMap<string, number>,
): [Paper, number][] {
  return [...papers.values()]
    .flatMap((paper): [Paper, number][] => {
      const count = counts.get(paper.id) ?? 0;
      return count > 0 ? [[paper, count]] : [];
    })
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, MOST_IN_A_PART);
}
