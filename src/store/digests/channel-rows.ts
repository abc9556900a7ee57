import type { Selectable } from "kysely";
import { z } from "zod";
import type { Channel, Pause, Subscription } from "../../digests/digest.ts";
import {
  DIGEST_ORDERS,
  type DigestSettings,
  POST_HABITS,
  WEEKDAYS,
} from "../../digests/settings.ts";
import { instantColumn, jsonColumn } from "../schema/columns.ts";
import type { ChannelTable } from "../schema/schema.ts";
import { wishesColumn } from "./wishes-column.ts";

export const storedSettings = z.object({
  time: z.string(),
  timeZone: z.string(),
  // Channels of before this was stored count as having chosen theirs.
  zoneChosen: z.boolean().default(true),
  days: z.enum(["daily", "weekdays", ...WEEKDAYS]),
  most: z.number(),
  // Channels of before there was a choice.
  order: z.enum(DIGEST_ORDERS).default("balanced"),
  keep: z.number().default(7),
  quietDay: z.enum(["nothing", "one line", "archive"]),
  roleId: z.string().nullable(),
  publish: z.boolean(),
  // Channels of before there were votes.
  votes: z.boolean().default(true),
  taste: z.boolean().default(false),
  roundUp: z
    .object({ day: z.enum(WEEKDAYS), time: z.string() })
    .nullable()
    .default(null),
  post: z.enum(POST_HABITS).default("new post each day"),
  tag: z.object({ id: z.string(), name: z.string() }).nullable().default(null),
  alarms: z.object({ kind: z.enum(["person", "channel"]), id: z.string() }).optional(),
}) satisfies z.ZodType<DigestSettings>;

const storedPause = z.discriminatedUnion("why", [
  z.object({ why: z.literal("asked"), until: instantColumn.nullable() }),
  z
    .object({
      why: z.literal("blocked"),
      permission: z.string(),
      cause: z
        .enum([
          "time-out",
          "private thread",
          "hidden thread",
          "locked thread",
          "no tag",
          "kind of channel",
          "refusal",
        ])
        .optional(),
      told: z.boolean(),
    })
    .transform(({ told: notified, ...pause }) => ({ ...pause, notified })),
]) satisfies z.ZodType<Pause>;

export const settingsColumn = jsonColumn.pipe(storedSettings);

const channelRow = z
  .object({
    id: z.string(),
    guild_id: z.string().nullable(),
    kind: z.enum(["text", "announcement", "thread", "forum", "dm", "mail"]),
    settings: settingsColumn,
    settled_until: instantColumn,
    pause: jsonColumn.pipe(storedPause).nullable(),
    ended_at: instantColumn.nullable(),
    set_up_by: z.string(),
  })
  .transform((row): Channel => ({
    id: row.id,
    guildId: row.guild_id,
    kind: row.kind,
    settings: row.settings,
    settledUntil: row.settled_until,
    pause: row.pause,
    endedAt: row.ended_at,
    setUpBy: row.set_up_by,
  }));

export const subscriptionRow = z
  .object({
    id: z.number(),
    channel_id: z.string(),
    topic: z.string(),
    name: z.string(),
    wishes: wishesColumn,
    archive_until: z.number(),
    created_by: z.string(),
    created_at: instantColumn,
  })
  .transform((row): Subscription => ({
    id: row.id,
    channelId: row.channel_id,
    topic: row.topic,
    name: row.name,
    wishes: row.wishes,
    archiveUntil: row.archive_until,
    createdBy: row.created_by,
    createdAt: row.created_at,
  }));

export function channelOf(row: Selectable<ChannelTable>): Channel {
  return channelRow.parse(row);
}

export function pauseColumn(pause: Pause | null): string | null {
  if (pause === null) return null;
  return JSON.stringify(
    pause.why === "asked"
      ? { ...pause, until: pause.until?.epochMilliseconds ?? null }
      : { ...pause, notified: undefined, told: pause.notified },
  );
}

export function settingsJson(settings: DigestSettings): string {
  return JSON.stringify(storedSettings.parse(settings));
}
