import { spawn } from "node:child_process";
import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openStore } from "../src/store/open.ts";
import {
  aListedPaper,
  type HuggingFace,
  startHuggingFace,
} from "./sources/hugging-face/stand-in.ts";

const script = fileURLToPath(new URL("../src/fetch.ts", import.meta.url));

let folder: string;
let farEnd: HuggingFace;
/** The program runs by the real clock. */
const [today = "", ...before] = [0, 1, 2].map((days) =>
  Temporal.Now.plainDateISO("UTC").subtract({ days }).toString(),
);

beforeEach(async () => {
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

/** Runs what `npm run fetch` runs, in a folder of its own. */
async function fetchOnce(args: string[] = [], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: folder,
    env: {
      PATH: process.env["PATH"],
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
  const store = await openStore(join(folder, "data", "playground.db"));
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

test("a date that is none ends with the usage", async () => {
  const { code, err } = await fetchOnce(["--since", "yesterday"]);
  expect(code).toBe(64);
  expect(err).toContain("Usage: npm run fetch [-- --since 2026-11-17]");
});
