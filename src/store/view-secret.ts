import { randomBytes } from "node:crypto";
import type { Kysely } from "kysely";
import type { Schema } from "./schema/schema.ts";

/** Where sources keep theirs too: it goes along into every copy of the database. */
const KEY = "view secret";

/**
 * The secret of this database, made once; of several processes that make one at the same time the
 * first wins. It is read when it is first asked for, and then kept.
 */
export function viewSecretOf(db: Kysely<Schema>): () => Promise<Buffer> {
  let known: Buffer | undefined;

  async function stored(): Promise<Buffer | undefined> {
    const row = await db
      .selectFrom("source_memory")
      .select("value")
      .where("key", "=", KEY)
      .executeTakeFirst();
    return row && Buffer.from(String(JSON.parse(row.value)), "base64url");
  }

  async function made(): Promise<Buffer | undefined> {
    const value = JSON.stringify(randomBytes(32).toString("base64url"));
    await db
      .insertInto("source_memory")
      .values({ key: KEY, value })
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
