import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { createCorpus } from "../src/papers/corpus/corpus.ts";
import type { Paper } from "../src/papers/paper.ts";
import { readFolder } from "../src/sources/seeds/seeds.ts";

/** A query, and by title how well papers answer it: 2 is what was asked for, 1 is close to it. */
export interface JudgedQuery {
  kind: string;
  text: string;
  relevant: Record<string, number>;
}

/** A subscription, and the titles of the papers that are about it. */
export interface JudgedTopic {
  text: string;
  about: readonly string[];
}

/** Queries and topics that were judged by the same people in the same way. */
export interface JudgedSet {
  name: string;
  queries: readonly JudgedQuery[];
  topics: readonly JudgedTopic[];
}

export interface Judged {
  /** Those that were judged, with their full abstracts. */
  papers: readonly Paper[];
  shared: JudgedSet;
  development: JudgedSet;
  /** Nothing is tuned on these. */
  heldBack: JudgedSet;
}

const SNAPSHOTS = file("../../shared/snapshots/");
const SHARED_QUERIES = file("../../shared/search/dev-queries.json");
const QUERIES = file("judged-queries.json");
const TOPICS = file("judged-topics.json");

const query = z.object({
  kind: z.string(),
  text: z.string(),
  relevant: z.record(z.string(), z.number()),
});
const half = z.enum(["development", "held back"]);
const sharedFile = z.object({ queries: z.array(query) });
const queriesFile = z.object({ queries: z.array(query.extend({ half })) });
const topicsFile = z.object({
  topics: z.array(z.object({ half, text: z.string(), about: z.array(z.string()) })),
});

/** Null where the folder with the judged papers, `../shared`, is missing. */
export async function readJudged(): Promise<Judged | null> {
  if (!existsSync(SNAPSHOTS) || !existsSync(SHARED_QUERIES)) return null;
  const today = Temporal.PlainDate.from("2026-01-31");
  const { papers } = createCorpus(await readFolder(SNAPSHOTS), { today });
  const shared = sharedFile.parse(await readJson(SHARED_QUERIES));
  const { queries } = queriesFile.parse(await readJson(QUERIES));
  const { topics } = topicsFile.parse(await readJson(TOPICS));
  const halfOf = (name: z.infer<typeof half>) => ({
    name: `our own, ${name}`,
    queries: queries.filter((one) => one.half === name),
    topics: topics.filter((one) => one.half === name),
  });
  return {
    papers,
    shared: {
      name: "../shared",
      queries: shared.queries,
      // The broad ones could as well be subscribed to, though they were judged for ranking.
      topics: shared.queries
        .filter(({ kind }) => kind === "broad")
        .map(({ text, relevant }) => ({ text, about: Object.keys(relevant) })),
    },
    development: halfOf("development"),
    heldBack: halfOf("held back"),
  };
}

function file(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, "utf8"));
}
