import { type Kysely, sql } from "kysely";
import { type Migration, type MigrationProvider, Migrator } from "kysely/migration";
import { steps } from "../schema/migrations.ts";
import type { Schema } from "../schema/schema.ts";
import { BASELINE } from "./baseline.ts";
import { createPaperChanges } from "./paper-changes.ts";
import { createClock } from "./database-clock.ts";

/** SQLite's steps of which the baseline has what they came to. What comes later, with whatever number, is not here. */
const IN_BASELINE = new Set([
  "001-identities-views-draws",
  "002-digests",
  "003-corpus",
  "004-search",
  "006-gone-papers",
  "007-two-clocks-two-processes",
  "008-waiting",
  "009-topic-wishes",
  "012-known-names",
  "013-forum-posts",
  "014-lean-index",
  "020-votes",
  "021-round-ups",
  "022-discussions",
  "023-clubs",
  "024-shelves",
  "025-catch-ups",
  "028-vectors",
  "029-shared-phrases",
  "030-smaller-indexes",
  "032-archive-arrivals",
  "034-outlets",
  "035-mail",
  "037-reasons",
  "038-public-channels",
  "039-webhooks",
  "045-round-up-papers",
  "048-openings",
  "049-upvotes",
]);

/** Steps that change nothing but what is derived, which no PostgreSQL has. */
const LOCAL = new Set<string>([]);

const provider: MigrationProvider = {
  getMigrations: () =>
    Promise.resolve({
      "000-baseline": { up: createBaseline },
      "040-paper-changes": { up: createPaperChanges },
      ...laterSteps(),
      "060-clock": { up: createClock },
    }),
};

function laterSteps(): Record<string, Migration> {
  return Object.fromEntries(
    Object.entries(steps).filter(([name]) => !IN_BASELINE.has(name) && !LOCAL.has(name)),
  );
}

async function createBaseline(db: Kysely<unknown>): Promise<void> {
  for (const statement of BASELINE) await sql.raw(statement).execute(db);
}

/** As `migrate` of SQLite: all of it or nothing, by one of several processes, and only reading where there is nothing to do. */
export async function migratePostgres(
  db: Kysely<Schema>,
  { mayMigrate }: { mayMigrate: boolean },
): Promise<void> {
  const done = await executed(db);
  const known = Object.keys(await provider.getMigrations());
  const newer = done.filter((name) => !known.includes(name));
  if (newer.length > 0)
    throw new Error(`it was written by a newer Paperboy (${newer.join(", ")}); update this one`);
  if (known.every((name) => done.includes(name))) return;
  if (!mayMigrate)
    throw new Error("it is empty, or from an older Paperboy. Start Paperboy once, then try again");
  await db.transaction().execute(async (transaction) => {
    const { error } = await new Migrator({
      db: transaction,
      provider,
      allowUnorderedMigrations: true,
    }).migrateToLatest();
    if (error) throw error;
  });
}

/** Names of the steps that were taken. */
async function executed(db: Kysely<Schema>): Promise<string[]> {
  const { rows } = await sql<{ there: string | null }>`
    select to_regclass('kysely_migration')::text as there`.execute(db);
  if (rows[0]?.there == null) return [];
  const taken = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  return taken.rows.map(({ name }) => name);
}
