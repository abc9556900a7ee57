import { type Kysely, sql } from "kysely";
import type { LeaseClock } from "../schema/lease-clock.ts";

/** The database's own: clocks of machines may be minutes apart. */
export const databaseClock: LeaseClock = () => sql<number>`paperboy_now()`;

/** What time it is within a transaction, too, which may have waited long for the lock of all that write. */
export async function createClock(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function paperboy_now() returns bigint language sql volatile
    as $$ select floor(extract(epoch from clock_timestamp()) * 1000)::bigint $$`.execute(db);
}
