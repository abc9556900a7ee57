import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import type { PromisedAnswers } from "../messages/promised-answers.ts";
import { instant } from "./schema/columns.ts";
import type { Schema } from "./schema/schema.ts";

export function createPromisedAnswers(db: Kysely<Schema>): PromisedAnswers {
  return {
    async keep({ userId, request, address, at }) {
      const id = randomUUID();
      await db
        .insertInto("promised_answer")
        .values({ id, user_id: userId, request, address, at: at.epochMilliseconds })
        .execute();
      return id;
    },

    async drop(id) {
      await db.deleteFrom("promised_answer").where("id", "=", id).execute();
    },

    async left() {
      const rows = await db.selectFrom("promised_answer").selectAll().orderBy("at").execute();
      return rows.map(({ user_id, at, ...row }) => ({ ...row, userId: user_id, at: instant(at) }));
    },

    async forgetBefore(at) {
      await db.deleteFrom("promised_answer").where("at", "<", at.epochMilliseconds).execute();
    },
  };
}
