import { z } from "zod";
import { paperSchema } from "../../papers/paper.ts";
import { instant } from "../schema/columns.ts";
import { listing, ROWS_AT_ONCE, when } from "./listing.ts";

/** Every paper that was ever known, in the order in which it was first seen. */
export const papers = listing({
  name: "papers",
  schema: z.object({
    ...paperSchema.shape,
    /** Null where it has not been matched with topics yet. */
    arrivedAt: when.nullable(),
  }),
  first: 0,
  rowsAfter: async (db, key) =>
    await db
      .selectFrom("paper")
      .leftJoin("arrival", "arrival.paper_id", "paper.id")
      .select(["paper.seq", "paper.id", "paper.paper", "paper.gone", "arrival.at"])
      .where("paper.seq", ">", key)
      .orderBy("paper.seq")
      .limit(ROWS_AT_ONCE)
      .execute(),
  keyOf: (row) => row.seq,
  valueOf: ({ paper, gone, at }) => ({
    ...JSON.parse(paper),
    ...(gone === 1 && { gone: true as const }),
    arrivedAt: at === null ? null : instant(at).toString(),
  }),
});
