import { z } from "zod";
import { OUTCOMES } from "../../digests/digest.ts";
import { reasonSchema } from "../../digests/reason.ts";
import { digestOf, whereaboutsOf } from "../digests/digest-rows.ts";
import { reasonIn } from "../digests/reason-column.ts";
import { instant } from "../schema/columns.ts";
import { id, listing, ROWS_AT_ONCE, when } from "./listing.ts";

/** Each digest and what became of it, without its messages. */
export const digests = listing({
  name: "digests",
  schema: z.object({
    digestId: z.string(),
    channelId: id,
    occasion: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("by hand") }),
      z.object({ kind: z.enum(["slot", "round-up"]), date: z.string() }),
    ]),
    dueAt: when,
    plannedAt: when,
    finishedAt: when.nullable(),
    outcome: z.enum(OUTCOMES),
    note: z.string().nullable(),
    late: z.boolean(),
    /** Nothing was new. */
    quiet: z.boolean(),
    /** Of a forum: where its messages stand. */
    postId: id.nullable(),
  }),
  first: "",
  rowsAfter: async (db, key) =>
    await db
      .selectFrom("digest")
      .selectAll()
      .where("id", ">", key)
      .orderBy("id")
      .limit(ROWS_AT_ONCE)
      .execute(),
  keyOf: (row) => row.id,
  valueOf(row) {
    const digest = digestOf(row);
    return {
      ...digest,
      digestId: digest.id,
      dueAt: digest.dueAt.toString(),
      plannedAt: digest.plannedAt.toString(),
      finishedAt: digest.finishedAt?.toString() ?? null,
    };
  },
});

/** Which paper was sent to which channel, in which digest, as which message. */
export const ledger = listing({
  name: "ledger",
  schema: z.object({
    paperId: z.string(),
    channelId: id,
    digestId: z.string(),
    state: z.enum(["under way", "delivered", "deleted", "refused", "unconfirmed"]),
    /** Of the message that shows it. */
    messageId: id.nullable(),
    /** Why Discord refused it. */
    refused: z.string().nullable(),
    /** Its place within the digest, from 1; null for what was sent before places were kept. */
    place: z.number().nullable(),
    /** Why the digest holds it, where that is known. */
    why: reasonSchema.nullable(),
    /** When its message first left; of digests of long ago only `plannedAt` is known. */
    at: when.nullable(),
  }),
  first: ["", ""],
  rowsAfter: async (db, [paper = "", channel = ""]) =>
    await db
      .selectFrom("ledger")
      .innerJoin("digest", "digest.id", "ledger.digest_id")
      .leftJoin("digest_message", (join) =>
        join
          .onRef("digest_message.digest_id", "=", "ledger.digest_id")
          .onRef("digest_message.number", "=", "ledger.number"),
      )
      .selectAll("digest")
      .select(["ledger.paper_id", "ledger.message_id", "ledger.refused"])
      .select(["ledger.place", "ledger.reason"])
      .select("digest_message.attempted_at")
      .where((where) =>
        where(
          where.refTuple("ledger.paper_id", "ledger.channel_id"),
          ">",
          where.tuple(paper, channel),
        ),
      )
      .orderBy("ledger.paper_id")
      .orderBy("ledger.channel_id")
      .limit(ROWS_AT_ONCE)
      .execute(),
  keyOf: (row) => [row.paper_id, row.channel_id],
  valueOf(row) {
    const stands = whereaboutsOf(row);
    return {
      paperId: row.paper_id,
      channelId: row.channel_id,
      digestId: row.id,
      state: stands.kind,
      messageId: stands.kind === "delivered" ? stands.id : null,
      refused: stands.kind === "refused" ? stands.reason : null,
      place: row.place,
      why: reasonIn(row.reason),
      at: row.attempted_at === null ? null : instant(row.attempted_at).toString(),
    };
  },
});
