import { setImmediate as nextTurn } from "node:timers/promises";
import { createSlices } from "../../papers/corpus/slices.ts";
import type { Paper } from "../../papers/paper.ts";
import { createBatches } from "./batches.ts";
import type { Embedder } from "./embedder.ts";
import { keyOf, textOf } from "./paper-text.ts";
import type { VectorSpace } from "./space.ts";
import type { Standing } from "./standing.ts";
import type { VectorStore } from "./vector-store.ts";

export interface FillOptions {
  embedder: Embedder;
  store: VectorStore;
  space: VectorSpace;
  standing: Standing;
  /** Another one whenever papers came, went or changed. */
  version: () => Promise<string>;
  log: { info(fields: object, line: string): void };
}

export interface Fill {
  /** Goes on where it stopped, until all papers have vectors, the far end can't be asked or `signal` ends it. */
  fill: (signal: AbortSignal) => Promise<void>;
  /** A question's vector had another length than those of the papers: is it still the same model? */
  doubt: () => void;
}

/** At two calls a minute about an hour. */
const MAX_CALLS_SKIPPED = 128;

/** Gives papers their vectors, and the space what is kept of them. */
export function createFill({ embedder, store, space, standing, version, log }: FillOptions): Fill {
  const { model } = embedder;
  const batches = createBatches({ embedder, standing, keep: async (some) => await keep(some) });
  let isOpen = false;
  let loadedUpTo = 0;
  let filledFor: string | null = null;
  let isDoubted = false;
  /** Two models behind one name would be paid for again and again. */
  let hasChanged = false;
  let underWay: Promise<void> | null = null;
  let failures = 0;
  let callsToSkip = 0;

  /** False where the model's vectors have become others. */
  async function keep(some: Parameters<VectorStore["keep"]>[1]): Promise<boolean> {
    const lengths = new Set(some.flatMap(({ vector }) => vector?.length ?? []));
    const isSame = space.length === null || lengths.size === 0 || lengths.has(space.length);
    if (!isSame) return false;
    await store.keep(model, some);
    return true;
  }

  async function load(): Promise<void> {
    const giveWay = createSlices();
    for (;;) {
      const some = await store.linked(loadedUpTo);
      for (const { number, paperId, vector } of some) {
        if (vector.length > 0) space.set(paperId, vector);
        loadedUpTo = number;
      }
      if (some.length === 0) return;
      await giveWay();
    }
  }

  async function startOver(): Promise<boolean> {
    if (hasChanged) {
      const why = "The model gives vectors of different lengths";
      await standing.failed({ why, pauseMs: null });
      return false;
    }
    hasChanged = true;
    log.info(
      { model },
      "The model behind this name is another one now; getting all embeddings again",
    );
    await store.forget(model);
    space.clear();
    return true;
  }

  /** False where it has to go on another time. */
  async function walk(signal: AbortSignal): Promise<boolean> {
    let embedded = 0;
    for (let after: number | null = 0; after !== null;) {
      const { papers, upTo }: Awaited<ReturnType<VectorStore["lacking"]>> =
        await store.lacking(after);
      if (papers.length > 0) {
        const texts = new Map(papers.map((paper) => textAndKey(paper)));
        const known = await store.known(model, [...texts.keys()]);
        const unknown = [...texts].filter(([key]) => !known.has(key));
        const outcome = await batches.embed(unknown, signal);
        await store.link(
          model,
          papers.map(({ id }) => id),
          (paper) => textAndKey(paper)[0],
        );
        await load();
        embedded += unknown.length;
        if (outcome === "others" && (await startOver())) return await walk(signal);
        if (outcome !== "done") return false;
      }
      if (signal.aborted) return false;
      after = upTo;
      await nextTurn();
    }
    if (embedded > 0) log.info({ model, papers: space.size }, "Embeddings are complete");
    return true;
  }

  function textAndKey(paper: Paper): [key: string, text: string] {
    const text = `${embedder.prefixes.paper}${textOf(paper)}`;
    return [keyOf(text), text];
  }

  async function fillOnce(signal: AbortSignal): Promise<void> {
    if (!isOpen) {
      await store.use(model);
      isOpen = true;
    }
    await load();
    if (standing.isResting()) return;
    if (isDoubted) {
      isDoubted = false;
      const length = await batches.lengthNow(signal);
      if (length !== null && length !== space.length) {
        if (!(await startOver())) return;
        filledFor = null;
      }
    }
    const current = await version();
    if (current === filledFor || !(await walk(signal))) return;
    filledFor = current;
    while (!signal.aborted && (await store.forgetSomeOthers(model))) await nextTurn();
  }

  /** What can't be stored would be paid for each time: fewer and fewer calls do anything. */
  async function fillIfStored(signal: AbortSignal): Promise<void> {
    if (callsToSkip > 0) {
      callsToSkip -= 1;
      return;
    }
    try {
      await fillOnce(signal);
      failures = 0;
    } catch (error) {
      failures += 1;
      callsToSkip = Math.min(MAX_CALLS_SKIPPED, 2 ** failures);
      throw error;
    }
  }

  return {
    async fill(signal) {
      underWay ??= fillIfStored(signal).finally(() => (underWay = null));
      await underWay;
    },
    doubt() {
      isDoubted = true;
    },
  };
}
