import type { Kysely } from "kysely";
import type { PaperStore } from "../../papers/corpus/paper-store.ts";
import type { Schema } from "../schema/schema.ts";
import { keptEntries, type PaperRows } from "./paper-rows.ts";

type Pages = Pick<PaperStore, "pages" | "openPage" | "closePage" | "removePage" | "entriesOf">;

/** The pages that were read, and their entries. */
export function pagesIn(db: Kysely<Schema>, read: PaperRows): Pages {
  return {
    async pages() {
      const rows = await db.selectFrom("page").selectAll().orderBy("id").execute();
      return rows.flatMap(({ head: json, ...page }) => {
        const head = read.head(json, page.id);
        return head === null ? [] : [{ ...page, head }];
      });
    },

    async openPage(head, number) {
      const values = { file: head.file, number, head: JSON.stringify(head), mark: null };
      const { id } = await db
        .insertInto("page")
        .values(values)
        .onConflict((conflict) =>
          conflict.columns(["file", "number"]).doUpdateSet({ head: values.head, mark: null }),
        )
        .returning("id")
        .executeTakeFirstOrThrow();
      return id;
    },

    async closePage(id, mark) {
      await db.updateTable("page").set({ mark }).where("id", "=", id).execute();
    },

    async removePage(id) {
      await db.transaction().execute(async (transaction) => {
        // Those that cannot be read are still there.
        await transaction.deleteFrom("entry").where("page_id", "=", id).execute();
        await transaction.deleteFrom("page").where("id", "=", id).execute();
      });
    },

    async entriesOf(pageId, part) {
      const rows = await db
        .selectFrom("entry")
        .selectAll()
        .where("page_id", "=", pageId)
        .$if(part !== undefined, (query) => query.where("id", ">", part?.after ?? 0))
        .orderBy("id")
        .$if(part !== undefined, (query) => query.limit(part?.limit ?? 0))
        .execute();
      return keptEntries(rows, read);
    },
  };
}
