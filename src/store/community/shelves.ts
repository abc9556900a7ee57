import type { Kysely } from "kysely";
import type { Shelves } from "../../community/shelf.ts";
import { chunks, instant } from "../schema/columns.ts";
import type { Schema } from "../schema/schema.ts";

export function createShelves(db: Kysely<Schema>): Shelves {
  return {
    async save(userId, { paperId, at, note }) {
      await db
        .insertInto("saved")
        .values({ user_id: userId, paper_id: paperId, at: at.epochMilliseconds, note })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },

    async of(userId) {
      const rows = await db
        .selectFrom("saved")
        .select(["paper_id", "at", "note"])
        .where("user_id", "=", userId)
        .orderBy("at", "desc")
        .orderBy("paper_id")
        .execute();
      return rows.map(({ paper_id, at, note }) => ({ paperId: paper_id, at: instant(at), note }));
    },

    async note(userId, paperIds, note) {
      for (const some of chunks(paperIds, 1))
        await db
          .updateTable("saved")
          .set({ note })
          .where("user_id", "=", userId)
          .where("paper_id", "in", some)
          .execute();
    },

    async remove(userId, paperIds) {
      for (const some of chunks(paperIds, 1))
        await db
          .deleteFrom("saved")
          .where("user_id", "=", userId)
          .where("paper_id", "in", some)
          .execute();
    },
  };
}
