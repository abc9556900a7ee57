import { z } from "zod";
import type { Club, MeetingPlan, Round } from "../../community/clubs/club.ts";
import { instantColumn, jsonColumn } from "../schema/columns.ts";
import type { ClubRoundTable, ClubTable } from "../schema/club-tables.ts";

export const planSchema = z.object({
  every: z.enum(["week", "two weeks", "month"]),
  day: z.enum(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]),
  time: z.string(),
  timeZone: z.string(),
  first: z.string(),
  readingDays: z.number(),
}) satisfies z.ZodType<MeetingPlan>;

const planColumn = jsonColumn.pipe(planSchema);

const clubColumns = z
  .object({
    channel_id: z.string(),
    guild_id: z.string(),
    kind: z.enum(["text", "announcement", "forum"]),
    meets: planColumn,
    places: z.number(),
    started_at: instantColumn,
    started_by: z.string(),
    ended_at: instantColumn.nullable(),
  })
  .transform((row): Club => ({
    ...row.meets,
    channelId: row.channel_id,
    guildId: row.guild_id,
    kind: row.kind,
    places: row.places,
    startedAt: row.started_at,
    startedBy: row.started_by,
    endedAt: row.ended_at,
  }));

export function clubOf(row: ClubTable): Club {
  return clubColumns.parse(row);
}

export function clubRow(club: Club): ClubTable {
  const { every, day, time, timeZone, first, readingDays } = club;
  const plan: MeetingPlan = { every, day, time, timeZone, first, readingDays };
  return {
    channel_id: club.channelId,
    guild_id: club.guildId,
    kind: club.kind,
    meets: JSON.stringify(plan),
    places: club.places,
    started_at: club.startedAt.epochMilliseconds,
    started_by: club.startedBy,
    ended_at: club.endedAt?.epochMilliseconds ?? null,
  };
}

const roundColumns = z
  .object({
    id: z.string(),
    channel_id: z.string(),
    date: z.string(),
    meets_at: instantColumn,
    ballot_at: instantColumn,
    closes_at: instantColumn,
    state: z.enum(["voting", "chosen", "called off", "done"]),
    outcome: z
      .enum(["held", "no nominations", "no votes", "skipped", "missed", "ended"])
      .nullable(),
    event_id: z.string().nullable(),
    is_alarmed: z.number(),
  })
  .transform((row): Round => ({
    id: row.id,
    channelId: row.channel_id,
    meeting: {
      date: row.date,
      at: row.meets_at,
      ballotAt: row.ballot_at,
      closesAt: row.closes_at,
    },
    state: row.state,
    outcome: row.outcome,
    eventId: row.event_id,
    isAlarmed: row.is_alarmed === 1,
  }));

export function roundOf(row: ClubRoundTable): Round {
  return roundColumns.parse(row);
}

export function roundRow({ meeting, ...round }: Round): ClubRoundTable {
  return {
    id: round.id,
    channel_id: round.channelId,
    date: meeting.date,
    meets_at: meeting.at.epochMilliseconds,
    ballot_at: meeting.ballotAt.epochMilliseconds,
    closes_at: meeting.closesAt.epochMilliseconds,
    state: round.state,
    outcome: round.outcome,
    event_id: round.eventId,
    is_alarmed: round.isAlarmed ? 1 : 0,
  };
}
