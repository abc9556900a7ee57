import type { Logger } from "pino";
import type { Needs, Probe } from "../../digests/courier.ts";
import {
  agendaMessage,
  ballotMessage,
  clubLine,
  clubMark,
  clubOnHold,
} from "../../messages/community/club.ts";
import { club as say } from "../../messages/community/wording.ts";
import { cut } from "../../messages/layout/budget.ts";
import { day } from "../../messages/layout/day.ts";
import { plain } from "../../messages/layout/escape.ts";
import { messageUrl } from "../../messages/layout/place.ts";
import type { Reply } from "../../messages/layout/reply.ts";
import type { Paper } from "../../papers/paper.ts";
import type { Discuss } from "../discussions/discuss.ts";
import { createSharing, underLease, type Worker } from "../posting/leases.ts";
import { postOnce } from "../posting/post-once.ts";
import type { Posted, Poster, Posting, Postings } from "../posting/posting.ts";
import { candidates, chosenOf } from "./choose.ts";
import {
  type Club,
  type Clubs,
  type Meeting,
  type MostVoted,
  postingId,
  type Round,
  type RoundMessage,
} from "./club.ts";
import type { Events } from "./events.ts";
import { canVote, dueMeetings } from "./meetings.ts";
import { withPaper } from "./with-paper.ts";

export interface ClubTools extends Worker {
  clubs: Clubs;
  postings: Postings;
  poster: Poster;
  discuss: Discuss["discuss"];
  events: Events;
  probe: (channelId: string, needs: Needs) => Promise<Probe>;
  mostVoted: MostVoted;
  /** Null where we no longer have it. */
  paper: (id: string) => Paper | null;
  /** Writes to a person. */
  tell: (userId: string, payload: Reply) => Promise<boolean>;
  newId: () => string;
  log: Logger;
}

export interface ClubRounds {
  /** Does all that is due, each round once. Never fails because of one club. */
  run(): Promise<void>;
}

/** Meetings that were missed longer ago are not spoken of. */
const LOOK_BACK = { hours: 40 * 24 };

/** For so long before a ballot votes of the channel count: by then the last ballot had gone out. */
const PERIODS = { week: 7, "two weeks": 14, month: 31 };

const EVENT_LASTS = { hours: 1 };
const LONGEST_EVENT_DESCRIPTION = 1000;

export function createClubRounds(tools: ClubTools): ClubRounds {
  const { clubs, now, log, isOurs = () => true } = tools;
  const share = createSharing<void>();
  const closed = new Set<string>();

  return {
    async run() {
      const active = await clubs.active();
      for (const club of active.filter(({ guildId }) => isOurs(guildId)))
        await attempt(club.channelId, () => planClub(club, tools));
      const servers = new Map(active.map(({ channelId, guildId }) => [channelId, guildId]));
      const open = await clubs.open();
      const ours = open.filter(({ channelId }) => isOurs(servers.get(channelId) ?? null));
      await Promise.all(
        ours.map(({ id, channelId }) =>
          attempt(channelId, () =>
            share(id, async () => {
              await underLease(`round ${id}`, tools, () => bring(id, { ...tools, closed }));
            }),
          ),
        ),
      );
    },
  };

  async function attempt(channelId: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      log.error({ err: error, channelId, at: now().toString() }, "Could not go on with a club");
    }
  }
}

/** Begins the round of each meeting whose ballot is due. */
async function planClub(club: Club, tools: ClubTools): Promise<void> {
  const { clubs, now } = tools;
  const earliest = now().subtract(LOOK_BACK);
  const after = Temporal.Instant.compare(club.startedAt, earliest) > 0 ? club.startedAt : earliest;
  const due = dueMeetings(now(), after, club);
  const dates = due.map(({ date }) => date);
  const planned = await clubs.datesPlanned(club.channelId, dates);
  for (const meeting of due) if (!planned.has(meeting.date)) await planRound(club, meeting, tools);
}

async function planRound(club: Club, meeting: Meeting, tools: ClubTools): Promise<void> {
  const { clubs, mostVoted, now, newId, paper } = tools;
  const { channelId } = club;
  // Its messages' ids have one more character, and stand in nonces.
  const id = newId().slice(0, 14);
  const round: Round = {
    id,
    channelId,
    meeting,
    state: "voting",
    outcome: null,
    eventId: null,
    isAlarmed: false,
  };
  if (Temporal.Instant.compare(meeting.at, now()) <= 0) {
    await clubs.plan({ ...round, state: "done", outcome: "missed" }, [], null);
    return;
  }
  if (!canVote(meeting, now())) {
    const line = lineFor("missed", round, club);
    await clubs.plan({ ...round, state: "chosen", outcome: "missed" }, [], line);
    return;
  }
  const discussed = await clubs.discussed(channelId);
  const since = meeting.ballotAt.subtract({ hours: 24 * PERIODS[club.every] });
  const papers = candidates(
    await clubs.nominations(channelId),
    await mostVoted(club, since, MOST_VOTED),
    (paperId) => discussed.has(paperId) || !paper(paperId) || paper(paperId)?.withdrawn === true,
  );
  if (papers.length === 0) {
    const line = lineFor("no nominations", round, club);
    await clubs.plan({ ...round, state: "chosen", outcome: "no nominations" }, [], line);
    return;
  }
  const mark = clubMark(postingId(id, "ballot"));
  const payload = ballotMessage({
    roundId: id,
    mark,
    meeting,
    papers: papers.map((one) => withPaper(one, paper)),
    places: club.places,
    isOpen: true,
  });
  await clubs.plan(round, papers, postingFor("ballot", round, club, payload));
}

/** More than a ballot holds, since some may have been discussed. */
const MOST_VOTED = 100;

interface Bringing extends ClubTools {
  /** The rounds whose ballots this process has closed. */
  closed: Set<string>;
}

/** Brings a round as far as it can be brought now; each step is written down before the next. */
async function bring(id: string, tools: Bringing): Promise<void> {
  const { clubs, now } = tools;
  for (;;) {
    const round = await clubs.round(id);
    const club = round && (await clubs.get(round.channelId));
    if (!round || !club || round.state === "done") return;
    const isOver = Temporal.Instant.compare(round.meeting.at, now()) <= 0;
    if (round.state !== "voting") await closeBallot(round, club, tools);
    if (round.state === "called off") return await callOff(round, club, tools);
    if (isOver) {
      const isShown = (await tools.postings.get(postingId(id, "result")))?.arrived != null;
      await clubs.finish(round, round.outcome ?? (isShown ? "held" : "missed"));
      return;
    }
    if (round.state === "chosen")
      return round.outcome === null
        ? await makeAgenda(round, club, tools)
        : await sayInOneLine(round, club, tools);
    const isClosing = Temporal.Instant.compare(round.meeting.closesAt, now()) <= 0;
    if (!isClosing) {
      await post("ballot", round, club, tools);
      return;
    }
    await clubs.close(round, (papers) => {
      const chosen = chosenOf(papers, club.places).map(({ paperId }) => paperId);
      return { chosen, posting: chosen.length > 0 ? null : lineFor("no votes", round, club) };
    });
  }
}

/**
 * Takes the menus off the ballot, and leaves its counts. Tried once by each process: Discord may refuse to have old
 * messages changed, and whoever presses a ballot that still has them is shown that it is closed.
 */
async function closeBallot(
  { id, meeting }: Round,
  { channelId, places }: Club,
  { closed, clubs, paper, postings, poster }: Bringing,
): Promise<void> {
  if (closed.has(id)) return;
  closed.add(id);
  const ballot = postingId(id, "ballot");
  const arrived = (await postings.get(ballot))?.arrived;
  if (!arrived || arrived.messageId === DELETED) return;
  const papers = (await clubs.papers(id)).map((one) => withPaper(one, paper));
  const mark = clubMark(ballot);
  const payload = ballotMessage({ roundId: id, mark, meeting, papers, places, isOpen: false });
  await poster.change?.(arrived.postId ?? channelId, arrived.messageId, payload);
}

async function sayInOneLine(round: Round, club: Club, tools: ClubTools): Promise<void> {
  if (await post("result", round, club, tools))
    await tools.clubs.finish(round, round.outcome ?? "missed");
}

/** A thread for each paper, then the message with all of them, then the event. */
async function makeAgenda(round: Round, club: Club, tools: ClubTools): Promise<void> {
  const { clubs, paper } = tools;
  const { meeting } = round;
  const chosen = async () =>
    chosenOf(
      (await clubs.papers(round.id)).filter(({ isChosen }) => isChosen),
      club.places,
    );
  for (const { paperId, threadId } of await chosen())
    if (threadId === null && !(await openThread(round, club, paperId, tools))) return;
  const papers = (await chosen()).map((one) => withPaper(one, paper));
  const mark = clubMark(postingId(round.id, "result"));
  const payload = agendaMessage(meeting, papers, mark);
  await clubs.addPosting(postingFor("result", round, club, payload));
  const posted = await post("result", round, club, tools);
  if (!posted) return;
  if (round.eventId === null && !(await makeEvent(round, club, posted, papers, tools))) return;
  await clubs.finish(round, "held");
  tools.log.info({ channelId: club.channelId, date: meeting.date }, "Posted a club's agenda");
}

/** False where that has to be tried again. Where no thread can be opened, the agenda does without. */
async function openThread(
  { id }: Round,
  { channelId, guildId }: Club,
  paperId: string,
  { clubs, discuss, log, paper }: ClubTools,
): Promise<boolean> {
  const chosen = paper(paperId);
  if (!chosen) return true;
  const came = await discuss(chosen, {
    guildId,
    channelId,
    sees: (one) => one === channelId,
    userId: null,
  });
  switch (came.kind) {
    case "opened":
    case "found":
    case "revived":
    case "locked":
      await clubs.discussedIn(id, paperId, came.threadId);
      return true;
    case "under way":
    case "unavailable":
      return false;
    case "lacking":
    case "unsupported":
    case "unseen":
    case "refused":
    case "too often":
    default:
      log.warn({ channelId, paperId, reason: came.kind }, "A club's paper has no thread");
      return true;
  }
}

/** False where that has to be tried again. */
async function makeEvent(
  { id, meeting }: Round,
  { channelId, guildId }: Club,
  { messageId, postId }: { messageId: string; postId: string | null },
  papers: ReturnType<typeof withPaper>[],
  { clubs, events, log }: ClubTools,
): Promise<boolean> {
  const mark = messageUrl(guildId, postId ?? channelId, messageId);
  const titles = papers.map(({ paper }) => plain(paper?.displayTitle ?? say.GONE_PAPER));
  const room = LONGEST_EVENT_DESCRIPTION - mark.length - 2;
  const made = await events.ensure({
    guildId,
    name: `${say.NAME} · ${day(meeting.date)}`,
    description: `${cut(say.eventDescription(titles.join("; ")), room)}\n${mark}`,
    mark,
    location: `https://discord.com/channels/${guildId}/${channelId}`,
    start: meeting.at,
    end: meeting.at.add(EVENT_LASTS),
  });
  if (made.kind === "unavailable") {
    log.warn({ channelId, reason: made.reason }, "Could not make a club's event yet");
    return false;
  }
  await clubs.eventIs(id, made.kind === "made" ? made.eventId : "");
  return true;
}

async function callOff(round: Round, club: Club, tools: ClubTools): Promise<void> {
  const { clubs, events, now, postings } = tools;
  const { id, eventId, meeting, outcome } = round;
  if (eventId !== null && eventId !== "") {
    if ((await events.cancel(club.guildId, eventId)) === "unavailable") return;
    await clubs.eventIs(id, "");
  }
  const isOver = Temporal.Instant.compare(meeting.at, now()) <= 0;
  const hasLine = (await postings.get(postingId(id, "calling off"))) !== null;
  if (hasLine && !isOver && !(await post("calling off", round, club, tools))) return;
  await clubs.finish(round, outcome ?? "skipped");
}

/** Where a message of the round stands, once it does; null while it cannot be posted. */
async function post(
  which: RoundMessage,
  round: Round,
  club: Club,
  tools: ClubTools,
): Promise<{ messageId: string; postId: string | null } | null> {
  const id = postingId(round.id, which);
  const known = await tools.postings.get(id);
  if (known?.arrived) return known.arrived;
  const posted = (await hindrance(club, tools)) ?? (await postOnce(id, tools));
  if (posted.kind === "posted") return posted;
  if (posted.kind === "deleted") {
    const gone = { messageId: DELETED, postId: null };
    await tools.postings.arrived(id, gone);
    return gone;
  }
  await explain(posted, round, club, tools);
  return null;
}

type Hindrance = Exclude<Posted, { kind: "posted" | "deleted" }>;

/** Why nothing can be posted there now, as far as is known without trying; null where nothing is in the way. */
async function hindrance(
  { channelId, guildId }: Club,
  { probe }: ClubTools,
): Promise<Hindrance | null> {
  const seen = await probe(channelId, { roleId: null, publish: false, guildId });
  if (seen.kind === "unavailable") return { kind: "unsure", reason: seen.reason };
  if (seen.kind === "gone") return { kind: "refused", why: { kind: "gone" } };
  if (seen.kind === "unsupported") return { kind: "unsure", reason: `It is ${seen.what} now` };
  const missing = seen.missing.find(({ only }) => only === undefined);
  if (!missing) return null;
  // Without the channel's name: who hears of it may not see it any more.
  const { permission, steps, where } = missing;
  return { kind: "refused", why: { kind: "blocked", permission, where: steps?.how ?? where } };
}

/** Stands for the id of a message that was deleted before it was known. */
const DELETED = "0";

async function explain(
  posted: Hindrance,
  round: Round,
  club: Club,
  { clubs, log, now, tell }: ClubTools,
): Promise<void> {
  const { channelId, startedBy } = club;
  if (posted.kind === "unsure")
    return log.warn({ channelId, reason: posted.reason }, "Could not post for a club yet");
  const { why } = posted;
  if (why.kind === "gone") {
    await clubs.end(channelId, now());
    return log.info({ channelId }, "A club has ended with its channel");
  }
  const needs =
    why.kind === "blocked" ? [why.permission, why.where].filter(Boolean).join(": ") : "";
  log.warn({ channelId, reason: needs || why.kind }, "A club's message can't be posted");
  if (round.isAlarmed || why.kind !== "blocked") return;
  // Who started it may have asked to be forgotten.
  if (startedBy !== "") await tell(startedBy, clubOnHold(channelId, needs));
  await clubs.alarmed(round.id);
}

export function lineFor(
  why: Parameters<typeof clubLine>[0],
  round: Pick<Round, "id" | "meeting">,
  club: Club,
): Posting {
  const which = why === "skipped" ? "calling off" : "result";
  const mark = clubMark(postingId(round.id, which));
  return postingFor(which, round, club, clubLine(why, round.meeting, mark));
}

function postingFor(
  which: RoundMessage,
  { id, meeting }: Pick<Round, "id" | "meeting">,
  { channelId, kind }: Club,
  payload: Reply,
): Posting {
  return {
    id: postingId(id, which),
    channelId,
    kind,
    title: `${say.NAME} · ${day(meeting.date)}`,
    tagIds: [],
    payload,
    mark: clubMark(postingId(id, which)),
  };
}
