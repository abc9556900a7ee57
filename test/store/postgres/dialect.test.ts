import { afterEach, beforeEach, expect, test } from "vitest";
import { openRecords, type Records } from "../../../src/store/postgres/open-records.ts";
import { recordsIn } from "../../../src/store/records.ts";
import { processClock } from "../../../src/store/file/process-clock.ts";
import { recordLog } from "../../discord/log.ts";
import { newAddress } from "../test-store.ts";

let records: Records;

beforeEach(async () => {
  records = await openRecords(await newAddress(), { log: recordLog().log });
});

afterEach(async () => {
  await records.close();
});

test("nothing is in an empty list, as in SQLite", async () => {
  const { db } = records;
  await db.insertInto("arrival").values({ paper_id: "p1", at: 1 }).execute();
  const arrivals = db.selectFrom("arrival").select("paper_id");
  expect(await arrivals.where("paper_id", "in", []).execute()).toEqual([]);
  expect(await arrivals.where("paper_id", "not in", []).execute()).toEqual([{ paper_id: "p1" }]);
  const some = db.updateTable("arrival").set({ at: 2 }).where("number", "in", []);
  expect(await some.returning("number").execute()).toEqual([]);
});

test("somebody of whom nothing is kept gets all there is, and can be forgotten", async () => {
  const { privacy } = recordsIn(records.db, recordLog().log, processClock);
  const nobody = { userId: "1307631314534400099", directChannelId: null };
  const given = await privacy.export(nobody);
  expect(Object.values(given).flat()).toEqual([]);
  await privacy.forget(nobody);
});
