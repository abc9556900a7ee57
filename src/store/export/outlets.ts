import { z } from "zod";
import { COPY_OUTCOMES, OUTLET_ENDS, OUTLET_KINDS, TROUBLES } from "../../digests/outlet.ts";
import { copyOf, outletOf } from "../digests/outlet-rows.ts";
import { id, listing, ROWS_AT_ONCE, when } from "./listing.ts";

/** Where digests go beside Discord: without addresses of people, and of a webhook without what its keys may be in. */
export const outlets = listing({
  name: "outlets",
  schema: z.object({
    outletId: z.string(),
    kind: z.enum(OUTLET_KINDS),
    /** Where it is `mail:` and the outlet's id: topics of somebody's own. */
    channelId: id,
    /** Of a webhook; null of a mail. */
    host: z.string().nullable(),
    startedAt: when,
    /** Since when its far end refuses all that comes. */
    refusedSince: when.nullable(),
    endedAt: when.nullable(),
    endedBecause: z.enum(OUTLET_ENDS).nullable(),
  }),
  first: "",
  rowsAfter: async (db, key) =>
    await db
      .selectFrom("outlet")
      .leftJoin("webhook", "webhook.outlet_id", "outlet.id")
      .selectAll("outlet")
      .select("webhook.host")
      .where("outlet.id", ">", key)
      .orderBy("outlet.id")
      .limit(ROWS_AT_ONCE)
      .execute(),
  keyOf: (row) => row.id,
  valueOf(row) {
    const outlet = outletOf(row);
    return {
      outletId: outlet.id,
      kind: outlet.kind,
      channelId: outlet.channelId,
      host: row.host,
      startedAt: outlet.startedAt.toString(),
      refusedSince: outlet.refusedSince?.toString() ?? null,
      endedAt: outlet.end?.at.toString() ?? null,
      endedBecause: outlet.end?.why ?? null,
    };
  },
});

/** What became of each digest on its way to an outlet. */
export const copies = listing({
  name: "copies",
  schema: z.object({
    copyId: z.string(),
    outletId: z.string(),
    digestId: z.string(),
    plannedAt: when,
    attempts: z.number(),
    outcome: z.enum(COPY_OUTCOMES),
    /** What was in the way last. */
    trouble: z.enum(TROUBLES).nullable(),
    finishedAt: when.nullable(),
  }),
  first: "",
  rowsAfter: async (db, key) =>
    await db
      .selectFrom("outlet_copy")
      .selectAll()
      .where("id", ">", key)
      .orderBy("id")
      .limit(ROWS_AT_ONCE)
      .execute(),
  keyOf: (row) => row.id,
  valueOf(row) {
    const { id: copyId, plannedAt, finishedAt, ...copy } = copyOf(row);
    return {
      ...copy,
      copyId,
      plannedAt: plannedAt.toString(),
      finishedAt: finishedAt?.toString() ?? null,
    };
  },
});
