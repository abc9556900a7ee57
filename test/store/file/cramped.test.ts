import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";

const script = fileURLToPath(new URL("cramped.ts", import.meta.url));
const seeds = fileURLToPath(new URL("../../../seeds", import.meta.url));

const LONG_MS = 180_000;

/** With the shipped papers. */
let made: string;
let folder: string;

beforeAll(() => {
  made = mkdtempSync(join(tmpdir(), "paperboy-made-"));
  folder = made;
  shell(run);
}, LONG_MS);

afterAll(() => {
  rmSync(made, { recursive: true });
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "paperboy-cramped-"));
  copyFileSync(join(made, "paperboy.db"), join(folder, "paperboy.db"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

interface Said {
  papers: number;
  state: string;
  trouble: string | null;
  search: string;
  log: string;
}

const run = `"${process.execPath}" "${script}" "$DATA/paperboy.db" "${seeds}"`;

/** Runs shell commands; what the last of them wrote, as `cramped.ts` says it. */
function shell(commands: string, how: { uid?: number; command?: string[] } = {}): Said {
  const [command = "sh", ...given] = how.command ?? ["sh"];
  const { stdout, stderr } = spawnSync(command, [...given, "-c", `set -e; ${commands}`], {
    encoding: "utf8",
    env: { ...process.env, DATA: folder, MADE: made },
    ...(how.uid !== undefined && { uid: how.uid, gid: how.uid }),
  });
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout);
}

/** A small disk of one's own, which Linux allows without being root in most places. */
const unshare = ["unshare", "-rm", "sh"];
const mount = (size: string) => `mount -t tmpfs -o size=${size} tmpfs "$DATA"`;
const canMount =
  spawnSync("unshare", ["-rm", "sh", "-c", "mount -t tmpfs -o size=100k tmpfs /mnt"]).status === 0;
if (!canMount) console.warn("Full disks are not tried: no small disk can be mounted here");

test.runIf(canMount)(
  "on a full disk the program starts, says so, and answers with what it has",
  () => {
    const tooSmall = shell(`${mount("900k")}; ${run}`, { command: unshare });
    expect(tooSmall).toMatchObject({ state: "failing", trouble: "the disk is full" });
    expect(tooSmall.log).toContain("the disk is full");
    expect(tooSmall.search).not.toContain("Something went wrong");

    const filled = shell(
      `${mount("8m")}; cp "$MADE/paperboy.db" "$DATA"; cat /dev/zero > "$DATA/filler" 2> /dev/null || true; ${run}`,
      { command: unshare },
    );
    expect(filled.papers).toBe(232);
    expect(filled.search).toContain("of 87");
    expect(filled.log).toContain("can't be written: the disk is full");
  },
  LONG_MS,
);

test.runIf(canMount)(
  "on a disk too small for anything the start ends with one line",
  () => {
    expect(() => shell(`${mount("60k")}; ${run}`, { command: unshare })).toThrow(
      /StoreError: Can't use the database .*paperboy\.db: the disk is full/,
    );
  },
  LONG_MS,
);

const houseFile = new URL("../../../src/wiring/house.ts", import.meta.url).href;

/** Root may write everything: somebody else has to try. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534 } : {};
const canRead =
  process.platform !== "win32" &&
  // All of it: who checks the code out may have kept some files to themselves.
  spawnSync(process.execPath, ["--input-type=module", "-e", `await import("${houseFile}")`], {
    ...(nobody.uid !== undefined && { uid: nobody.uid, gid: nobody.uid }),
  }).status === 0;
if (!canRead) console.warn("Read-only files are not tried: nobody else can run this program");

test.runIf(canRead)(
  "a database that may only be read is searched, and the log says so",
  () => {
    const kept = readFileSync(join(folder, "paperboy.db"));
    chmodSync(join(folder, "paperboy.db"), 0o444);
    chmodSync(folder, 0o555);
    const said = shell(run, nobody);
    chmodSync(folder, 0o700);
    expect(said.papers).toBe(232);
    expect(said.search).toContain("of 87");
    expect(said.log).toContain("can't be written: it can only be read");
    expect(readFileSync(join(folder, "paperboy.db")).equals(kept)).toBe(true);
  },
  LONG_MS,
);

test(
  "papers in a damaged part of the file are left out, and the others are found",
  () => {
    const path = join(folder, "paperboy.db");
    const database = new DatabaseSync(path);
    const row = database
      .prepare("select id from paper where paper like '%Why do Learning Rates Transfer?%'")
      .get();
    database.close();
    const bytes = readFileSync(path);
    const pageSize = bytes.readUInt16BE(16);
    const at = bytes.indexOf(`{"id":"${String(row?.["id"])}"`);
    expect(at).toBeGreaterThan(0);
    bytes.fill(0xab, at - (at % pageSize), at - (at % pageSize) + pageSize);
    writeFileSync(path, bytes);
    const said = shell(run);
    expect(said.papers).toBe(232);
    expect(said.log).toContain("A part of the database is damaged");
    expect(said.search).toContain("Papers on “learning”");
    expect(said.search).not.toContain("Why do Learning Rates Transfer?");
  },
  LONG_MS,
);
