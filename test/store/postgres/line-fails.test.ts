import { afterEach, beforeEach, expect, test } from "vitest";
import { openRecords, type Records } from "../../../src/store/postgres/open-records.ts";
import { isAway } from "../../../src/store/postgres/postgres-trouble.ts";
import { type RecordedLog, recordLog } from "../../discord/log.ts";
import { newAddress, run } from "../test-store.ts";
import { type DatabaseLine, startLine } from "./line.ts";

let address: string;
let line: DatabaseLine;
let recorded: RecordedLog;
let records: Records;

beforeEach(async () => {
  address = await newAddress();
  line = await startLine(address);
  recorded = recordLog();
  records = await open();
});

afterEach(async () => {
  await records.close();
  await line.cut();
});

async function open(): Promise<Records> {
  const patienceMs = { connect: 5000, lock: 1000, answer: 1000 };
  return await openRecords(line.address, { log: recorded.log, patienceMs });
}

const write = async () =>
  await records.db
    .insertInto("arrival")
    .values({ paper_id: `${Math.random()}`, at: 1 })
    .execute();
const read = async () => await records.db.selectFrom("arrival").selectAll().execute();
const failure = async (work: Promise<unknown>) =>
  await work.then(
    () => null,
    (error: unknown) => error,
  );
const told = () => recorded.lines.filter(({ level }) => level >= 40).map(({ msg }) => msg);

const AWAY = /^The database of PAPERBOY_DATABASE can't be used: it can't be reached\./;

test("a transaction that is cut between two queries fails, and the process goes on", async () => {
  const failed = await failure(
    records.db.transaction().execute(async (transaction) => {
      await transaction.insertInto("arrival").values({ paper_id: "p1", at: 1 }).execute();
      await line.cut();
      await line.mend();
      await transaction.insertInto("arrival").values({ paper_id: "p2", at: 1 }).execute();
    }),
  );
  expect(isAway(failed)).toBe(true);
  expect(await read()).toEqual([]);
  await write();
  expect(told()).toEqual([expect.stringMatching(AWAY), "The database is back"]);
});

test("a connection of which nothing is heard any more is not used again", async () => {
  await write();
  line.silence();
  expect(isAway(await failure(write()))).toBe(true);
  await line.mend();
  // The one that is silent is not waited for.
  await Promise.all([write(), read()]);
  expect(await read()).toHaveLength(2);
  expect(told()).toEqual([expect.stringMatching(AWAY), "The database is back"]);
});

test("a database that can only be read is told of once, however often it is read meanwhile", async () => {
  const name = new URL(address).pathname.slice(1);
  const readOnly = async (is: "on" | "off") =>
    await run(
      address,
      `begin read write; alter database ${name} set default_transaction_read_only = ${is}; commit`,
    );
  await readOnly("on");
  await records.close();
  records = await open();
  for (let i = 0; i < 3; i += 1) {
    expect(isAway(await failure(write()))).toBe(true);
    expect(await read()).toEqual([]);
  }
  await readOnly("off");
  await line.cut();
  await line.mend();
  // One that was cut may be tried before that is noticed.
  await expect.poll(async () => await failure(write())).toBeNull();
  expect(told()).toEqual([
    expect.stringMatching(/can't be used: it can only be read for now\./),
    "The database is back",
  ]);
});
