import { fileURLToPath } from "node:url";
import { createCorpus } from "../../src/papers/corpus/corpus.ts";
import { readFolder } from "../../src/sources/seeds/seeds.ts";

const snapshots = await readFolder(fileURLToPath(new URL("../../seeds/", import.meta.url)));

/** The 232 papers that ship. */
export const { papers: seedPapers } = createCorpus(snapshots, {
  today: Temporal.PlainDate.from("2026-04-20"),
});
