import type { DatabaseSync } from "node:sqlite";
import type { Kysely, Transaction } from "kysely";
import type { Logger } from "pino";
import type { Merged } from "../../papers/corpus/merge-in.ts";
import type { PaperStore } from "../../papers/corpus/paper-store.ts";
import { exchangeIn, freshOf } from "../papers/exchange-in.ts";
import { gather } from "../papers/gather.ts";
import { pagesIn } from "../papers/pages.ts";
import { createPaperRows } from "../papers/paper-rows.ts";
import { computedSince, createPaperStore } from "../papers/paper-store.ts";
import type { Schema } from "../schema/schema.ts";
import { createFollower } from "./follow-papers.ts";
import { reasonOf } from "./postgres-trouble.ts";

export interface SharedPapersOptions {
  /** Where pages, entries and papers stand for all processes. */
  shared: Kysely<Schema>;
  /** This process's copy of them, in which it searches. */
  local: Kysely<Schema>;
  database: DatabaseSync;
  log: Pick<Logger, "error">;
}

/**
 * Papers in a PostgreSQL. Questions are answered from the copy, without waiting for anybody; what is written goes to
 * the database first, and into the copy afterwards.
 */
export function createSharedPapers({
  shared,
  local,
  database,
  log,
}: SharedPapersOptions): PaperStore {
  const copy = createPaperStore(local, database, log);
  const read = createPaperRows(log);
  const catchUp = createFollower({ shared, local, database, read });
  let hasAll = false;
  return {
    ...copy,
    ...pagesIn(shared, read),

    async version() {
      try {
        await catchUp();
        hasAll = true;
      } catch (error) {
        hasAll = false;
        if (reasonOf(error) === null) throw error;
        // It is in the log. What is at hand can be found meanwhile.
      }
      return await copy.version();
    },

    hasAll: () => hasAll,

    async exchange(wanted, merge) {
      const exchanged = await shared.transaction().execute(async (transaction) => {
        const began = process.threadCpuUsage();
        const { merged, known } = await exchangeIn(transaction, read, wanted, (around, arriving) =>
          knowingTaken(transaction, (isTaken) => merge({ ...around, isTaken }, arriving)),
        );
        return { ...merged, fresh: freshOf(merged, known), computedMs: computedSince(began) };
      });
      await catchUp();
      return exchanged;
    },
  };
}

/**
 * Merges with ids that are taken, which a merge asks about at once: it is done again with what it
 * asked, until it asks for nothing else. Most ask for nothing that is taken.
 */
async function knowingTaken(
  db: Transaction<Schema>,
  merge: (isTaken: (paperId: string) => boolean) => Merged,
): Promise<Merged> {
  const answers = new Map<string, boolean>();
  for (;;) {
    const asked = new Set<string>();
    const merged = merge((id) => {
      const isTaken = answers.get(id);
      if (isTaken === undefined) asked.add(id);
      return isTaken ?? false;
    });
    if (asked.size === 0) return merged;
    const taken = await takenAmong(db, [...asked]);
    for (const id of asked) answers.set(id, taken.has(id));
  }
}

async function takenAmong(db: Transaction<Schema>, ids: readonly string[]): Promise<Set<string>> {
  const named = await gather(ids, (some) =>
    db.selectFrom("identity").select("paper_id").where("paper_id", "in", some).execute(),
  );
  const keys = ids.map((id) => `id:${id}`);
  const joined = await gather(keys, (some) =>
    db.selectFrom("identity").select("key").where("key", "in", some).execute(),
  );
  return new Set([
    ...named.map((row) => row.paper_id),
    ...joined.map(({ key }) => key.slice("id:".length)),
  ]);
}
