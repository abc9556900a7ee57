import type { Kysely } from "kysely";

/** See `VectorStore`. Nothing else refers to them, so that they outlive an index of words that is made anew. */
export async function createVectors(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("vector")
    .addColumn("id", "integer", (column) => column.primaryKey())
    .addColumn("model", "text", (column) => column.notNull())
    .addColumn("text_key", "text", (column) => column.notNull())
    .addColumn("vector", "blob", (column) => column.notNull())
    .addUniqueConstraint("vector_of_text", ["model", "text_key"])
    .execute();
  await db.schema
    .createTable("paper_vector")
    .addColumn("number", "integer", (column) => column.primaryKey().autoIncrement())
    .addColumn("paper_id", "text", (column) => column.notNull().unique())
    .addColumn("vector_id", "integer", (column) => column.notNull())
    .execute();
}
