import { z } from "zod";
import { channelOf, storedSettings, subscriptionRow } from "../digests/channel-rows.ts";
import { someWishes } from "../digests/wishes-column.ts";
import { instant } from "../schema/columns.ts";
import { id, listing, ROWS_AT_ONCE, when } from "./listing.ts";

/** Channels that have, or had, subscriptions, with what they chose. */
export const channels = listing({
  name: "channels",
  schema: z.object({
    channelId: id,
    serverId: id.nullable(),
    kind: z.enum(["text", "announcement", "thread", "forum", "dm", "mail"]),
    settings: storedSettings,
    pause: z
      .discriminatedUnion("why", [
        z.object({ why: z.literal("asked"), until: when.nullable() }),
        z.object({ why: z.literal("blocked"), permission: z.string() }),
      ])
      .nullable(),
    /** Slots up to then are answered. */
    settledUntil: when,
    setUpBy: id,
    endedAt: when.nullable(),
  }),
  first: "",
  rowsAfter: async (db, key) =>
    await db
      .selectFrom("channel")
      .selectAll()
      .where("id", ">", key)
      .orderBy("id")
      .limit(ROWS_AT_ONCE)
      .execute(),
  keyOf: (row) => row.id,
  valueOf(row) {
    const channel = channelOf(row);
    const { pause } = channel;
    return {
      channelId: channel.id,
      serverId: channel.guildId,
      kind: channel.kind,
      settings: channel.settings,
      pause: pause?.why === "asked" ? { ...pause, until: pause.until?.toString() ?? null } : pause,
      settledUntil: channel.settledUntil.toString(),
      setUpBy: channel.setUpBy,
      endedAt: channel.endedAt?.toString() ?? null,
    };
  },
});

export const subscriptions = listing({
  name: "subscriptions",
  schema: z.object({
    channelId: id,
    /** In the language of searches. */
    topic: z.string(),
    /** What people call it. */
    name: z.string(),
    wishes: someWishes,
    createdBy: id,
    createdAt: when,
  }),
  first: 0,
  rowsAfter: async (db, key) =>
    await db
      .selectFrom("subscription")
      .innerJoin("topic", "topic.id", "subscription.topic_id")
      .selectAll("subscription")
      .select("topic.topic")
      .where("subscription.id", ">", key)
      .orderBy("subscription.id")
      .limit(ROWS_AT_ONCE)
      .execute(),
  keyOf: (row) => row.id,
  valueOf(row) {
    const { createdAt, ...subscription } = subscriptionRow.parse(row);
    return { ...subscription, createdAt: createdAt.toString() };
  },
});

/** Channels whose digests are, or were, shown outside of Discord. */
export const publicChannels = listing({
  name: "public-channels",
  schema: z.object({
    channelId: id,
    /** As Discord had it last, as is the next. */
    name: z.string(),
    serverName: z.string(),
    /** Digests that were due from then on are shown. */
    since: when,
    openedAt: when,
    /** Null while it is open. */
    closedAt: when.nullable(),
  }),
  first: "",
  rowsAfter: async (db, key) =>
    await db
      .selectFrom("public_channel")
      .selectAll()
      .where("channel_id", ">", key)
      .orderBy("channel_id")
      .limit(ROWS_AT_ONCE)
      .execute(),
  keyOf: (row) => row.channel_id,
  valueOf: (row) => ({
    channelId: row.channel_id,
    name: row.name,
    serverName: row.server_name,
    since: instant(row.since).toString(),
    openedAt: instant(row.opened_at).toString(),
    closedAt: row.closed_at === null ? null : instant(row.closed_at).toString(),
  }),
});
