import type { Club, Clubs, Meeting, Round } from "./club.ts";
import { nextMeeting } from "./meetings.ts";
import { lineFor } from "./run-rounds.ts";

export interface ComingMeeting {
  meeting: Meeting;
  /** Null before its ballot. */
  round: Round | null;
}

/** What keeps a meeting from being held. */
const NOT_HELD = new Set<Round["outcome"]>([
  "skipped",
  "no nominations",
  "no votes",
  "missed",
  "ended",
]);

/** The next meeting that is held, as far as is known, after an instant. */
export async function comingMeeting(
  club: Club,
  after: Temporal.Instant,
  clubs: Pick<Clubs, "roundOn">,
): Promise<ComingMeeting> {
  for (let from = after; ;) {
    const planned = nextMeeting(from, club);
    const round = await clubs.roundOn(club.channelId, planned.date);
    // Its hour is the one that people were told.
    if (!NOT_HELD.has(round?.outcome ?? null)) return { meeting: round?.meeting ?? planned, round };
    from = planned.at;
  }
}

/** The next meeting whose ballot is still to come. */
export async function comingBallot(
  club: Club,
  after: Temporal.Instant,
  clubs: Pick<Clubs, "roundOn">,
): Promise<Meeting> {
  for (let from = after; ;) {
    const { meeting, round } = await comingMeeting(club, from, clubs);
    if (!round) return meeting;
    from = meeting.at;
  }
}

/** Calls the next meeting off; gives it, and the one after it. */
export async function skipNext(
  club: Club,
  { clubs, now, newId }: { clubs: Clubs; now: Temporal.Instant; newId: () => string },
): Promise<{ skipped: Meeting; next: Meeting }> {
  const { meeting, round } = await comingMeeting(club, now, clubs);
  const { channelId } = club;
  const off: Round = round ?? {
    id: newId().slice(0, 14),
    channelId,
    meeting,
    state: "called off",
    outcome: "skipped",
    eventId: null,
    isAlarmed: false,
  };
  // Where nobody has heard of it, nobody need hear that it is off.
  const posting = round ? lineFor("skipped", off, club) : null;
  await clubs.callOff(off, posting);
  return { skipped: meeting, next: (await comingMeeting(club, meeting.at, clubs)).meeting };
}
