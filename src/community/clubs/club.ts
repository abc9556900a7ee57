import type { WEEKDAYS } from "../../digests/settings.ts";
import type { Posting, StoredPosting } from "../posting/posting.ts";
import type { HomeKind } from "../discussions/discussion.ts";

export type Rhythm = "week" | "two weeks" | "month";

/** When a club meets, by the clocks of its zone. */
export interface MeetingPlan {
  every: Rhythm;
  day: (typeof WEEKDAYS)[number];
  /** `18:30` */
  time: string;
  /** IANA name. */
  timeZone: string;
  /** Local date of the first meeting, `2026-11-24`: the others follow from it. */
  first: string;
  /** Between the end of the vote and the meeting. */
  readingDays: number;
}

/** A channel's journal club. */
export interface Club extends MeetingPlan {
  channelId: string;
  guildId: string;
  kind: HomeKind;
  /** Papers on one agenda, at most. */
  places: number;
  startedAt: Temporal.Instant;
  /** Hears by direct message what cannot be said in the channel. */
  startedBy: string;
  endedAt: Temporal.Instant | null;
}

/** One meeting, and what leads to it. */
export interface Meeting {
  /** Local date: names it within its club. */
  date: string;
  at: Temporal.Instant;
  ballotAt: Temporal.Instant;
  closesAt: Temporal.Instant;
}

/** How far a round is: people vote, the agenda is made, somebody called it off, all is done. */
export type RoundState = "voting" | "chosen" | "called off" | "done";

/** What became of it, once that is decided. */
export type RoundOutcome = "held" | "no nominations" | "no votes" | "skipped" | "missed" | "ended";

/** What a club does for one meeting. */
export interface Round {
  /** Random, 14 characters: those of its messages have one more. */
  id: string;
  channelId: string;
  meeting: Meeting;
  state: RoundState;
  outcome: RoundOutcome | null;
  /** Of the server's event; "" where none can be made. */
  eventId: string | null;
  /** Whether somebody was told that its messages cannot be posted. */
  isAlarmed: boolean;
}

/** A paper on a ballot. */
export interface BallotPaper {
  paperId: string;
  /** From 1: of two with as many votes, the smaller is chosen. */
  number: number;
  /** Whether people nominated it, or votes of the period did. */
  isNominated: boolean;
  votes: number;
  isChosen: boolean;
  /** Where it is discussed, once it is chosen. */
  threadId: string | null;
}

export interface Nomination {
  paperId: string;
  userId: string;
  at: Temporal.Instant;
}

/** The messages of a round, by the letter behind its id. */
export type RoundMessage = "ballot" | "result" | "calling off";

export function postingId(roundId: string, message: RoundMessage): string {
  return `${roundId}${LETTERS[message]}`;
}

const LETTERS: Record<RoundMessage, string> = { ballot: "b", result: "r", "calling off": "c" };

/** Where clubs are kept. */
export interface Clubs {
  get(channelId: string): Promise<Club | null>;
  /** Of a server, or all; only those that go on. */
  active(guildId?: string): Promise<Club[]>;
  /**
   * Stores a club, in place of one that has ended: meetings to come that were called off, or ended with it, are
   * to be planned again. False where one goes on there.
   */
  start(club: Club): Promise<boolean>;
  /** Its rounds that are not done end with it. */
  end(channelId: string, at: Temporal.Instant): Promise<void>;

  nominations(channelId: string): Promise<Nomination[]>;
  /** False where it is nominated already. */
  nominate(channelId: string, nomination: Nomination): Promise<boolean>;
  /** Papers that were chosen for a meeting which was not called off. */
  discussed(channelId: string): Promise<Set<string>>;

  round(id: string): Promise<Round | null>;
  roundOn(channelId: string, date: string): Promise<Round | null>;
  /** On which of these dates there are rounds. */
  datesPlanned(channelId: string, dates: readonly string[]): Promise<Set<string>>;
  /** Newest first. */
  rounds(channelId: string): Promise<Round[]>;
  /** Those that are not done, of all clubs. */
  open(): Promise<Round[]>;
  /** Stores a round with its papers and its first message; false where another process has one for that meeting. */
  plan(round: Round, papers: readonly BallotPaper[], posting: Posting | null): Promise<boolean>;
  /** In the order of their numbers. */
  papers(roundId: string): Promise<BallotPaper[]>;
  /** A person's votes, in place of those before; false where nobody votes any more. */
  vote(roundId: string, userId: string, paperIds: readonly string[]): Promise<boolean>;
  votesOf(roundId: string, userId: string): Promise<string[]>;
  /**
   * Ends the vote: what is chosen is nominated no more, nor what got no votes. `choose` decides on the votes as they are
   * then. Does nothing where it has ended.
   */
  close(
    round: Round,
    choose: (papers: readonly BallotPaper[]) => {
      chosen: readonly string[];
      posting: Posting | null;
    },
  ): Promise<void>;
  discussedIn(roundId: string, paperId: string, threadId: string): Promise<void>;
  /** Stores what is to be posted; does nothing where it is stored. */
  addPosting(posting: Posting): Promise<void>;
  /** Where one of its messages stands. */
  standsAt(postingId: string): Promise<StoredPosting["arrived"]>;
  eventIs(roundId: string, eventId: string): Promise<void>;
  alarmed(roundId: string): Promise<void>;
  /** Calls a meeting off, whether it has a round or not; its papers may come again. */
  callOff(round: Round, posting: Posting | null): Promise<void>;
  /** Does nothing where its state is another by now. */
  finish(round: Pick<Round, "id" | "state">, outcome: RoundOutcome): Promise<void>;
}

/** How many votes papers got since then that readers of the club's channel may know of: the most first, none without any. */
export type MostVoted = (
  club: Pick<Club, "guildId" | "channelId">,
  since: Temporal.Instant,
  most: number,
) => Promise<readonly { paperId: string; votes: number }[]>;
