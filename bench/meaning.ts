import { createHttpEmbedder } from "../src/embeddings/http-embedder.ts";
import type { Paper } from "../src/papers/paper.ts";
import { createIndex } from "../src/search/create-index.ts";
import { readQuery } from "../src/search/query/read-query.ts";
import { createBatches } from "../src/search/vectors/batches.ts";
import type { Embedder } from "../src/search/vectors/embedder.ts";
import { type Likeness, MEANING_WEIGHT } from "../src/search/vectors/likeness.ts";
import { createMeaning } from "../src/search/vectors/meaning.ts";
import { textOf } from "../src/search/vectors/paper-text.ts";
import { createSpace } from "../src/search/vectors/space.ts";
import type { Standing } from "../src/search/vectors/standing.ts";
import { readConfig } from "../src/settings/config.ts";

/** A benchmark may wait. */
const PATIENCE_MS = 60_000;

type Find = (text: string) => readonly string[];

/** What the operator's model makes of queries: alone, and beside words, with one weight or another. */
export interface WithModel {
  model: string;
  alone: Find;
  mixed: (weight: number) => Find;
}

/** Of some queries over some papers; null where the settings name no model. */
export async function withModel(
  papers: readonly Paper[],
  texts: readonly string[],
): Promise<WithModel | null> {
  const read = readConfig();
  if (!read.ok) throw new Error(read.problems.join("\n"));
  const { embeddings, live } = read.config;
  if (!embeddings) return null;
  const now = Temporal.Now.instant;
  const embedder = createHttpEmbedder({ ...embeddings, proxy: live.proxy, now });
  const { query: queryPrefix, paper: paperPrefix } = embedder.prefixes;
  const ofPapers = await vectorsOf(
    papers.map((paper) => [paper.id, `${paperPrefix}${textOf(paper)}`]),
    embedder,
  );
  const space = createSpace();
  for (const [id, vector] of ofPapers) space.set(id, vector);
  const ofTexts = await vectorsOf(
    [...new Set(texts)].map((text) => [text, `${queryPrefix}${text}`]),
    embedder,
  );
  const titles = new Map(papers.map(({ id, title }) => [id, title]));
  const nearest = new Map<string, string[]>();
  for (const [text, vector] of ofTexts) {
    const nearness = await space.compare(vector);
    const { paperIds = [], cosines = new Float32Array() } = nearness ?? {};
    const rows = [...cosines.keys()].toSorted((a, b) => (cosines[b] ?? 0) - (cosines[a] ?? 0));
    nearest.set(
      text,
      rows.slice(0, 10).map((row) => titles.get(paperIds[row] ?? "") ?? ""),
    );
  }

  const index = createIndex(papers);
  const stopped = new AbortController().signal;
  const meaning = createMeaning({
    embedder: known(embedder, ofTexts, queryPrefix),
    space,
    standing: strict,
    doubt: () => undefined,
    stopped,
    deadlineMs: PATIENCE_MS,
  });
  const likenesses = new Map<string, Likeness | null>();
  for (const text of texts) {
    const question = index.readQuestion(text);
    const isBest = question.order === "best";
    const query = readQuery(question.text);
    likenesses.set(text, isBest ? await meaning.ofQuestion(query, { isFirst: true }) : null);
  }
  return {
    model: embedder.model,
    alone: (text) => nearest.get(text) ?? [],
    mixed: (weight) => (typed) => {
      const { text, order } = index.readQuestion(typed);
      const likeness = weighted(likenesses.get(typed) ?? null, weight / MEANING_WEIGHT);
      return index
        .search(text, { limit: 10, order, fitting: order !== "best", likeness })
        .hits.map(({ paper }) => paper.title);
    },
  };
}

function weighted(likeness: Likeness | null, factor: number): Likeness | null {
  return likeness && { ...likeness, bonusOf: (id) => factor * likeness.bonusOf(id) };
}

/** A benchmark without the model's answers is none. */
const strict: Standing = {
  isResting: () => false,
  answered: () => undefined,
  failed: ({ why }) => Promise.reject(new Error(why)),
};

/** By key, of texts that have one. */
async function vectorsOf(
  texts: readonly (readonly [key: string, text: string])[],
  embedder: Embedder,
): Promise<Map<string, Int8Array>> {
  const vectors = new Map<string, Int8Array>();
  const batches = createBatches({
    embedder,
    standing: strict,
    keep: async (some) => {
      for (const { key, vector } of some) if (vector) vectors.set(key, vector);
      return true;
    },
  });
  await batches.embed(texts, new AbortController().signal);
  return vectors;
}

/** Whose vectors for some texts are there already: questions that were rewritten are asked for. */
function known(
  embedder: Embedder,
  vectors: ReadonlyMap<string, Int8Array>,
  prefix: string,
): Embedder {
  return {
    ...embedder,
    async embed(texts, options) {
      const [text = ""] = texts;
      const vector = vectors.get(text.slice(prefix.length));
      return vector
        ? { kind: "ok", vectors: [Float32Array.from(vector)] }
        : await embedder.embed(texts, options);
    },
  };
}
