import { setTimeout as delay } from "node:timers/promises";
import { sql } from "kysely";
import { Client } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { databaseClock } from "../../../src/store/postgres/database-clock.ts";
import { openRecords } from "../../../src/store/postgres/open-records.ts";
import { recordsIn } from "../../../src/store/records.ts";
import { FRIDAY } from "../../digests/a-channel.ts";
import { newAddress, run } from "../test-store.ts";

type Records = Awaited<ReturnType<typeof openRecords>>;

let address: string;
let opened: Records[];

beforeEach(async () => {
  address = await newAddress();
  opened = [];
});

afterEach(async () => {
  for (const { close } of opened) await close();
});

async function open(): Promise<Records> {
  const records = await openRecords(address, { log: console });
  opened.push(records);
  return records;
}

const silent = { error: () => undefined, warn: () => undefined };

test("who commits late has the higher numbers: no cursor passes over one that nobody sees yet", async () => {
  const [slow, quick] = [await open(), await open()];
  const book = recordsIn(quick.db, silent, databaseClock).book;
  const hasBegun = Promise.withResolvers<void>();
  const mayEnd = Promise.withResolvers<void>();
  const first = slow.db.transaction().execute(async (transaction) => {
    const [row] = await transaction
      .insertInto("arrival")
      .values({ paper_id: "slow", at: 1 })
      .returning("number")
      .execute();
    hasBegun.resolve();
    await mayEnd.promise;
    return row!.number;
  });
  await hasBegun.promise;
  // Of the other process, and of a single statement outside of any transaction.
  const second = book.arrivals.note(["quick"], FRIDAY);
  const third = quick.db.insertInto("arrival").values({ paper_id: "alone", at: 1 }).execute();
  let cursor = 0;
  const seen: string[] = [];
  const look = async () => {
    for (const { arrival, paperId } of await book.arrivals.after(cursor)) {
      cursor = arrival;
      seen.push(paperId);
    }
  };
  for (let looks = 0; looks < 5; looks += 1) {
    await look();
    await delay(20);
  }
  mayEnd.resolve();
  await Promise.all([first, second, third]);
  await look();
  expect(seen.toSorted()).toEqual(["alone", "quick", "slow"]);
  expect(seen[0]).toBe("slow");
});

test("what was checked in a transaction still holds when it writes, whoever else wants to", async () => {
  const two = [await open(), await open()];
  await run(address, "insert into draw values ('count', '0', 0)");
  await Promise.all(Array.from({ length: 40 }, (_, i) => addOne(two[i % 2]!)));
  expect(await run(address, "select paper_id from draw")).toEqual([{ paper_id: "40" }]);
});

async function addOne({ db }: Records): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const { paper_id } = await transaction
      .selectFrom("draw")
      .select("paper_id")
      .where("channel_id", "=", "count")
      .executeTakeFirstOrThrow();
    await transaction
      .updateTable("draw")
      .set({ paper_id: String(Number(paper_id) + 1) })
      .where("channel_id", "=", "count")
      .execute();
  });
}

test("reading waits for nobody who writes", async () => {
  const [writer, reader] = [await open(), await open()];
  await writer.db.transaction().execute(async (transaction) => {
    await transaction.insertInto("view").values({ key: "k", view: "{}" }).execute();
    expect(await reader.db.selectFrom("view").selectAll().execute()).toEqual([]);
    await reader.db
      .transaction()
      .setAccessMode("read only")
      .execute(async (reading) => {
        expect(await reading.selectFrom("view").selectAll().execute()).toEqual([]);
      });
  });
  expect(await reader.db.selectFrom("view").select("key").execute()).toEqual([{ key: "k" }]);
});

test.each(["40001", "40P01"])(
  "a transaction that PostgreSQL undoes with %s is done again as a whole",
  async (code) => {
    const { db } = await open();
    await refuseTwice(code);
    let begun = 0;
    await db.transaction().execute(async (transaction) => {
      begun += 1;
      await transaction
        .insertInto("view")
        .values({ key: `k${begun}`, view: "{}" })
        .execute();
      await transaction
        .insertInto("draw")
        .values({ channel_id: "c", paper_id: "p", drawn_at: 1 })
        .execute();
    });
    expect(begun).toBe(3);
    expect(await db.selectFrom("view").select("key").execute()).toEqual([{ key: "k3" }]);
  },
);

test("so is a single statement, but not for ever", async () => {
  const { db } = await open();
  await refuseTwice("40001");
  const draw = (paper_id: string) =>
    db.insertInto("draw").values({ channel_id: "c", paper_id, drawn_at: 1 }).execute();
  await draw("p");
  expect(await run(address, "select paper_id from draw")).toEqual([{ paper_id: "p" }]);
  await run(
    address,
    "create or replace function refuse() returns trigger language plpgsql as $$ begin raise exception using errcode = '40001'; end $$",
  );
  await expect(draw("q")).rejects.toMatchObject({ code: "40001" });
  expect(await run(address, "select paper_id from draw")).toEqual([{ paper_id: "p" }]);
});

/** The first two rows that are to go into `draw` meet with an error. */
async function refuseTwice(code: string): Promise<void> {
  await run(address, "create sequence refusals");
  await run(
    address,
    `create function refuse() returns trigger language plpgsql as $$ begin
       if nextval('refusals') < 3 then raise exception using errcode = '${code}'; end if;
       return new;
     end $$`,
  );
  await run(
    address,
    "create trigger refused before insert on draw for each row execute function refuse()",
  );
}

test("who stops in the middle of a transaction is put out, and the others go on", async () => {
  const { db } = await open();
  const frozen = new Client({
    connectionString: address,
    idle_in_transaction_session_timeout: 300,
  });
  frozen.on("error", () => undefined);
  await frozen.connect();
  await frozen.query("begin; select pg_advisory_xact_lock(8386112)");
  await db.insertInto("view").values({ key: "k", view: "{}" }).execute();
  expect(await db.selectFrom("view").select("key").execute()).toEqual([{ key: "k" }]);
  await frozen.end().catch(() => undefined);
});

test("an error says what went wrong, and nothing of what stood in the rows", async () => {
  const { db } = await open();
  const row = { user_id: "200000000000000001", paper_id: "p", at: 1, note: "a secret note" };
  await db.insertInto("saved").values(row).execute();
  const error = await db
    .insertInto("saved")
    .values(row)
    .execute()
    .catch((refused: unknown) => refused);
  expect(error).toMatchObject({ code: "23505", constraint: "saved_pk" });
  const shown = JSON.stringify(error, Object.getOwnPropertyNames(error));
  expect(shown).not.toContain("200000000000000001");
  expect(shown).not.toContain("secret");
  expect(await sql`select 1 as one`.execute(db)).toMatchObject({ rows: [{ one: 1 }] });
});
