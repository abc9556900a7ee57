import { createHmac } from "node:crypto";
import type { Kysely, Transaction } from "kysely";
import type { Logger } from "pino";
import { z } from "zod";
import type { Mail, MailKeep, SentCode, Wanted } from "../../mail/keep.ts";
import { outletOf, outletValues } from "../digests/outlet-rows.ts";
import { removeOutlets } from "../digests/remove-outlets.ts";
import { instant, jsonColumn } from "../schema/columns.ts";
import type { MailCodeTable, Schema } from "../schema/schema.ts";
import { viewSecretOf } from "../view-secret.ts";

const DAY = { hours: 24 };

const wantedColumn = jsonColumn.pipe(
  z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("channel"), channelId: z.string() }),
    z.object({
      kind: z.literal("topic"),
      topic: z.string(),
      at: z
        .object({ time: z.string().exactOptional(), timeZone: z.string().exactOptional() })
        .exactOptional(),
    }),
  ]) satisfies z.ZodType<Wanted>,
);

export function createMails(db: Kysely<Schema>, log: Pick<Logger, "error">): MailKeep {
  const secretOf = viewSecretOf(db, log);

  async function mark(text: string): Promise<string> {
    return createHmac("sha256", await secretOf())
      .update(`mail ${text}`)
      .digest("base64url");
  }

  const rows = () =>
    db
      .selectFrom("mail")
      .innerJoin("outlet", "outlet.id", "mail.outlet_id")
      .selectAll("outlet")
      .select(["mail.user_id", "mail.address"]);

  const marksOf = async ({ userId, address }: SentCode) =>
    await Promise.all([mark(`person ${userId}`), mark(`address ${address.toLowerCase()}`)]);

  return {
    mark,

    async of(userId) {
      const its = await rows()
        .where("mail.user_id", "=", userId)
        .orderBy("outlet.started_at")
        .orderBy("outlet.id")
        .execute();
      return its.map(mailOf);
    },

    async mail(outletId) {
      const row = await rows().where("outlet.id", "=", outletId).executeTakeFirst();
      return row ? mailOf(row) : null;
    },

    async add({ id, channelId, startedAt, userId, address }) {
      await db.transaction().execute(async (transaction) => {
        await transaction
          .insertInto("outlet")
          .values(outletValues({ id, kind: "mail", channelId, startedAt }))
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        await transaction
          .insertInto("mail")
          .values({ outlet_id: id, user_id: userId, address })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      });
    },

    async remove(outletId) {
      await db
        .transaction()
        .execute((transaction) => removeOutlets(transaction, [{ id: outletId }]));
    },

    async keepCode(code, most) {
      const marks = await marksOf(code);
      const since = code.sentAt.subtract(DAY).epochMilliseconds;
      return await db.transaction().execute(async (transaction) => {
        for (const one of marks)
          if ((await countSince(transaction, one, since)) >= most) return false;
        const sent_at = code.sentAt.epochMilliseconds;
        for (const one of marks)
          await transaction
            .insertInto("mail_code_count")
            .values({ hash: code.hash, mark: one, sent_at })
            .execute();
        const { user_id, ...values } = rowOf(code);
        await transaction
          .insertInto("mail_code")
          .values({ user_id, ...values })
          .onConflict((conflict) => conflict.column("user_id").doUpdateSet(values))
          .execute();
        return true;
      });
    },

    async takeBackCode({ userId, hash }) {
      await db.transaction().execute(async (transaction) => {
        await transaction.deleteFrom("mail_code_count").where("hash", "=", hash).execute();
        await transaction
          .deleteFrom("mail_code")
          .where("user_id", "=", userId)
          .where("hash", "=", hash)
          .execute();
      });
    },

    async tryCode(userId, since, most) {
      const row = await db
        .updateTable("mail_code")
        .set((value) => ({ tries: value("tries", "+", 1) }))
        .where("user_id", "=", userId)
        .where("sent_at", ">", since.epochMilliseconds)
        .where("tries", "<", most)
        .returningAll()
        .executeTakeFirst();
      return row ? { code: codeOf(row), triesLeft: most - row.tries } : null;
    },

    async dropCode(userId) {
      await db.deleteFrom("mail_code").where("user_id", "=", userId).execute();
    },
  };
}

async function countSince(
  transaction: Transaction<Schema>,
  mark: string,
  since: number,
): Promise<number> {
  const { count } = await transaction
    .selectFrom("mail_code_count")
    .select((value) => value.fn.countAll<number | string>().as("count"))
    .where("mark", "=", mark)
    .where("sent_at", ">", since)
    .executeTakeFirstOrThrow();
  return Number(count);
}

function mailOf({
  user_id,
  address,
  ...outlet
}: Parameters<typeof outletOf>[0] & { user_id: string; address: string }): Mail {
  return { outlet: outletOf(outlet), userId: user_id, address };
}

function rowOf({ userId, address, wanted, outletId, hash, sentAt }: SentCode): MailCodeTable {
  return {
    user_id: userId,
    address,
    wanted: JSON.stringify(wanted),
    outlet_id: outletId,
    hash,
    sent_at: sentAt.epochMilliseconds,
    tries: 0,
  };
}

function codeOf(row: MailCodeTable): SentCode {
  return {
    userId: row.user_id,
    address: row.address,
    wanted: wantedColumn.parse(row.wanted),
    outletId: row.outlet_id,
    hash: row.hash,
    sentAt: instant(row.sent_at),
  };
}
