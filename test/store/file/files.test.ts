import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { hasForeignLog, writeMark } from "../../../src/store/file/file-mark.ts";
import { openStore, StoreError } from "../../../src/store/open.ts";

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "paperboy-files-"));
  path = join(folder, "data", "paperboy.db");
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const writer = fileURLToPath(new URL("write-and-die.ts", import.meta.url));

/** A process that writes some draws for a channel, waits for the checkpoint, writes more, and is killed. */
async function writeAndDie(channelId: string, file = path): Promise<void> {
  const [, signal] = await once(
    spawn(process.execPath, [writer, file, channelId], { stdio: "inherit" }),
    "exit",
  );
  expect(signal).toBe("SIGKILL");
}

async function drawn(channelId: string): Promise<number> {
  const store = await openStore(path);
  const { size } = await store.draws.drawn(channelId);
  await store.close();
  return size;
}

const modeOf = (file: string) => statSync(file).mode & 0o777;

test("a copy of the file alone has what was written, soon after the first start and after each write", async () => {
  const store = await openStore(path);
  const copy = join(folder, "copy.db");
  const inCopy = () => {
    copyFileSync(path, copy);
    const database = new DatabaseSync(copy, { readOnly: true });
    const row = database.prepare("select count(*) as number from draw").get();
    database.close();
    return row?.["number"];
  };
  expect(inCopy()).toBe(0);
  for (let i = 0; i < 2; i += 1) {
    await store.draws.note("c1", `p${i}`, Temporal.Now.instant(), null);
    await vi.waitFor(() => expect(inCopy()).toBe(i + 1), { timeout: 60_000, interval: 50 });
  }
  await store.close();
});

test("a file that is no database is refused", async () => {
  const notes = join(folder, "notes.db");
  writeFileSync(notes, "these are my notes, not a database".repeat(100));
  await expect(openStore(notes)).rejects.toThrow(StoreError);
  await expect(openStore(notes)).rejects.toThrow(/notes\.db: .*not a database/);
});

describe("the log beside the file", () => {
  test("is read after a kill", async () => {
    await writeAndDie("c1");
    expect(existsSync(`${path}-wal`)).toBe(true);
    expect(await drawn("c1")).toBe(20);
  });

  test("does not get into another copy of the file", async () => {
    const old = join(folder, "old.db");
    await (await openStore(path)).close();
    copyFileSync(path, old);
    await writeAndDie("c1");
    copyFileSync(old, path);
    await expect(openStore(path)).rejects.toThrow(
      /paperboy\.db-wal belongs to another copy .* move .*paperboy\.db-wal .* away .* npm run restore/,
    );
    // What the line says to do.
    renameSync(`${path}-wal`, join(folder, "aside-wal"));
    rmSync(`${path}-shm`);
    expect(await drawn("c1")).toBe(0);
  });

  test("is known as its own whichever of several processes marked it last", async () => {
    const store = await openStore(path);
    const other = new DatabaseSync(path);
    // The file was whole for both, and the store has marked the log since.
    writeMark(other);
    writeMark(other);
    expect(await hasForeignLog(path)).toBe(false);
    other.exec("pragma wal_checkpoint(passive)");
    writeMark(other);
    expect(await hasForeignLog(path)).toBe(false);
    other.close();
    await store.close();
  });

  test("of another database does not either", async () => {
    const other = join(folder, "other", "paperboy.db");
    await Promise.all([writeAndDie("c1"), writeAndDie("c1", other)]);
    copyFileSync(path, other);
    await expect(openStore(other)).rejects.toThrow(/belongs to another copy/);
  });
});

describe.runIf(process.platform !== "win32")("nobody else on the machine can read", () => {
  test("a new database", async () => {
    const store = await openStore(path);
    await store.draws.note("c1", "p1", Temporal.Now.instant(), null);
    expect(modeOf(join(folder, "data"))).toBe(0o700);
    for (const file of [path, `${path}-wal`, `${path}-shm`]) expect(modeOf(file)).toBe(0o600);
    await store.close();
  });

  test("one that they could read before", async () => {
    await writeAndDie("c1");
    chmodSync(join(folder, "data"), 0o755);
    for (const file of [path, `${path}-wal`, `${path}-shm`]) chmodSync(file, 0o644);
    const store = await openStore(path);
    expect(modeOf(join(folder, "data"))).toBe(0o700);
    for (const file of [path, `${path}-wal`, `${path}-shm`]) expect(modeOf(file)).toBe(0o600);
    await store.close();
  });

  test("but a folder that is others' too keeps its permissions", async () => {
    const shared = join(folder, "shared");
    mkdirSync(shared);
    chmodSync(shared, 0o1777);
    const store = await openStore(join(shared, "paperboy.db"));
    expect(modeOf(shared)).toBe(0o777);
    expect(modeOf(join(shared, "paperboy.db"))).toBe(0o600);
    await store.close();
  });
});
