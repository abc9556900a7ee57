import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as delay } from "node:timers/promises";
import { sql, Kysely } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openStore, type Store } from "../../../src/store/open.ts";
import { sqliteDialect } from "../../../src/store/file/sqlite-dialect.ts";

const now = Temporal.Instant.from("2026-11-21T09:00:00Z");

let folder: string;
let store: Store;
/** Another program that has the file open. */
let other: DatabaseSync;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "paperboy-locks-"));
  const path = join(folder, "paperboy.db");
  store = await openStore(path);
  other = new DatabaseSync(path);
});

afterEach(async () => {
  other.close();
  await store.close();
  rmSync(folder, { recursive: true });
});

test("while another program holds the lock, a write waits for it, and nobody else waits for the write", async () => {
  other.exec("begin immediate");
  const order: string[] = [];
  const writes = [0, 1, 2, 3, 4, 5].map(async (i) => {
    await store.draws.note("c1", `p${i}`, now, null);
    order.push("written");
  });
  for (let i = 0; i < 5; i += 1) {
    await delay(20);
    expect(await store.draws.drawn("c1")).toEqual(new Set());
    order.push("read");
  }
  expect(order).toEqual(["read", "read", "read", "read", "read"]);
  other.exec("rollback");
  await Promise.all(writes);
  expect((await store.draws.drawn("c1")).size).toBe(6);
});

test("what makes a transaction fail is not hidden by its rollback", async () => {
  const database = new DatabaseSync(join(folder, "small.db"));
  const db = new Kysely<{ t: { x: string } }>({ dialect: sqliteDialect(database) });
  await sql`create table t (x text)`.execute(db);
  await sql`pragma max_page_count = 3`.execute(db);
  const fill = db.transaction().execute(
    async (transaction) =>
      await transaction
        .insertInto("t")
        .values({ x: "x".repeat(100_000) })
        .execute(),
  );
  await expect(fill).rejects.toThrow(/disk is full/);
  // And the next transaction begins as if nothing had happened.
  await db
    .transaction()
    .execute(
      async (transaction) => await transaction.insertInto("t").values({ x: "short" }).execute(),
    );
  expect(await db.selectFrom("t").selectAll().execute()).toEqual([{ x: "short" }]);
  await db.destroy();
});
