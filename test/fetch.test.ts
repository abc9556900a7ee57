import { spawn } from "node:child_process";
import { mkdtemp, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openStore } from "../src/store/open.ts";
import {
  aListedPaper,
  type HuggingFace,
  startHuggingFace,
} from "./sources/hugging-face/stand-in.ts";
import { PROGRAM_ENV } from "./program-env.ts";

const script = fileURLToPath(new URL("../src/fetch.ts", import.meta.url));

let folder: string;
let farEnd: HuggingFace;
/** The program runs by the real clock, and a day may end while these tests run. */
let [today, ...before] = lastDays();

function lastDays(): [string, string, string] {
  const now = Temporal.Now.plainDateISO("UTC");
  return [
    now.toString(),
    now.subtract({ days: 1 }).toString(),
    now.subtract({ days: 2 }).toString(),
  ];
}

beforeEach(async () => {
  [today, ...before] = lastDays();
  folder = await mkdtemp(join(tmpdir(), "paperboy-fetch-"));
  await mkdir(join(folder, "seeds"));
  await writeFile(
    join(folder, "seeds", "page.txt"),
    "Apr 17\n\nOn the matter of 2611.00001\n\nA text.\n\n  • 3 authors\n·\nNov 17, 2024",
  );
  farEnd = await startHuggingFace(Temporal.Now.instant);
});

afterEach(async () => {
  await farEnd[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** The database. */
const file = () => join(folder, "data", "playground.db");

/** Runs what `npm run fetch` runs, in a folder of its own. */
async function fetchOnce(args: string[] = [], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: folder,
    env: {
      ...PROGRAM_ENV,
      PAPERBOY_HF: "on",
      PAPERBOY_HF_BASE: farEnd.base,
      ...environment,
    },
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() };
}

test("it says what came from each source, and the corpus has it afterwards", async () => {
  for (const [i, day] of before.entries()) farEnd.list(day, aListedPaper(`2611.0000${i}`));
  farEnd.list(today, aListedPaper("2611.00005"), { paper: { id: 7 } });
  const { out, code } = await fetchOnce();
  expect(out).toBe(
    "Saved pages: 1 new paper from 1 page\n" +
      "Hugging Face: 2 new papers, 1 known, 1 problem; fresh\n",
  );
  expect(code).toBe(0);
  const store = await openStore(file());
  const { size } = store.paperStore.corpus();
  await store.close();
  expect(size).toBe(3);
  expect((await fetchOnce()).out).toContain("Saved pages: 0 new papers from 1 page");
});

test("it catches up since a day", async () => {
  const longAgo = Temporal.PlainDate.from(today).subtract({ days: 4 }).toString();
  farEnd.list(today, aListedPaper("2611.00001"));
  farEnd.list(longAgo, aListedPaper("2611.00003"));
  const { out } = await fetchOnce(["--since", longAgo]);
  expect(out).toContain("Hugging Face: 1 new paper, 1 known");
});

test("without a live source it says how to have one", async () => {
  const { out, code } = await fetchOnce([], { PAPERBOY_HF: "off" });
  expect(out).toContain("No live source is on: PAPERBOY_HF=on reads Hugging Face");
  expect(code).toBe(0);
});

test("a source that fails is named with the reason, and the code says to try later", async () => {
  farEnd.say({ status: 429, headers: { "retry-after": "3600" }, body: "" });
  const { out, code } = await fetchOnce();
  expect(out).toMatch(
    /Hugging Face: 0 new papers, 0 known, 0 problems; failing: .*slow down until/,
  );
  expect(code).toBe(75);
});

/** All that the database holds, but how we stand with far ends; and its schema. */
function contents(): unknown {
  const database = new DatabaseSync(file(), { readOnly: true });
  const schema = database.prepare("select name, sql from sqlite_master order by name").all();
  const tables = database
    .prepare("select name from sqlite_master where type = 'table' and sql not like '%virtual%'")
    .all();
  const rows = tables.map(({ name }) => {
    const all = database.prepare(`select * from "${String(name)}"`);
    all.setReadBigInts(true);
    const kept = all.all().filter(({ key }) => !String(key).startsWith("standing with "));
    return [name, kept];
  });
  database.close();
  return { schema, rows };
}

describe("a dry run", () => {
  test("says what would be new, and keeps nothing but its turns", async () => {
    for (const [i, day] of before.entries()) farEnd.list(day, aListedPaper(`2611.0002${i}`));
    farEnd.list(today, aListedPaper("2611.00001"));
    await fetchOnce();
    farEnd.list(today, aListedPaper("2611.00007"));
    await writeFile(join(folder, "seeds", "later.txt"), "Apr 17\n\nA later page\n\nA text.\n");
    const kept = contents();
    const { out, code } = await fetchOnce(["--dry"]);
    expect(out).toBe(
      "Dry run: nothing of this is kept\n" +
        `Hugging Face, ${today}: 2 papers, 1 new\n` +
        "Hugging Face: 1 new paper, 1 known, 0 problems; fresh\n" +
        "New: On the matter of 2611.00007 (arXiv 2611.00007)\n",
    );
    expect(code).toBe(0);
    expect(contents()).toEqual(kept);
    expect((await fetchOnce(["--dry"])).out).toContain("New: On the matter of 2611.00007");
    expect((await fetchOnce()).out).toContain("Hugging Face: 1 new paper, 1 known");
  });

  test("keeps away for as long as it was asked to, and so do others afterwards", async () => {
    farEnd.list(today, aListedPaper("2611.00001"));
    await fetchOnce();
    farEnd.say({ status: 429, headers: { "retry-after": "3600" }, body: "" });
    expect((await fetchOnce(["--dry"])).code).toBe(75);
    const asked = farEnd.asked.length;
    expect((await fetchOnce()).out).toContain("Hugging Face is asking Paperboy to slow down");
    expect(farEnd.asked).toHaveLength(asked);
  });

  test("takes no step of the schema in a database of an earlier version", async () => {
    await fetchOnce([], { PAPERBOY_HF: "off" });
    const database = new DatabaseSync(file());
    database.exec(
      "drop table waiting; drop table rewording; delete from kysely_migration where name = '008-waiting'",
    );
    database.close();
    const kept = contents();
    farEnd.list(today, aListedPaper("2611.00009"));
    expect((await fetchOnce(["--dry"])).out).toContain("New: On the matter of 2611.00009");
    expect(contents()).toEqual(kept);
  });

  test("makes no database where there is none", async () => {
    farEnd.list(today, aListedPaper("2611.00001"));
    expect((await fetchOnce(["--dry"])).out).toContain("New: On the matter of 2611.00001");
    expect(await readdir(folder)).toEqual(["seeds"]);
  });
});

test("a date that is none ends with the usage", async () => {
  const { code, err } = await fetchOnce(["--since", "yesterday"]);
  expect(code).toBe(64);
  expect(err).toContain("Usage: npm run fetch [-- [--since 2026-11-17] [--dry]]");
});
