import { execFile } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BackupError, backUp, restore } from "../../../src/store/file/backup.ts";
import { openStore } from "../../../src/store/open.ts";
import { PROGRAM_ENV } from "../../program-env.ts";

const root = join(import.meta.dirname, "..", "..", "..");
const now = Temporal.Instant.from("2026-11-21T09:00:00Z");

let folder: string;
let data: string;
let database: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "paperboy-backup-"));
  data = join(folder, "data");
  database = join(data, "paperboy.db");
  file = join(folder, "backup.db");
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function draw(...papers: string[]): Promise<void> {
  const store = await openStore(database);
  for (const paper of papers) await store.draws.note("c1", paper, now, null);
  await store.close();
}

async function drawn(path: string): Promise<string[]> {
  const store = await openStore(path);
  const papers = [...(await store.draws.drawn("c1"))].toSorted();
  await store.close();
  return papers;
}

/** Overwrites a page in the middle of the file, which SQLite does not notice when it opens it. */
function damage(path: string): void {
  const bytes = readFileSync(path);
  bytes.fill(0xab, 4096 * 3, 4096 * 5);
  writeFileSync(path, bytes);
}

describe("a backup", () => {
  it("of a database in use holds all that was written, in one file of its owner", async () => {
    const store = await openStore(database);
    await store.draws.note("c1", "p1", now, null);
    await backUp(database, file);
    await store.draws.note("c1", "p2", now, null);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).toSorted()).toEqual(["backup.db", "data"]);
    expect(await drawn(file)).toEqual(["p1"]);
    await backUp(database, file);
    await store.close();
    expect(await drawn(file)).toEqual(["p1", "p2"]);
  });

  it("never takes the place of the database, under whatever name, nor of what is no backup", async () => {
    await draw("p1");
    const hard = join(folder, "hard.db");
    const soft = join(folder, "soft.db");
    const notes = join(folder, "notes.txt");
    linkSync(database, hard);
    symlinkSync(database, soft);
    symlinkSync(data, join(folder, "elsewhere"));
    writeFileSync(notes, "my notes");
    const refused = {
      [database]: /part of the database/,
      [`${database}-wal`]: /part of the database/,
      [hard]: /part of the database/,
      [soft]: /part of the database/,
      [join(folder, "elsewhere", "paperboy.db-wal")]: /part of the database/,
      [notes]: /notes\.txt is there already, and is no database/,
      [folder]: /not a file/,
      [join(folder, "nowhere", "backup.db")]: /folder .*nowhere is not there/,
    };
    for (const [target, reason] of Object.entries(refused))
      await expect(backUp(database, target)).rejects.toThrow(reason);
    expect(readFileSync(notes, "utf8")).toBe("my notes");
    expect(await drawn(database)).toEqual(["p1"]);
    await expect(backUp(join(folder, "none.db"), file)).rejects.toThrow(/There is no database/);
  });

  it("that would be damaged leaves the one before", async () => {
    await draw("p1");
    await backUp(database, file);
    damage(database);
    await expect(backUp(database, file)).rejects.toThrow(/paperboy\.db.* damaged/);
    expect(readdirSync(folder).toSorted()).toEqual(["backup.db", "data"]);
    expect(await drawn(file)).toEqual(["p1"]);
  });
});

describe("restoring", () => {
  it("puts a backup in place, and keeps what was there", async () => {
    await draw("p1");
    await backUp(database, file);
    await draw("p2");
    const { kept } = await restore(file, database);
    expect(await drawn(database)).toEqual(["p1"]);
    expect(await drawn(kept ?? "")).toEqual(["p1", "p2"]);
    expect(statSync(database).mode & 0o777).toBe(0o600);
  });

  it("needs no database to be there", async () => {
    await draw("p1");
    await backUp(database, file);
    rmSync(data, { recursive: true });
    expect((await restore(file, database)).kept).toBeNull();
    expect(await drawn(database)).toEqual(["p1"]);
  });

  it("takes the place of a damaged database, and of one beside a foreign log", async () => {
    await draw("p1");
    await backUp(database, file);
    const store = await openStore(database);
    await store.draws.note("c1", "p2", now, null);
    copyFileSync(`${database}-wal`, join(folder, "wal"));
    await store.close();
    damage(database);
    await restore(file, database);
    expect(await drawn(database)).toEqual(["p1"]);

    copyFileSync(file, database);
    copyFileSync(join(folder, "wal"), `${database}-wal`);
    await expect(openStore(database)).rejects.toThrow(/belongs to another copy/);
    await restore(file, database);
    expect(existsSync(`${database}-wal`)).toBe(false);
    expect(await drawn(database)).toEqual(["p1"]);
  });

  it("refuses while Paperboy runs, and what is no sound backup of it", async () => {
    await draw("p1");
    await backUp(database, file);
    const store = await openStore(database);
    await expect(restore(file, database)).rejects.toThrow(/Paperboy is running on .*paperboy\.db/);
    await store.close();

    const other = join(folder, "other.db");
    const foreign = new DatabaseSync(other);
    foreign.exec("create table t (x)");
    foreign.close();
    const notes = join(folder, "notes.txt");
    writeFileSync(notes, "my notes ".repeat(1000));
    const damaged = join(folder, "damaged.db");
    copyFileSync(file, damaged);
    damage(damaged);
    const newer = join(folder, "newer.db");
    copyFileSync(file, newer);
    const changed = new DatabaseSync(newer);
    changed.exec("insert into kysely_migration values ('999-flying-cars', '2031-01-01')");
    changed.close();
    mkdirSync(join(folder, "folder"));
    const refused = {
      [other]: /not a database of Paperboy/,
      [notes]: /notes\.txt: it is not a database/,
      [damaged]: /damaged\.db is damaged/,
      [newer]: /newer Paperboy/,
      [database]: /the database itself/,
      [join(folder, "none.db")]: /There is no file/,
      [join(folder, "folder")]: /folder is not a file/,
    };
    for (const [given, reason] of Object.entries(refused)) {
      await expect(restore(given, database)).rejects.toThrow(BackupError);
      await expect(restore(given, database)).rejects.toThrow(reason);
    }
    expect(readdirSync(data)).toEqual(["paperboy.db"]);
    expect(await drawn(database)).toEqual(["p1"]);
  });
});

/** A script with settings of the bot. */
async function run(script: string, ...given: string[]) {
  return await promisify(execFile)(process.execPath, [`src/${script}.ts`, ...given], {
    cwd: root,
    env: { ...PROGRAM_ENV, DISCORD_TOKEN: "token", PAPERBOY_DATA: data },
  }).catch((error: unknown) => Object(error));
}

it("both are commands", async () => {
  await draw("p1");
  expect(await run("backup", file)).toMatchObject({
    stdout: expect.stringMatching(/^Backed up .*: 0 papers, checked\n$/),
  });
  expect((await run("backup")).code).toBe(64);
  expect(await run("backup", database)).toMatchObject({
    code: 66,
    stderr: expect.stringMatching(/^.* itself\. .*\n$/),
  });
  await draw("p2");
  const { stdout } = await run("restore", file);
  expect(stdout).toMatch(/^Restored .*\nWhat was there before is kept as .*paperboy\.db\.before-/);
  expect(await drawn(database)).toEqual(["p1"]);
});
