import type {
  DigestCandidate,
  Channel,
  Digest,
  DigestMessage,
  LeftOver,
  MissedCandidate,
  OpenedPost,
  Outcome,
  Pause,
  PlannedDigest,
  PlannedMessage,
  Subscription,
  TopicMatch,
  Whereabouts,
} from "./digest.ts";
import type { Edition } from "./edition.ts";
import type { RoundUpPaper } from "./round-up.ts";
import type { Paper } from "../papers/paper.ts";
import type { Place } from "../messages/layout/place.ts";
import type { DigestSettings } from "./settings.ts";
import type { Wishes } from "./wishes.ts";

/** What is kept about subscriptions. All of it survives a restart. */
export interface Subscriptions {
  /** Channels of a server, or all: the living ones, or with `ended` those that ended. */
  channels(where?: { guildId?: string; ended?: boolean }): Promise<Channel[]>;
  /** Living channels with a subscription, paused ones too, of which a slot may have come. */
  due(now: Temporal.Instant): Promise<Channel[]>;
  /**
   * Slots that are settled days ahead were answered while the clock was wrong. They are open again
   * from `now` on; a local day that has its digest still gets no second one.
   */
  unsettleAhead(now: Temporal.Instant): Promise<void>;
  channel(channelId: string): Promise<Channel | null>;
  /** Adds or replaces, with everything in `Channel`. */
  saveChannel(channel: Channel): Promise<void>;
  changeSettings(
    channelId: string,
    settings: DigestSettings,
    settledUntil: Temporal.Instant,
    /** Not null: the next round-up is the first after this instant. */
    roundUpAfter?: Temporal.Instant | null,
  ): Promise<void>;
  /**
   * Living channels whose round-up may have come, and since when: the first that nothing has answered. Those too
   * that wait for longer than there is between two, as none does unless the clock was wrong.
   */
  dueRoundUps(now: Temporal.Instant): Promise<{ channel: Channel; since: Temporal.Instant }[]>;
  /** Round-ups up to an instant are settled. */
  settleRoundUps(channelId: string, until: Temporal.Instant): Promise<void>;
  /** Takes the role out of a channel's settings; false where they do not, or no longer, have it. */
  dropRole(channelId: string, roleId: string): Promise<boolean>;
  pause(channelId: string, pause: Pause | null): Promise<void>;
  end(channelId: string, at: Temporal.Instant | null): Promise<void>;
  of(channelId: string): Promise<Subscription[]>;
  /**
   * Adds a topic to a channel; the same topic twice in a channel is one subscription, under the
   * newer name and with the wishes that are given, beside those it had. With a channel's first subscription its earlier slots are settled. The topic's
   * matches come with the next `matchArrived` (arrive.ts).
   */
  add(
    subscription: Omit<Subscription, "id" | "archiveUntil" | "wishes"> & {
      wishes?: Partial<Wishes>;
    },
  ): Promise<Subscription>;
  /**
   * Changes what is given of a subscription; false where it is no more, or where the channel has the
   * new topic already. Another topic begins anew: what has arrived is archive to it, but papers that were
   * new to the old one and not sent stay new where they match. What was sent is never sent again.
   */
  change(
    subscriptionId: number,
    changed: Partial<Pick<Subscription, "topic" | "name" | "wishes">>,
  ): Promise<boolean>;
  remove(subscriptionId: number): Promise<void>;
}

/** The order in which papers were first seen, and which topics they match. */
export interface Arrivals {
  /**
   * Numbers papers never seen before, in the order given; returns the ids that were new. Those that are archive
   * are new to nobody, whenever somebody subscribed, until they are noted as news: that gives them a new number.
   */
  note(
    paperIds: readonly string[],
    at: Temporal.Instant,
    options?: { areArchive: boolean },
  ): Promise<string[]>;
  /** Those that have arrived, or that people did something with, in no order. */
  known(paperIds: readonly string[]): Promise<string[]>;
  /** Papers that arrived after a number, oldest first. */
  after(arrival: number): Promise<{ paperId: string; arrival: number; at: Temporal.Instant }[]>;
  /** At most so many of the papers that arrived since an instant, newest first; none that are archive to everybody. */
  since(at: Temporal.Instant, most: number): Promise<string[]>;
  /** The newest number; 0 before the first paper. */
  newest(): Promise<number>;
  /**
   * Much of what is there is still on its way in, as when a large library is read for the first time:
   * to whoever subscribes from now on, all of it is archive, until `closeArchive` says that it is there.
   */
  openArchive(): Promise<void>;
  /** What arrives from now on is new to them too. */
  closeArchive(): Promise<void>;
  /**
   * Distinct topics of living subscriptions, up to which arrival each has been matched, and up to
   * which one the papers are archive to all that want it.
   */
  topics(): Promise<{ topic: string; matchedUntil: number; archiveUntil: number }[]>;
  /**
   * Two papers turned out to be one: arrivals, matches and ledger rows of `oldId` are now `id`'s, so
   * what was sent under either is not sent again. The paper is as old as the older of the two, or
   * as the one that is news where the other is archive. So is what people did with either, one vote a person.
   */
  join(oldId: string, id: string): Promise<void>;
  /**
   * Stores what topics matched among the papers that arrived after `from` up to `until`, and their
   * new marks, at once. Passes over a topic whose mark is not `from` any more.
   */
  matched(
    from: number,
    until: number,
    matches: ReadonlyMap<string, readonly TopicMatch[]>,
  ): Promise<void>;
}

/** Papers that say something else than when they came: an abstract came late, a title was mended. */
export interface Rewordings {
  /** Ids of those that have arrived and were not matched again since. */
  unmatched(): Promise<string[]>;
  /**
   * Stores what topics match of such papers now, in the place of what they matched before. Passes over
   * a paper that says something else again by now. What was sent stays sent.
   */
  matched(
    papers: readonly { paperId: string; wording: string }[],
    matches: ReadonlyMap<string, readonly TopicMatch[]>,
    at: Temporal.Instant,
  ): Promise<void>;
  /** When a paper was matched again after it had arrived; null where it was not. */
  matchedAt(paperId: string): Promise<Temporal.Instant | null>;
}

/** What a channel's topics match: what its next digests are made of. */
export interface Candidates {
  /**
   * What a channel's topics match and no digest of this channel holds, neither sent nor set aside
   * nor reserved by one under way, and what was neither missed nor filtered for good: "new" arrived after the subscription
   * began, "archive" before.
   * A paper comes once for each topic that it matches. Best match first.
   */
  unsent(channelId: string, which: "new" | "archive"): Promise<DigestCandidate[]>;
  /** As `unsent`, of some papers, whether or not a digest holds them. */
  matching(
    channelId: string,
    which: "new" | "archive",
    paperIds: readonly string[],
  ): Promise<DigestCandidate[]>;
  /** Whether a digest of its channel holds any paper that a subscription matches. */
  anyHeld(subscriptionId: number): Promise<boolean>;
  /** What was missed after an instant, and no digest holds all the same; once for each topic. */
  missed(channelId: string, after: Temporal.Instant): Promise<MissedCandidate[]>;
  /** The same of one paper, whenever that was; null where it was not missed. */
  missedOne(channelId: string, paperId: string): Promise<MissedCandidate | null>;
  /** The papers of `missed`, each once. */
  missedIds(channelId: string, after: Temporal.Instant): Promise<string[]>;
}

/** How far digests and their messages got. Each change is one transaction. */
export interface Deliveries {
  /**
   * Stores a digest whole, and settles its channel until the slot, in one transaction; one without
   * messages is finished thereby. Null when somebody else was first: the channel has a digest for
   * that slot date (the slot is settled all the same), one under way, or one that holds a paper of these.
   * `leftOver` are the candidates that it does not take. With `firstOf`, a subscription, null too where
   * a digest holds any paper that this one matches.
   */
  plan(
    digest: PlannedDigest,
    messages: readonly PlannedMessage[],
    leftOver?: readonly LeftOver[],
    firstOf?: number | null,
  ): Promise<Digest | null>;
  /** The digest of a channel that is under way; there is one at most. */
  open(channelId: string): Promise<Digest | null>;
  /**
   * Digests that are not finished and whose next attempt is due, oldest first: those too that wait
   * for hours to come, as none does unless the clock was wrong. Each with the server of its channel.
   */
  unfinished(now: Temporal.Instant): Promise<(Digest & { guildId: string | null })[]>;
  /** How many are not finished, whenever their next attempt is due. */
  countUnfinished(): Promise<number>;
  /**
   * Notes that the first request for a message leaves; the digest's outcome is "sending". `there`:
   * what time it is by the clock of the far end, null where nobody knows.
   */
  attempting(
    digestId: string,
    number: number,
    at: Temporal.Instant,
    there?: Temporal.Instant | null,
  ): Promise<void>;
  /**
   * Stores that a message arrived, and its ledger rows, in one transaction, with the forum post that it
   * stands in. `messageId` is null where somebody deleted the message before its id was known.
   */
  delivered(
    digestId: string,
    number: number,
    messageId: string | null,
    at: Temporal.Instant,
    post?: OpenedPost | null,
  ): Promise<void>;
  /** Notes into which forum post that is there a digest goes, before its first message does. */
  intoPost(digestId: string, postId: string): Promise<void>;
  /**
   * Discord refuses it for good; its papers are tried in `instead`, one by one: messages whose
   * numbers follow the digest's last. Papers that are not among these are set aside for good.
   */
  refused(
    digestId: string,
    number: number,
    reason: string,
    instead: readonly PlannedMessage[],
  ): Promise<void>;
  /**
   * Puts another message in the place of one for which no request has left, or none where that is null.
   * Papers that are no longer in it are unsent again.
   */
  replace(digestId: string, number: number, instead: PlannedMessage | null): Promise<void>;
  /** Nobody can say whether it arrived: its papers are set aside for good. */
  unconfirmed(digestId: string, number: number): Promise<void>;
  /** Nothing can be done now: leaves the digest until an instant, for anybody to claim then. */
  postpone(
    digestId: string,
    until: Temporal.Instant,
    outcome: Outcome,
    note: string,
  ): Promise<void>;
  /**
   * Ends a digest. Its papers that were neither delivered nor set aside are unsent again; where nothing of
   * it arrived, what it had no place for has not waited for it, and is not missed by it.
   */
  finish(
    digestId: string,
    outcome: Outcome,
    note: string | null,
    at: Temporal.Instant,
  ): Promise<void>;
}

/**
 * Which process delivers a digest, and until when nobody else may. Where many machines share the database its clock
 * counts, and of two instants the time between them.
 */
export interface Leases {
  /** Takes a digest for one process; false when another holds it and `now` is before its lease's end. */
  claim(
    digestId: string,
    owner: string,
    now: Temporal.Instant,
    until: Temporal.Instant,
  ): Promise<boolean>;
  /** Names of the processes that hold digests. */
  owners(): Promise<string[]>;
  /** Ends the leases of a process that cannot end them itself, because it was killed. */
  release(owner: string): Promise<void>;
  /**
   * No lease lasts longer than from now until an instant: one that does was taken while the clock was wrong.
   * Whoever holds it still renews it, and else it ends then.
   */
  shortenLeases(now: Temporal.Instant, until: Temporal.Instant): Promise<void>;
}

/** A paper that a digest brought. */
export interface SentPaper {
  paperId: string;
  at: Temporal.Instant;
  /** The channel, or of a forum the post, in which it stands. */
  channelId: string;
  messageId: string;
}

/** Digests as they are stored, of now and of before. */
export interface History {
  digest(digestId: string): Promise<Digest | null>;
  /** A digest with its papers; null where there is none. A round-up holds none: they were posted before. */
  edition(digestId: string): Promise<Edition | null>;
  /** What a round-up tells of; nothing for other digests, and where that was not stored yet. */
  roundUp(digestId: string): Promise<RoundUpPaper[]>;
  /** Digests of a channel of which papers were posted, newest first: at most so many that were due within a span. */
  editions(
    channelId: string,
    due: { from?: Temporal.Instant; before: Temporal.Instant },
    most: number,
  ): Promise<Edition[]>;
  /** In order of their numbers. */
  messages(digestId: string): Promise<DigestMessage[]>;
  /** Newest first. */
  runs(channelId: string, most: number): Promise<Digest[]>;
  /** Of a forum: the post into which its digests go on; null before there was one. */
  runningPost(channelId: string): Promise<string | null>;
  /** When digests of a channel were due, at or after an instant, that got through or had nothing new. */
  answered(channelId: string, since: Temporal.Instant): Promise<Temporal.Instant[]>;
  /** What came to a place from an instant until before another, newest first: 1,000 papers at most. */
  sent(place: Place, since: Temporal.Instant, until: Temporal.Instant): Promise<SentPaper[]>;
  /** Where the digests of a channel have a paper; null where none has it. */
  whereabouts(channelId: string, paperId: string): Promise<Whereabouts | null>;
}

export interface LoggedChange {
  userId: string | null;
  /** Whether it was somebody who wanted to be forgotten; `userId` is null then. */
  isFormer: boolean;
  at: Temporal.Instant;
  what: string;
}

/** Who changed what, per server (or DM channel): the last fifty. `userId` null is Paperboy itself. */
export interface ChangeLog {
  note(change: {
    guildId: string;
    userId: string | null;
    at: Temporal.Instant;
    what: string;
  }): Promise<void>;
  last(guildId: string): Promise<LoggedChange[]>;
}

/** How much a paper is like what people of a channel voted for. */
export interface Liking {
  /** From -1 to 1. */
  score: number;
  /** Words and authors of it that they liked, those that say most first. */
  because: readonly { what: string; weight: number }[];
}

export type Taste = (paper: Paper) => Liking;

/** What people of a channel think of papers, which others keep. */
export interface Opinions {
  /** Votes that a channel may show of some papers, by their ids. */
  votes(
    channel: Pick<Channel, "id" | "guildId">,
    paperIds: readonly string[],
  ): Promise<ReadonlyMap<string, number>>;
  /** The same of all papers, since an instant. */
  votesSince(
    channel: Pick<Channel, "id" | "guildId">,
    since: Temporal.Instant,
  ): Promise<ReadonlyMap<string, number>>;
  /** Those of some papers whose cards people opened in the last weeks, where the channel's readers may know of it. */
  opened(
    channel: Pick<Channel, "id" | "guildId">,
    paperIds: readonly string[],
  ): Promise<ReadonlySet<string>>;
  /** What the channel's own votes say about papers; null where that is nothing yet. */
  taste(channel: Pick<Channel, "id" | "guildId">, now: Temporal.Instant): Promise<Taste | null>;
  /** How many messages there are in the discussions of papers that the channel's readers see. */
  messages(
    channel: Pick<Channel, "id" | "guildId">,
    paperIds: readonly string[],
  ): Promise<ReadonlyMap<string, number>>;
}

/** All that the digests room keeps. */
export interface Book {
  subscriptions: Subscriptions;
  arrivals: Arrivals;
  rewordings: Rewordings;
  candidates: Candidates;
  deliveries: Deliveries;
  leases: Leases;
  history: History;
  changes: ChangeLog;
  /** Left out where nobody has any. */
  opinions?: Opinions;
}
