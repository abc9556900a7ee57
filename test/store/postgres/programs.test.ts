import { spawn } from "node:child_process";
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { takeInFiles } from "../../../src/papers/corpus/take-in.ts";
import { anEntry, aSnapshot } from "../../papers/a-page.ts";
import { PROGRAM_ENV } from "../../program-env.ts";
import { aListedPaper, startHuggingFace } from "../../sources/hugging-face/stand-in.ts";
import { anOpenChannel, aPostedDigest } from "../../web/a-site.ts";
import { openAt } from "../open-at.ts";
import { newAddress, run } from "../test-store.ts";

const root = join(import.meta.dirname, "../../..");

let folder: string;
let database: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "paperboy-programs-"));
  mkdirSync(join(folder, "pages"));
  database = await newAddress();
  const store = await openAt(database);
  await takeInFiles(
    [aSnapshot({ entries: [anEntry({ title: "Crabs at rest" })] })],
    store.paperStore,
  );
  await anOpenChannel(store, { id: "100" });
  await aPostedDigest(store, [...store.paperStore.corpus().ids()], { id: "d1", channelId: "100" });
  await store.close();
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Runs a program of ours whose records stand in PostgreSQL. */
async function runProgram(given: string[], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(root, "src/main.ts"), ...given], {
    cwd: folder,
    env: {
      ...PROGRAM_ENV,
      DISCORD_TOKEN: "x.y.z",
      PAPERBOY_DATABASE: database,
      PAPERBOY_SEEDS: join(folder, "pages"),
      PAPERBOY_HF: "off",
      ...environment,
    },
  });
  const code = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { out, err, code: await code };
}

test("an export has what stands in PostgreSQL, and changes nothing in an older one", async () => {
  const { out, code } = await runProgram(["export", "taken"]);
  expect(out).toMatch(
    /^Exported the database of PAPERBOY_DATABASE to taken: papers 1, channels 1,/,
  );
  expect(code).toBe(0);
  expect(readFileSync(join(folder, "taken", "papers.jsonl"), "utf8")).toContain("Crabs at rest");

  await run(database, "delete from kysely_migration where name = '060-clock'");
  const refused = await runProgram(["export", "other"]);
  expect(refused.err).toContain("from an older Paperboy. Start Paperboy once");
  expect(refused.code).toBe(66);
  expect(globSync("other*", { cwd: folder })).toEqual([]);
});

test("the public pages are written from PostgreSQL", async () => {
  const { out, code } = await runProgram(["site", "pages-out", "--url", "https://example.org"]);
  expect(out).toMatch(/^Wrote \d+ files to pages-out/);
  expect(code).toBe(0);
  const pages = globSync("pages-out/**/*.html", { cwd: folder });
  const texts = pages.map((page) => readFileSync(join(folder, page), "utf8"));
  expect(texts.join("\n")).toContain("Crabs at rest");
});

/** What is kept of papers and by sources, but for how it stands with far ends. */
const rows = async () => [
  await run(database, "select id from paper order by id"),
  await run(database, "select key from source_memory where key not like 'standing%' order by key"),
];

test("a dry run keeps nothing of what it read, in PostgreSQL either", async () => {
  await using farEnd = await startHuggingFace(Temporal.Now.instant);
  const today = Temporal.Now.plainDateISO("UTC");
  for (const days of [0, 1, 2])
    farEnd.list(today.subtract({ days }).toString(), aListedPaper(`2611.0000${5 + days}`));
  const live = { PAPERBOY_HF: "on", PAPERBOY_HF_BASE: farEnd.base };
  const before = await rows();
  const { out, code } = await runProgram(["fetch", "--dry"], live);
  expect(out).toContain("Dry run: nothing of this is kept");
  expect(out).toMatch(/New: .*2611\.00005/);
  expect(code).toBe(0);
  expect(await rows()).toEqual(before);
});

test("a dry run takes no step of the schema in PostgreSQL either", async () => {
  const steps = async () => await run(database, "select name from kysely_migration order by name");
  await run(
    database,
    "delete from kysely_migration where name = (select max(name) from kysely_migration) returning name",
  );
  const before = await steps();
  await using farEnd = await startHuggingFace(Temporal.Now.instant);
  const live = { PAPERBOY_HF: "on", PAPERBOY_HF_BASE: farEnd.base };
  const { err, code } = await runProgram(["fetch", "--dry"], live);
  expect(err).toContain("Start Paperboy once, then try again");
  expect(code).not.toBe(0);
  expect(await steps()).toEqual(before);
});
