import { randomBytes } from "node:crypto";
import type { Kysely } from "kysely";
import type { Logger } from "pino";
import { z } from "zod";
import { jsonColumn } from "./schema/json-column.ts";
import type { Schema } from "./schema/schema.ts";

/** Where sources keep theirs too: it goes along into every copy of the database. */
const SECRET_KEY = "view secret";

/**
 * The secret of this database, made once; of several processes that make one at the same time the
 * first wins. It is read when it is first asked for, and then kept. One that cannot be read is made
 * anew: what was kept under keys of the old one is found all the same.
 */
export function viewSecretOf(
  db: Kysely<Schema>,
  log: Pick<Logger, "error">,
): () => Promise<Buffer> {
  const read = jsonColumn({ table: "source_memory", schema: z.string(), log });
  let known: Buffer | undefined;

  async function stored(): Promise<Buffer | undefined> {
    const row = await db
      .selectFrom("source_memory")
      .select("value")
      .where("key", "=", SECRET_KEY)
      .executeTakeFirst();
    if (!row) return undefined;
    const secret = read(row.value, SECRET_KEY);
    if (secret !== null) return Buffer.from(secret, "base64url");
    await db
      .deleteFrom("source_memory")
      .where("key", "=", SECRET_KEY)
      .where("value", "=", row.value)
      .execute();
    return undefined;
  }

  async function made(): Promise<Buffer | undefined> {
    const value = JSON.stringify(randomBytes(32).toString("base64url"));
    await db
      .insertInto("source_memory")
      .values({ key: SECRET_KEY, value })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return await stored();
  }

  return async () => {
    known ??= (await stored()) ?? (await made());
    if (!known) throw new Error("The secret of view keys was not kept");
    return known;
  };
}
