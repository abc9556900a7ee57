import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { generateListing } from "../../bench/generate.ts";
import { createCorpus } from "../../src/papers/corpus/corpus.ts";
import { readSnapshots } from "../../src/papers/pages/read.ts";
import { aPaper } from "../papers/a-paper.ts";

const MAIN = fileURLToPath(new URL("../../bench/main.ts", import.meta.url));

test("a benchmark that there is not ends with the names of those that there are", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, "nonsense"], {
    encoding: "utf8",
  });
  expect({ status, stdout }).toEqual({ status: 64, stdout: "" });
  expect(stderr).toBe(
    "There is no benchmark nonsense; there are: start, search, quality, fan-out, fleet, merge, vectors, votes, shards, web, year.\n",
  );
});

const models = [
  aPaper({ title: "Sleep of marmots", summary: "Marmots sleep for half a year." }),
  aPaper({ title: "Lynxes", summary: "Few lynxes are left." }),
];

test("the generated page reads as that many papers, without a problem", () => {
  const snapshots = readSnapshots("generated.txt", Buffer.from(generateListing(models, 500)));
  const today = Temporal.PlainDate.from("2026-01-31");
  const corpus = createCorpus(snapshots, { today });
  expect(corpus.papers).toHaveLength(500);
  expect(corpus.snapshots.flatMap(({ problems }) => problems)).toEqual([]);
  expect(corpus.papers.every(({ abstract }) => abstract !== null)).toBe(true);
});

test("the same seed generates the same page", () => {
  expect(generateListing(models, 50)).toBe(generateListing(models, 50));
  expect(generateListing(models, 50, 2)).not.toBe(generateListing(models, 50));
});
