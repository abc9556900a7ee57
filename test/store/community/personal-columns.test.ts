import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { rmSync } from "node:fs";
import { expect, test } from "vitest";
import {
  IMPERSONAL_COLUMNS,
  PERSONAL_COLUMNS,
} from "../../../src/store/community/personal-columns.ts";
import { openStore } from "../../../src/store/open.ts";
import { folderInMemory } from "../../folder-in-memory.ts";

/** What a column is called in which a user's id may stand. */
const LIKE_A_PERSON =
  /user|person|people|member|owner|author|voter|nominat|chosen_by|_by$|^by$|^who$|mail|payload|^view$|^settings$/;

test("what /privacy does with every column that looks like a person is written down", async () => {
  const folder = folderInMemory("paperboy-columns-");
  const path = join(folder, "paperboy.db");
  await (await openStore(path)).close();
  const database = new DatabaseSync(path);
  const columns = database
    .prepare(
      `select m.name || '.' || c.name as name from sqlite_master m, pragma_table_info(m.name) c
       where m.type = 'table'`,
    )
    .all()
    .map(({ name }) => String(name));
  database.close();
  rmSync(folder, { recursive: true });
  const known = [
    ...PERSONAL_COLUMNS.map(({ table, column }) => `${table}.${column}`),
    ...IMPERSONAL_COLUMNS,
  ];
  const looksPersonal = columns.filter((name) => LIKE_A_PERSON.test(name.split(".")[1] ?? ""));
  expect(looksPersonal.filter((name) => !known.includes(name))).toEqual([]);
  expect(known.filter((name) => !columns.includes(name))).toEqual([]);
});
