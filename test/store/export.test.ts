import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setImmediate } from "node:timers/promises";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { takeInFiles } from "../../src/papers/corpus/take-in.ts";
import { exportTo, listings } from "../../src/store/export/export.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { aChannel, aDigest, aMessage, FRIDAY, subscribed } from "../digests/a-channel.ts";
import { folderInMemory } from "../folder-in-memory.ts";
import { anEntry, aSnapshot } from "../papers/a-page.ts";
import { PROGRAM_ENV } from "../program-env.ts";

const root = join(import.meta.dirname, "..", "..");
const SATURDAY = FRIDAY.add({ hours: 24 });

let folder: string;
let database: string;
let out: string;
let store: Store;

beforeEach(async () => {
  folder = folderInMemory("paperboy-export-");
  database = join(folder, "data", "paperboy.db");
  out = join(folder, "out");
  store = await openStore(database);
});

afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

/** The lines of a file, each read by the schema beside it. */
function read(name: string): unknown[] {
  const schema = z.fromJSONSchema(
    JSON.parse(readFileSync(join(out, `${name}.schema.json`), "utf8")),
  );
  const lines = readFileSync(join(out, `${name}.jsonl`), "utf8").split("\n");
  expect(lines.pop()).toBe("");
  return lines.map((line) => schema.parse(JSON.parse(line)));
}

async function readPapers(...titles: string[]): Promise<string[]> {
  const entries = titles.map((title, at) => anEntry({ title, line: at + 1 }));
  await takeInFiles([aSnapshot({ entries })], store.paperStore);
  const ids = [...store.paperStore.corpus().ids()];
  await store.book.arrivals.note(ids, FRIDAY);
  return ids;
}

async function vote(userId: string, paperId = "p1"): Promise<void> {
  const where = { guildId: "g1", channelId: "c1", audienceId: "c1" };
  await store.votes.cast({ ...where, paperId, userId, at: SATURDAY });
}

describe("an export", () => {
  it("of a database in use holds what an operator takes along, each file by its schema", async () => {
    const [paperId = "", other = ""] = await readPapers("Line\u2028ends and “quotes”", "Another");
    await subscribed(store.book, aChannel({ settings: { most: 3 } }), "vision");
    await store.book.subscriptions.pause("c1", { why: "asked", until: SATURDAY });
    const address = { userId: "u7", address: "ann@example.org" };
    await store.mails.add({ id: "o1", channelId: "c1", startedAt: FRIDAY, ...address });
    const key = { url: new URL("https://hooks.example.org/a-path"), secret: Buffer.from("key") };
    await store.webhooks.set("c1", key, { at: FRIDAY, newId: "o2" });
    await store.book.deliveries.plan(aDigest(), [aMessage(paperId), aMessage(other)]);
    await store.outlets.finish("d1.o1", "sent", null, SATURDAY);
    await store.book.deliveries.attempting("d1", 1, SATURDAY);
    await store.book.deliveries.delivered("d1", 1, "m1", SATURDAY);
    const open = { id: "c1", name: "papers", serverName: "Lab", since: FRIDAY };
    await store.publicChannels.open(open, FRIDAY);
    await vote("u1", paperId);
    await store.clubs.start({
      channelId: "c1",
      guildId: "g1",
      kind: "text",
      every: "week",
      day: "tuesday",
      time: "18:30",
      timeZone: "UTC",
      first: "2026-11-24",
      readingDays: 4,
      places: 2,
      startedAt: FRIDAY,
      startedBy: "u1",
      endedAt: null,
    });
    await store.clubs.nominate("c1", { paperId, userId: "u1", at: FRIDAY });

    const { lines, leftOut } = await exportTo(database, out, SATURDAY);

    expect(leftOut).toEqual([]);
    const contents = Object.fromEntries(listings.map(({ name }) => [name, read(name)]));
    expect(contents).toMatchObject({
      papers: [
        { id: paperId, title: "Line\u2028ends and “quotes”", arrivedAt: FRIDAY.toString() },
        { id: other },
      ],
      channels: [
        {
          channelId: "c1",
          serverId: "g1",
          kind: "text",
          settings: { most: 3, timeZone: "Europe/Berlin" },
          pause: { why: "asked", until: SATURDAY.toString() },
        },
      ],
      subscriptions: [{ channelId: "c1", topic: "vision", name: "vision", wishes: {} }],
      "public-channels": [{ channelId: "c1", name: "papers", closedAt: null }],
      digests: [{ digestId: "d1", occasion: { kind: "slot", date: "2026-11-21" } }],
      outlets: [
        { outletId: "o1", kind: "mail", channelId: "c1", host: null, endedBecause: null },
        { outletId: "o2", kind: "webhook", channelId: "c1", host: "hooks.example.org" },
      ],
      copies: [
        { outletId: "o1", digestId: "d1", outcome: "sent", finishedAt: SATURDAY.toString() },
        { outletId: "o2", digestId: "d1", outcome: "waiting", finishedAt: null },
      ],
      votes: [{ serverId: "g1", channelId: "c1", paperId, userId: "u1", at: SATURDAY.toString() }],
      discussions: [],
      clubs: [{ channelId: "c1", every: "week", places: 2, endedAt: null }],
      nominations: [{ channelId: "c1", paperId, userId: "u1" }],
      meetings: [],
      ballots: [],
    });
    const sent = { state: "delivered", messageId: "m1", at: SATURDAY.toString() };
    expect(contents["ledger"]).toHaveLength(2);
    expect(contents["ledger"]).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ paperId, channelId: "c1", digestId: "d1", ...sent }),
        expect.objectContaining({ paperId: other, state: "under way", messageId: null }),
      ]),
    );
    expect(JSON.parse(readFileSync(join(out, "export.json"), "utf8"))).toEqual({
      paperboy: "export",
      version: 1,
      exportedAt: SATURDAY.toString(),
      lines,
    });
    expect(lines["ledger"]).toBe(2);
    // Who gets mails where, and what a webhook is asked by, stays here.
    for (const hidden of ["u7", "ann@", "a-path", key.secret.toString("base64")])
      expect(JSON.stringify(contents)).not.toContain(hidden);
  });

  it("is whole however many rows there are", async () => {
    const people = Array.from({ length: 1201 }, (_, i) => `u${i}`);
    for (const userId of people) await vote(userId);
    await exportTo(database, out, SATURDAY);
    const voters = read("votes").map((line) => Object(line)["userId"]);
    expect(voters).toEqual(people);
  });

  it("tells of one moment, whatever is written meanwhile", async () => {
    const done = new AbortController();
    const exporting = exportTo(database, out, SATURDAY).finally(() => done.abort());
    let written = 0;
    // Of each pair the first is in a file that is written earlier.
    for (; !done.signal.aborted; written += 1) {
      await store.book.subscriptions.saveChannel(aChannel({ id: `c${written}` }));
      await vote(`u${written}`);
      // The store waits for nothing, so nobody else would have a turn.
      await setImmediate();
    }
    await exporting;
    expect(written).toBeGreaterThan(1);
    const [channels, votes] = [read("channels").length, read("votes").length];
    expect(channels - votes === 0 || channels - votes === 1).toBe(true);
  });

  it("has no secret and nothing that people keep for themselves, and only its owner reads it", async () => {
    const [paperId = ""] = await readPapers("A paper");
    await store.memory.save("feeds", ["https://a.example/feed?key=s3cret"]);
    await store.shelves.save("u1", { paperId, at: FRIDAY, note: null });
    await store.shelves.note("u1", [paperId], "my s3cret note");
    await exportTo(database, out, SATURDAY);
    expect(statSync(out).mode & 0o777).toBe(0o700);
    for (const file of readdirSync(out)) {
      expect(statSync(join(out, file)).mode & 0o777).toBe(0o600);
      expect(readFileSync(join(out, file), "utf8")).not.toContain("s3cret");
    }
  });

  it("names the rows that cannot be read, and has all others", async () => {
    const [spoilt = "", fine = ""] = await readPapers("A paper", "Another");
    const connection = new DatabaseSync(database);
    connection.prepare("update paper set paper = '{}' where id = ?").run(spoilt);
    connection.close();
    const { leftOut } = await exportTo(database, out, SATURDAY);
    expect(leftOut).toMatchObject([{ listing: "papers" }]);
    expect(read("papers")).toMatchObject([{ id: fine }]);
  });

  it("is there whole or not at all, and takes the place of nothing", async () => {
    const notes = join(folder, "notes.txt");
    const full = join(folder, "full");
    const foreign = join(folder, "foreign.db");
    mkdirSync(full);
    writeFileSync(notes, "my notes");
    writeFileSync(join(full, "papers.jsonl"), "my papers");
    new DatabaseSync(foreign).exec("create table t (x)");
    const refused: [string, string, RegExp][] = [
      [database, notes, /notes\.txt is not a folder/],
      [database, full, /full is not empty/],
      [database, join(folder, "nowhere", "out"), /folder .*nowhere is not there/],
      [join(folder, "none.db"), out, /There is no database/],
      [foreign, out, /foreign\.db is not a database of Paperboy/],
      [notes, out, /notes\.txt: it is not a database/],
    ];
    const before = readdirSync(folder).toSorted();
    for (const [from, to, reason] of refused)
      await expect(exportTo(from, to, SATURDAY)).rejects.toThrow(reason);
    expect(readdirSync(folder).toSorted()).toEqual(before);
    expect(readFileSync(join(full, "papers.jsonl"), "utf8")).toBe("my papers");
  });

  it.each([
    ["insert into kysely_migration values ('999-flying-cars', '2031-01-01')", /newer Paperboy/],
    ["delete from kysely_migration where name like '001-%'", /older Paperboy/],
  ])("refuses a database of another version: %s", async (statement, reason) => {
    const connection = new DatabaseSync(database);
    connection.exec(statement);
    connection.close();
    await expect(exportTo(database, out, SATURDAY)).rejects.toThrow(reason);
  });
});

/** With settings of the bot. */
async function run(...given: string[]) {
  return await promisify(execFile)(process.execPath, ["src/export.ts", ...given], {
    cwd: root,
    env: { ...PROGRAM_ENV, DISCORD_TOKEN: "token", PAPERBOY_DATA: join(folder, "data") },
  }).catch((error: unknown) => Object(error));
}

it("is a command, and a program can tell how it went", async () => {
  const [spoilt = ""] = await readPapers("A paper", "Another");
  expect(await run(out)).toMatchObject({
    stdout: expect.stringMatching(/^Exported .*paperboy\.db to .*out: papers 2, channels 0,/),
    stderr: "",
  });
  expect((await run()).code).toBe(64);
  expect(await run(out)).toMatchObject({ code: 66, stderr: expect.stringMatching(/not empty/) });
  const connection = new DatabaseSync(database);
  connection.prepare("update paper set paper = 'x' where id = ?").run(spoilt);
  connection.close();
  expect(await run(join(folder, "again"))).toMatchObject({
    code: 65,
    stdout: expect.stringContaining("papers 1,"),
    stderr: expect.stringMatching(/^Left out \d+ of papers: .*\n$/),
  });
});
