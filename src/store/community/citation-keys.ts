import type { Kysely } from "kysely";
import type { CitationKeys, WantedKey } from "../../papers/citations/keys.ts";
import { chunks } from "../schema/columns.ts";
import type { Schema } from "../schema/schema.ts";

export function createCitationKeys(db: Kysely<Schema>): CitationKeys {
  return {
    async of(papers) {
      const known = await keysOf(db, papers);
      if (papers.every(({ id }) => known.has(id))) return known;
      return await db.transaction().execute(async (transaction) => {
        const keys = await keysOf(transaction, papers);
        for (const { id, base } of papers) {
          if (keys.has(id)) continue;
          const key = await freeKey(transaction, base);
          await transaction.insertInto("citation_key").values({ key, paper_id: id }).execute();
          keys.set(id, key);
        }
        return keys;
      });
    },
  };
}

/** Keys that were given already. One that a paper got under its present id comes first. */
async function keysOf(
  db: Kysely<Schema>,
  papers: readonly WantedKey[],
): Promise<Map<string, string>> {
  const byPaper = new Map<string, string>();
  for (const ids of chunks([...new Set(papers.flatMap((one) => [one.id, ...one.formerIds]))], 1)) {
    const rows = await db
      .selectFrom("citation_key")
      .select(["key", "paper_id"])
      .where("paper_id", "in", ids)
      .execute();
    for (const { key, paper_id } of rows) byPaper.set(paper_id, key);
  }
  return new Map(
    papers.flatMap(({ id, formerIds }) => {
      const key = [id, ...formerIds].map((one) => byPaper.get(one)).find(Boolean);
      return key === undefined ? [] : [[id, key] as const];
    }),
  );
}

async function freeKey(db: Kysely<Schema>, base: string): Promise<string> {
  const rows = await db
    .selectFrom("citation_key")
    .select("key")
    .where((where) => where.or([where("key", "=", base), where("key", "like", `${base}-%`)]))
    .execute();
  const taken = new Set(rows.map(({ key }) => key));
  let key = base;
  for (let number = 2; taken.has(key); number += 1) key = `${base}-${number}`;
  return key;
}
