import type { DatabaseSync } from "node:sqlite";

/** What undoes each step, oldest first. A new step brings its own. */
const UNDONE: Record<string, string> = {
  "007": "alter table digest_message drop column attempted_there",
  "008": "drop table waiting; drop table rewording",
  "009": `
    drop table carried_over;
    alter table waiting drop column filtered_at;
    alter table subscription drop column wishes`,
};

/** Makes of a database what the Paperboy before a step left, `007` to the newest. */
export function takeBack(database: DatabaseSync, step: string): void {
  for (const [name, undone] of Object.entries(UNDONE).toReversed())
    if (name >= step) database.exec(undone);
  database.prepare("delete from kysely_migration where name >= ?").run(step);
}
