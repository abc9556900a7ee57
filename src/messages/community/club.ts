import { type APIComponentInContainer, ComponentType } from "discord-api-types/v10";
import type { Paper } from "../../papers/paper.ts";
import { reply } from "../layout/budget.ts";
import { customId } from "../layout/custom-id.ts";
import { day } from "../layout/day.ts";
import { escape } from "../layout/escape.ts";
import { moments } from "../layout/moment.ts";
import { button, container, row, text } from "../layout/parts.ts";
import { messageUrl } from "../layout/place.ts";
import type { Reply } from "../layout/reply.ts";
import { plainTitle } from "../papers/card.ts";
import { openMenu } from "../papers/results.ts";
import { club as say } from "./wording.ts";

/** All titles of a ballot or a page together: the rest of a message is its frame. */
const ROOM_FOR_TITLES = 3200;
const LONGEST_TITLE = 300;

/** A paper of a club; null where Paperboy no longer has it. */
export interface ClubPaper {
  paperId: string;
  paper: Paper | null;
  votes: number;
  isNominated: boolean;
  threadId: string | null;
}

export interface ClubMeeting {
  /** Local date. */
  date: string;
  at: Temporal.Instant;
  closesAt: Temporal.Instant;
}

/** What a message of a club carries in a custom id, so that it can be found again. */
export function clubMark(postingId: string): string {
  return customId("club.open", postingId);
}

export interface Ballot {
  roundId: string;
  mark: string;
  meeting: ClubMeeting;
  papers: readonly ClubPaper[];
  places: number;
  isOpen: boolean;
}

/** The one message of a vote, with its counts as they are now. */
export function ballotMessage({ roundId, mark, meeting, papers, places, isOpen }: Ballot): Reply {
  const head = isOpen
    ? `${say.ballotHeading}\n-# ${say.ballotFrame(moments(meeting.at), moments(meeting.closesAt), places)}`
    : `${say.ballotClosedHeading}\n-# ${say.votingEnded(moments(meeting.at))}`;
  const room = roomFor(papers);
  const lines = papers.map((one, i) => `${i + 1}\\. ${titleIn(one, room)} · ${votesOf(one)}`);
  return reply([
    container([
      text(head),
      text(lines.join("\n")),
      ...(isOpen ? [voteMenu(roundId, papers, places)] : []),
      ...openMenuOf(papers, mark),
      ...(isOpen ? [row([button(say.SHOW_MY_VOTES, customId("club.mine", roundId))])] : []),
    ]),
  ]);
}

function voteMenu(roundId: string, papers: readonly ClubPaper[], places: number) {
  return row([
    {
      type: ComponentType.StringSelect,
      custom_id: customId("club.vote", roundId),
      placeholder: say.pickPapers(Math.min(places, papers.length)),
      min_values: 1,
      max_values: Math.min(places, papers.length),
      options: papers.map(({ paperId, paper, isNominated }) => ({
        label: paper ? plainTitle(paper, 100) : say.GONE_PAPER,
        value: paperId,
        description: isNominated ? say.NOMINATED : say.UPVOTED_HERE,
      })),
    },
  ]);
}

/** What was chosen, and where each of it is discussed. */
export function agendaMessage(
  meeting: ClubMeeting,
  papers: readonly ClubPaper[],
  mark: string,
): Reply {
  const room = roomFor(papers);
  return reply([
    container([
      text(`${say.agendaHeading(day(meeting.date))}\n-# ${say.meetingAt(moments(meeting.at))}`),
      text(papers.map((one, i) => agendaLine(one, i + 1, room)).join("\n")),
      ...openMenuOf(papers, mark),
    ]),
  ]);
}

function agendaLine(one: ClubPaper, number: number, room: number): string {
  const thread = one.threadId === null ? "" : ` · ${say.discussedIn(`<#${one.threadId}>`)}`;
  return `${number}\\. **${titleIn(one, room)}**\n-# ${votesOf(one)}${thread}`;
}

/** One line instead of a ballot or an agenda. */
export function clubLine(why: keyof typeof say.lines, meeting: ClubMeeting, mark: string): Reply {
  // Nobody can press it: it is there for its custom id.
  const carrier = button(say.NAME, mark, { disabled: true });
  return reply([container([text(say.lines[why](moments(meeting.at))), row([carrier])])]);
}

/** For the one who started it. */
export function clubOnHold(channelId: string, needs: string): Reply {
  return reply([container([text(say.cannotPost(`<#${channelId}>`, escape(needs, 300)))])]);
}

/** A person's own votes; `remove` is the custom id of the button that takes them back. */
export function myVotes(papers: readonly ClubPaper[], remove: string): Reply {
  const room = roomFor(papers);
  const titles = papers.map((one) => `- ${titleIn(one, room)}`);
  const buttons = papers.length > 0 ? [row([button(say.REMOVE_MY_VOTES, remove)])] : [];
  return reply([container([text(say.myVotes(titles)), ...buttons])]);
}

/** A short answer of ours. */
export function clubNotice(words: string): Reply {
  return reply([container([text(words)])]);
}

/** How a club meets: `every Tuesday at 18:30 (Europe/Berlin)`. */
export function rhythmOf(plan: {
  every: keyof typeof say.rhythms;
  day: keyof typeof say.days;
  time: string;
  timeZone: string;
}): string {
  const { every, day: weekday, time, timeZone } = plan;
  return say.rhythm(say.rhythms[every](say.days[weekday]), time, escape(timeZone, 80));
}

/** How far the next meeting is. */
export interface ClubAgenda {
  guildId: string;
  rhythm: string;
  meeting: ClubMeeting & { ballotAt: Temporal.Instant };
  /** Of the ballot, or of the agenda: where it stands; null where it does not yet. */
  message: { channelId: string; messageId: string } | null;
  state: "nominating" | "voting" | "chosen";
  papers: readonly ClubPaper[];
}

const MOST_LISTED = 15;

export function clubAgenda(shown: ClubAgenda): Reply {
  const { guildId, rhythm, meeting, message, state, papers } = shown;
  const url = message && messageUrl(guildId, message.channelId, message.messageId);
  const lines = [`**${say.next(moments(meeting.at))}**`, `-# ${rhythm}`];
  if (state === "nominating") lines.push(say.votingFrom(moments(meeting.ballotAt)));
  if (state === "voting") {
    const link = url === null ? say.NOT_POSTED_YET : `[${say.BALLOT_LINK}](${url})`;
    lines.push(say.votingUntil(moments(meeting.closesAt), link));
  }
  if (state === "chosen" && url !== null) lines.push(`[${say.AGENDA_LINK}](${url})`);
  return reply([
    container([
      text(lines.join("\n")),
      text(listOf(state, papers)),
      ...(papers.some(({ paper }) => paper) ? openMenuOf(papers, "paper.open") : []),
    ]),
  ]);
}

function listOf(state: ClubAgenda["state"], papers: readonly ClubPaper[]): string {
  if (papers.length === 0) return say.NO_NOMINATIONS;
  const shown = papers.slice(0, MOST_LISTED);
  const room = roomFor(shown);
  const lines = shown.map((one, i) =>
    state === "chosen"
      ? agendaLine(one, i + 1, room)
      : `${i + 1}\\. ${titleIn(one, room)}${state === "voting" ? ` · ${votesOf(one)}` : ""}`,
  );
  const more = papers.length - shown.length;
  return [
    ...(state === "nominating" ? [say.nominationsHeading(papers.length)] : []),
    ...lines,
    ...(more > 0 ? [say.andMore(more)] : []),
  ].join("\n");
}

/** A meeting that is over, or was called off. */
export interface PastMeeting {
  date: string;
  outcome: keyof typeof say.outcomes;
  papers: readonly ClubPaper[];
}

export function clubHistory(
  channelId: string,
  meetings: readonly PastMeeting[],
  { previous, next }: { previous: string | null; next: string | null },
): Reply {
  const heading = say.historyHeading(`<#${channelId}>`);
  if (meetings.length === 0) return reply([container([text(heading), text(say.NO_HISTORY)])]);
  const room = roomFor(meetings.flatMap(({ papers }) => papers));
  const parts = meetings.map(({ date, outcome, papers }) => {
    const state = outcome === "held" ? "" : ` · ${say.outcomes[outcome]}`;
    return [
      `**${day(date)}**${state}`,
      ...papers.map((one, i) => agendaLine(one, i + 1, room)),
    ].join("\n");
  });
  const buttons = [
    ...(previous === null ? [] : [button(say.PREVIOUS, previous)]),
    ...(next === null ? [] : [button(say.NEXT, next)]),
  ];
  return reply([
    container([text(heading), ...parts.map(text), ...(buttons.length > 0 ? [row(buttons)] : [])]),
  ]);
}

function openMenuOf(papers: readonly ClubPaper[], open: string): APIComponentInContainer[] {
  const hits = papers.flatMap(({ paper }) => (paper ? [{ paper }] : []));
  return hits.length === 0
    ? [row([button(say.NAME, open, { disabled: true })])]
    : [openMenu({ hits: hits.slice(0, 25), open, placeholder: say.OPEN_PAPER, isPlain: true })];
}

/** Titles share the room evenly; an escape may double one. */
function roomFor(papers: readonly ClubPaper[]): number {
  const each = Math.floor(ROOM_FOR_TITLES / Math.max(1, papers.length));
  return Math.min(LONGEST_TITLE, each - FRAME_OF_A_LINE);
}

/** `25\. ` before a title, `· 1,000 votes · Discussion: <#…>` behind it. */
const FRAME_OF_A_LINE = 70;

function titleIn({ paper }: ClubPaper, room: number): string {
  return paper ? escape(plainTitle(paper, room), room) : say.GONE_PAPER;
}

function votesOf({ votes }: ClubPaper): string {
  return say.votes(votes);
}
