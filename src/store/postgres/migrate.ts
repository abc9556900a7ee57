import { type Kysely, sql } from "kysely";
import { type Migration, type MigrationProvider, Migrator } from "kysely/migration";
import { steps } from "../schema/migrations.ts";
import type { Schema } from "../schema/schema.ts";
import { BASELINE } from "./baseline.ts";
import { createClock } from "./database-clock.ts";

/** The last of SQLite's steps that the baseline has; of the ones below it that came later, it has none. */
const LAST_IN_BASELINE = "049-upvotes";

/** Steps with a lower number that shipped after the baseline did. */
const AFTER_BASELINE = new Set<string>([]);

/** Steps that change nothing but what is derived, which no PostgreSQL has. */
const LOCAL = new Set<string>([]);

const provider: MigrationProvider = {
  getMigrations: () =>
    Promise.resolve({
      "000-baseline": { up: createBaseline },
      ...laterSteps(),
      "060-clock": { up: createClock },
    }),
};

function laterSteps(): Record<string, Migration> {
  return Object.fromEntries(
    Object.entries(steps).filter(
      ([name]) => (name > LAST_IN_BASELINE || AFTER_BASELINE.has(name)) && !LOCAL.has(name),
    ),
  );
}

async function createBaseline(db: Kysely<unknown>): Promise<void> {
  for (const statement of BASELINE) await sql.raw(statement).execute(db);
}

/** As `migrate` of SQLite: all of it or nothing, by one of several processes, and only reading where there is nothing to do. */
export async function migratePostgres(db: Kysely<Schema>): Promise<void> {
  const done = await executed(db);
  const known = Object.keys(await provider.getMigrations());
  const newer = done.filter((name) => !known.includes(name));
  if (newer.length > 0)
    throw new Error(`it was written by a newer Paperboy (${newer.join(", ")}); update this one`);
  if (known.every((name) => done.includes(name))) return;
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
