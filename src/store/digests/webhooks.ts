import type { Kysely, Transaction } from "kysely";
import type { Webhooks, WebhookTarget } from "../../digests/webhook.ts";
import type { Schema } from "../schema/schema.ts";
import { outletOf, outletValues } from "./outlet-rows.ts";
import { removeOutlets } from "./remove-outlets.ts";

export function createWebhooks(db: Kysely<Schema>): Webhooks {
  return {
    async of(channelId) {
      const row = await db
        .selectFrom("webhook")
        .innerJoin("outlet", "outlet.id", "webhook.outlet_id")
        .selectAll("outlet")
        .select(["webhook.host", "webhook.url", "webhook.secret"])
        .where("outlet.channel_id", "=", channelId)
        .executeTakeFirst();
      return row ? { outlet: outletOf(row), host: row.host, target: targetOf(row) } : null;
    },

    async target(outletId) {
      const row = await db
        .selectFrom("webhook")
        .innerJoin("outlet", "outlet.id", "webhook.outlet_id")
        .select(["webhook.url", "webhook.secret"])
        .where("outlet.id", "=", outletId)
        .where("outlet.ended_at", "is", null)
        .executeTakeFirst();
      return row ? targetOf(row) : null;
    },

    async set(channelId, { url, secret }, { at, newId }) {
      const target = { host: url.host, url: url.href, secret: secret.toString("base64") };
      await db.transaction().execute(async (transaction) => {
        const [living] = await outletsOf(transaction, channelId)
          .where("outlet.ended_at", "is", null)
          .execute();
        if (living) {
          await transaction
            .updateTable("webhook")
            .set(target)
            .where("outlet_id", "=", living.id)
            .execute();
          // What the far end before it refused says nothing of this one.
          await transaction
            .updateTable("outlet")
            .set({ refused_since: null })
            .where("id", "=", living.id)
            .execute();
          return;
        }
        const ended = await outletsOf(transaction, channelId).execute();
        await removeOutlets(transaction, ended);
        await transaction
          .insertInto("outlet")
          .values(outletValues({ id: newId, kind: "webhook", channelId, startedAt: at }))
          .execute();
        await transaction
          .insertInto("webhook")
          .values({ outlet_id: newId, ...target })
          .execute();
      });
    },

    async remove(channelId) {
      return await db.transaction().execute(async (transaction) => {
        const outlets = await outletsOf(transaction, channelId).execute();
        await removeOutlets(transaction, outlets);
        return outlets.length > 0;
      });
    },
  };
}

function outletsOf(transaction: Transaction<Schema>, channelId: string) {
  return transaction
    .selectFrom("outlet")
    .select("outlet.id")
    .where("outlet.kind", "=", "webhook")
    .where("outlet.channel_id", "=", channelId);
}

function targetOf({
  url,
  secret,
}: {
  url: string | null;
  secret: string | null;
}): WebhookTarget | null {
  if (url === null || secret === null) return null;
  return { url: new URL(url), secret: Buffer.from(secret, "base64") };
}
