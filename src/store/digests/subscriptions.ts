import type { Kysely, Selectable } from "kysely";
import type { Logger } from "pino";
import type { PublicChanges } from "./public-channels.ts";
import type { Subscriptions } from "../../digests/book.ts";
import type { Channel } from "../../digests/digest.ts";
import { NO_WISHES } from "../../digests/wishes.ts";
import { instant } from "../schema/columns.ts";
import type { ChannelTable, Schema } from "../schema/schema.ts";
import {
  channelOf,
  pauseColumn,
  settingsColumn,
  settingsJson,
  subscriptionRow,
} from "./channel-rows.ts";
import { changeSubscription } from "./change-subscription.ts";
import { archiveEnd } from "./open-archive.ts";
import {
  roundUpColumn,
  setSettled,
  settle,
  settledColumns,
  settleRoundUps,
} from "./settled-slots.ts";
import { topicId, withTopic } from "./topic-rows.ts";
import { wishesJson } from "./wishes-column.ts";

/** A change of schedule may settle a day that has begun anywhere on earth; nothing settles more. */
const SETTLED_AHEAD = { hours: 72 };

/** A week, and what a change of clocks or a day that a zone left out may add. */
const LONGEST_TO_ROUND_UP = { hours: 16 * 24 };

const UNREADABLE =
  "What is stored about a channel cannot be read: it gets no digests. A backup of before has it: npm run restore -- FILE";

export function createSubscriptions(
  db: Kysely<Schema>,
  log: Pick<Logger, "error">,
  changes: PublicChanges,
): Subscriptions {
  const logged = new Map<string, string>();

  /** What can be read; of the rest the log says so, once for each channel and reason. */
  function readable<Row extends { id: string }, Result>(
    rows: readonly Row[],
    read: (row: Row) => Result,
  ): Result[] {
    return rows.flatMap((row) => {
      try {
        return [read(row)];
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        if (logged.get(row.id) !== reason) log.error({ channelId: row.id, reason }, UNREADABLE);
        logged.set(row.id, reason);
        return [];
      }
    });
  }

  return {
    async channels({ guildId, ended = false } = {}) {
      let query = db
        .selectFrom("channel")
        .selectAll()
        .where("ended_at", ended ? "is not" : "is", null);
      if (guildId !== undefined) query = query.where("guild_id", "=", guildId);
      return readable(await query.orderBy("id").execute(), channelOf);
    },

    async due(now) {
      const rows = await db
        .selectFrom("channel")
        .selectAll()
        .where("next_slot_at", "<=", now.epochMilliseconds)
        .where("ended_at", "is", null)
        .where((where) =>
          where.exists(
            where
              .selectFrom("subscription")
              .select("subscription.id")
              .whereRef("subscription.channel_id", "=", "channel.id"),
          ),
        )
        .orderBy("next_slot_at")
        .execute();
      return readable(rows, channelOf);
    },

    async unsettleAhead(now) {
      const ahead = now.add(SETTLED_AHEAD).epochMilliseconds;
      const rows = await db
        .selectFrom("channel")
        .select(["id", "settings"])
        // Implied by the second, and has an index.
        .where("next_slot_at", ">", ahead)
        .where("settled_until", ">", ahead)
        .execute();
      const schedules = readable(rows, ({ id, settings }) => ({
        id,
        schedule: settingsColumn.parse(settings),
      }));
      if (schedules.length === 0) return;
      await db.transaction().execute(async (transaction) => {
        for (const { id, schedule } of schedules) await setSettled(transaction, id, now, schedule);
      });
    },

    async channel(channelId) {
      const row = await db
        .selectFrom("channel")
        .selectAll()
        .where("id", "=", channelId)
        .executeTakeFirst();
      return row ? channelOf(row) : null;
    },

    async saveChannel(channel) {
      const { id, ...values } = rowOf(channel);
      await db
        .insertInto("channel")
        .values({ id, ...values })
        .onConflict((conflict) => conflict.column("id").doUpdateSet(values))
        .execute();
    },

    async dueRoundUps(now) {
      const rows = await db
        .selectFrom("channel")
        .selectAll()
        .where("ended_at", "is", null)
        .where((where) =>
          where.or([
            where("next_round_up_at", "<=", now.epochMilliseconds),
            where("next_round_up_at", ">", now.add(LONGEST_TO_ROUND_UP).epochMilliseconds),
          ]),
        )
        .orderBy("next_round_up_at")
        .execute();
      return readable(rows, (row) => ({
        channel: channelOf(row),
        since: instant(row.next_round_up_at ?? 0),
      }));
    },

    settleRoundUps: (channelId, until) => settleRoundUps(db, channelId, until),

    async changeSettings(channelId, settings, settledUntil, roundUpAfter = null) {
      await db.transaction().execute(async (transaction) => {
        const row = await transaction
          .updateTable("channel")
          .set({
            settings: settingsJson(settings),
            ...(roundUpAfter && roundUpColumn(roundUpAfter, settings)),
          })
          .where("id", "=", channelId)
          .returning("settled_until")
          .executeTakeFirst();
        if (!row) return;
        // A slot that was settled meanwhile stays so.
        const until = Math.max(row.settled_until, settledUntil.epochMilliseconds);
        await setSettled(transaction, channelId, instant(until), settings);
      });
    },

    async dropRole(channelId, roleId) {
      return await db.transaction().execute(async (transaction) => {
        const row = await transaction
          .selectFrom("channel")
          .select("settings")
          .where("id", "=", channelId)
          .executeTakeFirst();
        const settings = row && settingsColumn.parse(row.settings);
        if (settings?.roleId !== roleId) return false;
        await transaction
          .updateTable("channel")
          .set({ settings: JSON.stringify({ ...settings, roleId: null }) })
          .where("id", "=", channelId)
          .execute();
        return true;
      });
    },

    async pause(channelId, pause) {
      await db
        .updateTable("channel")
        .set({ pause: pauseColumn(pause) })
        .where("id", "=", channelId)
        .execute();
    },

    async end(channelId, at) {
      await db
        .updateTable("channel")
        .set({ ended_at: at?.epochMilliseconds ?? null })
        .where("id", "=", channelId)
        .execute();
      changes.count += 1;
    },

    async of(channelId) {
      const rows = await withTopic(db)
        .where("subscription.channel_id", "=", channelId)
        .orderBy("subscription.id")
        .execute();
      return rows.map((row) => subscriptionRow.parse(row));
    },

    async add({ channelId, topic, name, wishes = {}, createdBy, createdAt }) {
      return await db.transaction().execute(async (transaction) => {
        const others = await withTopic(transaction)
          .where("subscription.channel_id", "=", channelId)
          .execute();
        const known = others.find((row) => row.topic === topic);
        if (known) {
          const changed = { name, wishes: { ...subscriptionRow.parse(known).wishes, ...wishes } };
          await changeSubscription(transaction, known.id, changed);
          return subscriptionRow.parse({ ...known, name, wishes: wishesJson(changed.wishes) });
        }
        if (others.length === 0) await settle(transaction, channelId, createdAt);
        const row = await transaction
          .insertInto("subscription")
          .values({
            channel_id: channelId,
            topic_id: await topicId(transaction, topic),
            name,
            wishes: wishesJson({ ...NO_WISHES, ...wishes }),
            archive_until: await archiveEnd(transaction),
            created_by: createdBy,
            created_at: createdAt.epochMilliseconds,
          })
          .returningAll()
          .executeTakeFirstOrThrow();
        return subscriptionRow.parse({ ...row, topic });
      });
    },

    change: (subscriptionId, changed) =>
      db
        .transaction()
        .execute((transaction) => changeSubscription(transaction, subscriptionId, changed)),

    async remove(subscriptionId) {
      await db.deleteFrom("subscription").where("id", "=", subscriptionId).execute();
    },
  };
}

function rowOf(channel: Channel): Omit<Selectable<ChannelTable>, "running_post_id"> {
  return {
    id: channel.id,
    guild_id: channel.guildId,
    kind: channel.kind,
    settings: settingsJson(channel.settings),
    ...settledColumns(channel.settledUntil, channel.settings),
    ...roundUpColumn(channel.settledUntil, channel.settings),
    pause: pauseColumn(channel.pause),
    ended_at: channel.endedAt?.epochMilliseconds ?? null,
    set_up_by: channel.setUpBy,
  };
}
