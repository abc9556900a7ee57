import type { Kysely } from "kysely";
import type { Logger } from "pino";
import type { VectorStore } from "../../search/vectors/vector-store.ts";
import { createPaperRows } from "./paper-rows.ts";
import { chunks } from "../schema/columns.ts";
import type { Schema } from "../schema/schema.ts";

/** As many as are asked for at once. */
const PAPERS_GIVEN = 32;
/** What is looked at in one go: few notice that. */
const PAPERS_LOOKED_AT = 1000;
const LINKS_GIVEN = 200;
const FORGOTTEN_AT_ONCE = 500;

/** Vectors of papers, by the text that they were made of. */
export function createVectors(db: Kysely<Schema>, log: Pick<Logger, "error">): VectorStore {
  const read = createPaperRows(log);

  async function newest(): Promise<number> {
    const { last } = await db
      .selectFrom("paper")
      .select((paper) => paper.fn.max("seq").as("last"))
      .executeTakeFirstOrThrow();
    return last ?? 0;
  }

  return {
    async use(model) {
      const other = await db
        .selectFrom("paper_vector")
        .innerJoin("vector", "vector.id", "vector_id")
        .select("model")
        .limit(1)
        .executeTakeFirst();
      if (other && other.model !== model) await db.deleteFrom("paper_vector").execute();
    },

    async lacking(after) {
      const last = after + PAPERS_LOOKED_AT;
      const rows = await db
        .selectFrom("paper")
        .select(["seq", "id", "paper"])
        .where("gone", "=", 0)
        .where("seq", ">", after)
        .where("seq", "<=", last)
        .where((where) =>
          where.not(
            where.exists(
              where
                .selectFrom("paper_vector")
                .select("number")
                .whereRef("paper_vector.paper_id", "=", "paper.id"),
            ),
          ),
        )
        .orderBy("seq")
        .limit(PAPERS_GIVEN)
        .execute();
      const papers = rows.flatMap(({ id, paper }) => read.paper(paper, id) ?? []);
      if (rows.length === PAPERS_GIVEN) return { papers, upTo: rows.at(-1)?.seq ?? last };
      return { papers, upTo: last < (await newest()) ? last : null };
    },

    async known(model, keys) {
      const rows = await db
        .selectFrom("vector")
        .select("text_key")
        .where("model", "=", model)
        .where("text_key", "in", keys)
        .execute();
      return new Set(rows.map((row) => row.text_key));
    },

    async keep(model, vectors) {
      await db
        .insertInto("vector")
        .values(
          vectors.map(({ key, vector }) => ({
            model,
            text_key: key,
            vector: vector ? new Uint8Array(vector.buffer, vector.byteOffset, vector.length) : NONE,
          })),
        )
        .onConflict((conflict) =>
          conflict
            .columns(["model", "text_key"])
            .doUpdateSet((row) => ({ vector: row.ref("excluded.vector") })),
        )
        .execute();
    },

    async link(model, paperIds, keyOf) {
      await db.transaction().execute(async (transaction) => {
        const papers = await transaction
          .selectFrom("paper")
          .select(["id", "paper"])
          .where("id", "in", paperIds)
          .where("gone", "=", 0)
          .execute();
        for (const { id, paper: json } of papers) {
          const paper = read.paper(json, id);
          const vector =
            paper &&
            (await transaction
              .selectFrom("vector")
              .select("id")
              .where("model", "=", model)
              .where("text_key", "=", keyOf(paper))
              .executeTakeFirst());
          if (!vector) continue;
          // A new number, so that whoever reads on sees it.
          await transaction.deleteFrom("paper_vector").where("paper_id", "=", id).execute();
          await transaction
            .insertInto("paper_vector")
            .values({ paper_id: id, vector_id: vector.id })
            .execute();
        }
      });
    },

    async linked(after) {
      const rows = await db
        .selectFrom("paper_vector")
        .innerJoin("paper", "paper.id", "paper_vector.paper_id")
        .innerJoin("vector", "vector.id", "vector_id")
        .select(["number", "paper_vector.paper_id", "vector.vector"])
        .where("number", ">", after)
        .where("gone", "=", 0)
        .orderBy("number")
        .limit(LINKS_GIVEN)
        .execute();
      return rows.map(({ number, paper_id, vector: { buffer, byteOffset, length } }) => ({
        number,
        paperId: paper_id,
        vector: new Int8Array(buffer, byteOffset, length),
      }));
    },

    async forget(model) {
      await db.transaction().execute(async (transaction) => {
        await transaction.deleteFrom("paper_vector").execute();
        await transaction.deleteFrom("vector").where("model", "=", model).execute();
      });
    },

    async forgetSomeOthers(model) {
      const some = db
        .selectFrom("vector")
        .select("id")
        .where("model", "!=", model)
        .limit(FORGOTTEN_AT_ONCE);
      const { numDeletedRows } = await db
        .deleteFrom("vector")
        .where("id", "in", some)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
  };
}

const NONE = new Uint8Array();

/** What these papers say may be something else now. */
export async function unlinkVectors(
  db: Kysely<Schema>,
  paperIds: readonly string[],
): Promise<void> {
  for (const some of chunks(paperIds, 1))
    await db.deleteFrom("paper_vector").where("paper_id", "in", some).execute();
}
