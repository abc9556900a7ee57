import { setTimeout as delay } from "node:timers/promises";
import { Kysely } from "kysely";

/** How often something is tried, and how long it is waited the first time; then twice as long each time. */
const TRIES = 5;
const FIRST_PAUSE_MS = 10;

/** Serialization failure, and deadlock: PostgreSQL undid everything and says to try again. */
const UNDONE = new Set(["40001", "40P01"]);

/** Does again what PostgreSQL undid for others' sake, a few times. */
export async function again<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1)
    try {
      return await work();
    } catch (error) {
      if (tries === TRIES || !isUndone(error)) throw error;
      await delay(FIRST_PAUSE_MS * 2 ** (tries - 1) * (1 + Math.random()));
    }
}

function isUndone(error: unknown): boolean {
  return error instanceof Error && "code" in error && UNDONE.has(String(error.code));
}

/** Its transactions are done again as a whole. */
export class PatientKysely<Schema> extends Kysely<Schema> {
  override transaction(): ReturnType<Kysely<Schema>["transaction"]> {
    const transaction = super.transaction();
    const execute = transaction.execute.bind(transaction);
    transaction.execute = async (work) => await again(async () => await execute(work));
    return transaction;
  }
}
