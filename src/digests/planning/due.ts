import type { Corpus } from "../../papers/corpus/corpus.ts";
import { customId } from "../../messages/layout/custom-id.ts";
import { digestMessages, quietDigest } from "../../messages/digests/digest.ts";
import type { Book } from "../book.ts";
import { tasteIn, votesOf, votesShown } from "./opinions.ts";
import type { Channel, Digest, DigestCandidate, PlannedMessage } from "../digest.ts";
import { frameOf } from "../frame.ts";
import { isPlannedLate } from "../lateness.ts";
import { isPausedAt } from "../pauses.ts";
import { type DigestPlan, planDigest, type PlanInput } from "./plan.ts";
import { countMissed, nextLots } from "./waiting.ts";
import { reasonsOf } from "../reason.ts";
import { dueSlot, nextSlot, type Slot } from "../slots.ts";

/** What planning needs of the house. */
export interface Planning {
  book: Book;
  corpus: Corpus;
  now: Temporal.Instant;
  /** Since when slots are watched for: those before were missed. */
  upSince?: Temporal.Instant;
  /** A new digest's id: random, at most 16 characters, none of them a colon. */
  newId: () => string;
}

/** What the next digest of a channel would be, if nothing changed until then. */
export interface Preview {
  slot: Slot;
  plan: DigestPlan;
  /** None on a quiet day on which the channel wants to hear nothing. */
  messages: PlannedMessage[];
}

/**
 * Plans and stores the digest of a channel whose slot has come. Null where none has, where a
 * digest is still under way (the slot waits for its end), or where somebody else was first. However many
 * slots were missed, one digest answers them. A pause that has run out lifts itself.
 */
export async function planDue(channel: Channel, planning: Planning): Promise<Digest | null> {
  const { book, now } = planning;
  if (channel.endedAt !== null) return null;
  const slot = dueSlot(now, channel.settledUntil, channel.settings);
  if (slot && isPausedAt(slot.instant, channel)) return await skip(channel, slot, planning);
  if (channel.pause?.why === "asked" && !isPausedAt(now, channel))
    await book.subscriptions.pause(channel.id, null);
  if (!slot || (await book.deliveries.open(channel.id))) return null;
  return await plan(channel, slot, planning);
}

/**
 * Plans and stores a digest now, beside the slots; null where one is still under way, or where the
 * channel has no topics.
 */
export async function planByHand(channel: Channel, planning: Planning): Promise<Digest | null> {
  if (await planning.book.deliveries.open(channel.id)) return null;
  return await plan(channel, null, planning);
}

/** Stores nothing. */
export async function preview(
  channel: Channel,
  { book, corpus, now }: Pick<Planning, "book" | "corpus" | "now">,
): Promise<Preview> {
  const slot = nextSlot(now, channel.settings);
  const next = await planNext(channel, book, { corpus, now, dueAt: slot.instant });
  const frame = { id: "preview", ...answering(slot, now), late: false };
  return { slot, plan: next, messages: await layOut(next, channel, frame, null, { book, corpus }) };
}

async function skip(channel: Channel, slot: Slot, { book, now, newId }: Planning) {
  return await book.deliveries.plan(
    {
      id: newId(),
      channelId: channel.id,
      ...answering(slot, now),
      plannedAt: now,
      late: false,
      quiet: false,
      outcome: "skipped: paused",
      note: null,
    },
    [],
  );
}

/** `slot` null is by hand. */
async function plan(
  channel: Channel,
  slot: Slot | null,
  planning: Planning,
): Promise<Digest | null> {
  const { book, corpus, now, newId } = planning;
  if ((await book.subscriptions.of(channel.id)).length === 0) return null;
  const id = newId();
  const late = slot !== null && isPlannedLate(slot, channel, planning);
  const { dueAt } = answering(slot, now);
  const next = await planNext(channel, book, { corpus, now, dueAt });
  const frame = { id, ...answering(slot, now), late };
  const more = next.waiting > 0 ? customId("digest.more", id) : null;
  const messages = await layOut(next, channel, frame, more, planning);
  return await book.deliveries.plan(
    {
      ...frame,
      channelId: channel.id,
      plannedAt: now,
      quiet: next.from !== "new",
      outcome: messages.length > 0 ? "planned" : "nothing new",
      note: null,
      ...(next.from !== "nothing" && {
        reasons: reasonsOf(next.sections.flatMap(({ papers }) => papers)),
      }),
    },
    messages,
    next.leftOver,
  );
}

async function planNext(
  channel: Channel,
  book: Book,
  at: Pick<PlanInput, "corpus" | "now" | "dueAt">,
): Promise<DigestPlan> {
  const { id, settings } = channel;
  const fresh = await book.candidates.unsent(id, "new");
  const past = {
    answered: await answeredSince(oldestWait(fresh), id, book),
    lots: await nextLots(id, book),
    votes: await votesOf(fresh, channel, book),
    taste: await tasteIn(channel, at.now, book),
  };
  const news = planDigest({ fresh, archive: [], settings, ...past, ...at });
  if (news.from === "new" || settings.quietDay !== "archive") return news;
  const archive = await book.candidates.unsent(id, "archive");
  const votes = await votesOf([...fresh, ...archive], channel, book);
  return planDigest({ fresh, archive, settings, ...past, votes, ...at });
}

async function answeredSince(since: Temporal.Instant | null, channelId: string, book: Book) {
  return since === null ? [] : await book.history.answered(channelId, since);
}

function oldestWait(fresh: readonly DigestCandidate[]): Temporal.Instant | null {
  const waits = fresh.map(({ waitingSince }) => waitingSince).filter((since) => since !== null);
  return waits.toSorted((one, other) => Temporal.Instant.compare(one, other))[0] ?? null;
}

async function layOut(
  next: DigestPlan,
  channel: Channel,
  digest: Parameters<typeof frameOf>[0],
  more: string | null,
  { book, corpus }: Pick<Planning, "book" | "corpus">,
): Promise<PlannedMessage[]> {
  const { id, kind, settings } = channel;
  const frame = frameOf(digest, channel);
  if (next.from !== "nothing")
    return digestMessages({
      ...frame,
      ...next,
      missed: await missedAfter(next, id, digest.dueAt, { book, corpus }),
      more,
      roleId: settings.roleId,
      votes: await votesShown(
        next.sections.flatMap(({ papers }) => papers),
        channel,
        book,
      ),
    });
  // In a forum the line would be a post of its own, each quiet day.
  if (settings.quietDay === "nothing" || kind === "forum") return [];
  const topics = await book.subscriptions.of(id);
  return quietDigest(
    frame,
    topics.map(({ name }) => name),
  );
}

/** In the week before a digest, with what is missed now. */
async function missedAfter(
  next: DigestPlan,
  channelId: string,
  dueAt: Temporal.Instant,
  known: Pick<Planning, "book" | "corpus">,
): Promise<number> {
  const now = next.leftOver.filter(({ end }) => end === "missed").length;
  return now + (await countMissed(channelId, dueAt, known));
}

function answering(slot: Slot | null, now: Temporal.Instant): Pick<Digest, "occasion" | "dueAt"> {
  return slot
    ? { occasion: { kind: "slot", date: slot.date }, dueAt: slot.instant }
    : { occasion: { kind: "by hand" }, dueAt: now };
}
