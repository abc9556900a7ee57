import type { Kysely } from "kysely";
import type { PublicChannel, PublicChannels } from "../../digests/public-channels.ts";
import { instant } from "../schema/columns.ts";
import type { Schema } from "../schema/schema.ts";
import { DELETED } from "./digest-rows.ts";
import { reasonIn } from "./reason-column.ts";
import { createShownPapers } from "./shown-papers.ts";

/** How often what is public was changed by this process. */
export interface PublicChanges {
  count: number;
}

export function createPublicChannels(db: Kysely<Schema>, changes: PublicChanges): PublicChannels {
  /** A channel that ended is open no more; should it come back, it is as it was. */
  const open = () =>
    db
      .selectFrom("public_channel")
      .innerJoin("channel", "channel.id", "public_channel.channel_id")
      .select(["public_channel.channel_id", "guild_id", "name", "server_name", "since"])
      .where("channel.ended_at", "is", null)
      .where("channel.guild_id", "is not", null)
      .where("public_channel.closed_at", "is", null);

  /** Papers in digests that are shown. */
  const shown = () =>
    open()
      .innerJoin("digest", "digest.channel_id", "public_channel.channel_id")
      .innerJoin("ledger", "ledger.digest_id", "digest.id")
      .whereRef("digest.slot_at", ">=", "public_channel.since")
      .where("ledger.message_id", "is not", null)
      .where("ledger.message_id", "<>", DELETED);

  // A digest ends before the next one of its channel begins, so nothing older changes any more.
  async function newestChange(channelId: string): Promise<string> {
    const newest = await db
      .selectFrom("digest")
      .select((digest) => [
        "id",
        "finished_at",
        digest
          .selectFrom("ledger")
          .select(({ fn }) => fn.countAll().as("papers"))
          .whereRef("ledger.digest_id", "=", "digest.id")
          .where("message_id", "is not", null)
          .as("posted"),
      ])
      .where("channel_id", "=", channelId)
      .orderBy("planned_at", "desc")
      .orderBy("id")
      .limit(1)
      .executeTakeFirst();
    return JSON.stringify(newest ?? null);
  }

  const paperIds = createShownPapers(
    async () => {
      const archives = await open().execute();
      return await Promise.all(
        archives.map(async ({ channel_id: channelId, since }) => {
          return { channelId, stamp: `${since} ${await newestChange(channelId)}` };
        }),
      );
    },
    async (channelId) => {
      const rows = await shown()
        .clearSelect()
        .select("ledger.paper_id")
        .where("public_channel.channel_id", "=", channelId)
        .execute();
      return rows.map(({ paper_id }) => paper_id);
    },
  );

  return {
    get version() {
      return changes.count;
    },

    async all() {
      const rows = await open()
        .orderBy("server_name")
        .orderBy("name")
        .orderBy("public_channel.channel_id")
        .execute();
      return rows.map(channelOf);
    },

    async find(channelId) {
      const row = await open()
        .where("public_channel.channel_id", "=", channelId)
        .executeTakeFirst();
      if (row) return { kind: "open", channel: channelOf(row) };
      const was = await db
        .selectFrom("public_channel")
        .select("channel_id")
        .where("channel_id", "=", channelId)
        .executeTakeFirst();
      return { kind: was ? "closed" : "unknown" };
    },

    async open({ id, name, serverName, since }, at) {
      const values = {
        name,
        server_name: serverName,
        since: since.epochMilliseconds,
        opened_at: at.epochMilliseconds,
        closed_at: null,
      };
      await db
        .insertInto("public_channel")
        .values({ channel_id: id, ...values })
        .onConflict((conflict) => conflict.column("channel_id").doUpdateSet(values))
        .execute();
      changes.count += 1;
    },

    async close(channelId, at) {
      await db
        .updateTable("public_channel")
        .set({ closed_at: at.epochMilliseconds })
        .where("channel_id", "=", channelId)
        .where("closed_at", "is", null)
        .execute();
      changes.count += 1;
    },

    async rename(channelId, { name, serverName }) {
      await db
        .updateTable("public_channel")
        .set({ name, server_name: serverName })
        .where("channel_id", "=", channelId)
        .execute();
      changes.count += 1;
    },

    paperIds,

    async holding(paperId) {
      const rows = await shown()
        .select(["digest.id as digest_id", "slot_date", "slot_at"])
        .where("ledger.paper_id", "=", paperId)
        .orderBy("digest.slot_at", "desc")
        .execute();
      return rows.map((row) => ({
        channel: channelOf(row),
        digestId: row.digest_id,
        date: dayOf(row),
      }));
    },

    async days(channelId) {
      const rows = await shown()
        .clearSelect()
        .select(({ fn }) => [
          "digest.id",
          "slot_date",
          "slot_at",
          fn.countAll<number | bigint | string>().as("papers"),
        ])
        .where("public_channel.channel_id", "=", channelId)
        .groupBy(["digest.id", "slot_date", "slot_at"])
        .orderBy("slot_at", "desc")
        .orderBy("digest.id")
        .execute();
      return rows.map(({ id, papers, ...due }) => ({
        digestId: id,
        date: dayOf(due),
        papers: Number(papers),
      }));
    },

    async newestDays() {
      const newest = await shown()
        .clearSelect()
        .select(({ fn }) => ["public_channel.channel_id", fn.max("slot_at").as("slot_at")])
        .groupBy("public_channel.channel_id")
        .execute();
      return new Map(
        newest.map(({ channel_id, slot_at }) => [channel_id, dayOf({ slot_date: null, slot_at })]),
      );
    },

    async lately(channelId, most) {
      const rows = await shown()
        .clearSelect()
        .select(["paper_id", "digest_id", "place", "planned_at", "reason"])
        .where("public_channel.channel_id", "=", channelId)
        .orderBy("planned_at", "desc")
        .orderBy("digest_id")
        // What was sent before places were kept has its message's number alone.
        .orderBy("place")
        .orderBy("number")
        .orderBy("paper_id")
        .limit(most)
        .execute();
      return rows.map(({ paper_id, digest_id, place, planned_at, reason }) => ({
        paperId: paper_id,
        digestId: digest_id,
        place,
        plannedAt: instant(planned_at),
        reason: reasonIn(reason),
      }));
    },

    newestChange,

    async digests() {
      const rows = await shown()
        .clearSelect()
        .select(["public_channel.channel_id", "digest.id", "planned_at"])
        .distinct()
        .orderBy("public_channel.channel_id")
        .orderBy("planned_at", "desc")
        .orderBy("digest.id")
        .execute();
      return rows.map(({ channel_id, id, planned_at }) => ({
        channelId: channel_id,
        digestId: id,
        plannedAt: instant(planned_at),
      }));
    },
  };
}

/** Somebody may have sent it by hand, beside the days of the channel. */
function dayOf({ slot_date, slot_at }: { slot_date: string | null; slot_at: number }): string {
  return slot_date ?? instant(slot_at).toZonedDateTimeISO("UTC").toPlainDate().toString();
}

interface Row {
  channel_id: string;
  guild_id: string | null;
  name: string;
  server_name: string;
  since: number;
}

function channelOf({ channel_id, guild_id, name, server_name, since }: Row): PublicChannel {
  return {
    id: channel_id,
    guildId: guild_id ?? "",
    name,
    serverName: server_name,
    since: instant(since),
  };
}
