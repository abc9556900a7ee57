import { type Kysely, sql, type Transaction } from "kysely";
import {
  type FinalCopyOutcome,
  MAIL_CHANNELS,
  type OutletKind,
  type Outlets,
  type Trouble,
} from "../../digests/outlet.ts";
import type { LeaseClock } from "../schema/lease-clock.ts";
import type { Schema } from "../schema/schema.ts";
import { finishDigest, storeDelivered } from "./end-delivery.ts";
import { copyOf, outletOf, outletValues } from "./outlet-rows.ts";

/** More than any pause between two attempts (after-send.ts). */
const LONGEST_WAIT = { hours: 12 };
/** More than any lease (outlets/rounds.ts). */
const LONGEST_LEASE_MS = 600_000;

export function createOutlets(db: Kysely<Schema>, clock: LeaseClock): Outlets {
  return {
    async add({ id, kind, channelId, startedAt }) {
      await db
        .insertInto("outlet")
        .values(outletValues({ id, kind, channelId, startedAt }))
        .execute();
    },

    async outlet(outletId) {
      const row = await db
        .selectFrom("outlet")
        .selectAll()
        .where("id", "=", outletId)
        .executeTakeFirst();
      return row ? outletOf(row) : null;
    },

    async end(outletId, why, at) {
      return await db.transaction().execute(async (transaction) => {
        await transaction
          .updateTable("outlet")
          .set({ ended_at: at.epochMilliseconds, ended_because: why })
          .where("id", "=", outletId)
          .where("ended_at", "is", null)
          .execute();
        await transaction
          .updateTable("channel")
          .set({ ended_at: at.epochMilliseconds })
          .where("id", "=", `${MAIL_CHANNELS}${outletId}`)
          .execute();
        const open = await transaction
          .selectFrom("outlet_copy")
          .select("id")
          .where("outlet_id", "=", outletId)
          .where("finished_at", "is", null)
          .execute();
        for (const { id } of open)
          await finishCopy(transaction, id, { outcome: "ended", trouble: null, at });
        // Whoever wants no more of it is not asked again, and what nobody needs is not kept.
        await transaction
          .updateTable("webhook")
          .set({ url: null, secret: null })
          .where("outlet_id", "=", outletId)
          .execute();
        return open.length;
      });
    },

    async copies(outletId, most) {
      const rows = await db
        .selectFrom("outlet_copy")
        .selectAll()
        .where("outlet_id", "=", outletId)
        .orderBy("planned_at", "desc")
        .orderBy("id", "desc")
        .limit(most)
        .execute();
      return rows.map(copyOf);
    },

    async due(kind, now) {
      const rows = await db
        .selectFrom("outlet_copy")
        .innerJoin("outlet", "outlet.id", "outlet_copy.outlet_id")
        .leftJoin("channel", "channel.id", "outlet.channel_id")
        .selectAll("outlet_copy")
        .select("channel.guild_id")
        .where("outlet.kind", "=", kind)
        .where("outlet.ended_at", "is", null)
        .where("outlet_copy.finished_at", "is", null)
        .where((where) =>
          where.or([
            where("next_attempt_at", "<=", now.epochMilliseconds),
            // As none does unless the clock was wrong.
            where("next_attempt_at", ">", now.add(LONGEST_WAIT).epochMilliseconds),
          ]),
        )
        .orderBy("outlet_copy.planned_at")
        .orderBy("outlet_copy.id")
        .execute();
      return rows.map((row) => ({ ...copyOf(row), guildId: row.guild_id }));
    },

    async countUnfinished() {
      const rows = await db
        .selectFrom("outlet_copy")
        .innerJoin("outlet", "outlet.id", "outlet_copy.outlet_id")
        .select((value) => ["outlet.kind", value.fn.countAll().as("count")])
        .where("outlet_copy.finished_at", "is", null)
        .groupBy("outlet.kind")
        .execute();
      const countOf = (kind: OutletKind) =>
        Number(rows.find((row) => row.kind === kind)?.count ?? 0);
      return { mail: countOf("mail"), webhook: countOf("webhook") };
    },

    async claim(copyId, owner, { now, until }) {
      const { numUpdatedRows } = await db
        .updateTable("outlet_copy")
        .set((value) => ({
          owner,
          leased_until: sql<number>`${clock(now)} + ${until.epochMilliseconds - now.epochMilliseconds}`,
          attempts: value("attempts", "+", 1),
        }))
        .where("id", "=", copyId)
        .where("finished_at", "is", null)
        .where((where) =>
          where.or([
            where("owner", "is", null),
            where("owner", "=", owner),
            where("leased_until", "<=", clock(now)),
            where("leased_until", ">", sql<number>`${clock(now)} + ${LONGEST_LEASE_MS}`),
          ]),
        )
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async owners() {
      const rows = await db
        .selectFrom("outlet_copy")
        .select("owner")
        .distinct()
        .where("finished_at", "is", null)
        .execute();
      return rows.flatMap(({ owner }) => owner ?? []);
    },

    async release(owner) {
      await db
        .updateTable("outlet_copy")
        .set({ owner: null, leased_until: null })
        .where("owner", "=", owner)
        .where("finished_at", "is", null)
        .execute();
    },

    async postpone(copyId, until, { trouble, failingSince, refusedSince }) {
      await db.transaction().execute(async (transaction) => {
        const row = await transaction
          .updateTable("outlet_copy")
          .set({
            owner: null,
            leased_until: null,
            next_attempt_at: until.epochMilliseconds,
            trouble,
            failing_since: failingSince?.epochMilliseconds ?? null,
          })
          .where("id", "=", copyId)
          .where("finished_at", "is", null)
          .returning("outlet_id")
          .executeTakeFirst();
        if (!row) return;
        await transaction
          .updateTable("outlet")
          .set({ refused_since: refusedSince?.epochMilliseconds ?? null })
          .where("id", "=", row.outlet_id)
          .execute();
      });
    },

    async finish(copyId, outcome, trouble, at) {
      await db
        .transaction()
        .execute((transaction) => finishCopy(transaction, copyId, { outcome, trouble, at }));
    },
  };
}

async function finishCopy(
  transaction: Transaction<Schema>,
  copyId: string,
  {
    outcome,
    trouble,
    at,
  }: {
    outcome: FinalCopyOutcome;
    trouble: Trouble | null;
    at: Temporal.Instant;
  },
): Promise<void> {
  const row = await transaction
    .updateTable("outlet_copy")
    .set({
      owner: null,
      leased_until: null,
      outcome,
      trouble,
      finished_at: at.epochMilliseconds,
    })
    .where("id", "=", copyId)
    .where("finished_at", "is", null)
    .returning(["outlet_id", "digest_id"])
    .executeTakeFirst();
  if (!row) return;
  const isSent = outcome === "sent" || outcome === "sent late";
  if (isSent)
    await transaction
      .updateTable("outlet")
      .set({ refused_since: null })
      .where("id", "=", row.outlet_id)
      .execute();
  await finishOwnDigest(transaction, copyId, row.digest_id, isSent ? outcome : "failed", at);
}

/** Of a digest that stands in no channel, its one copy is all there is. */
async function finishOwnDigest(
  transaction: Transaction<Schema>,
  copyId: string,
  digestId: string,
  outcome: "sent" | "sent late" | "failed",
  at: Temporal.Instant,
): Promise<void> {
  const messages = await transaction
    .selectFrom("digest_message")
    .innerJoin("digest", "digest.id", "digest_message.digest_id")
    .select("digest_message.number")
    .where("digest.id", "=", digestId)
    .where("digest.channel_id", "like", `${MAIL_CHANNELS}%`)
    .where("digest.finished_at", "is", null)
    .execute();
  if (messages.length === 0) return;
  if (outcome !== "failed")
    for (const { number } of messages)
      await storeDelivered(transaction, { digestId, number }, { messageId: copyId, at });
  await finishDigest(transaction, digestId, outcome, null, at);
}
