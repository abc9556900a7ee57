import type { Embedded, Embedder } from "./embedder.ts";
import { beginningOf } from "./paper-text.ts";
import { quantise } from "./quantise.ts";
import type { Standing } from "./standing.ts";
import type { KeptVector } from "./vector-store.ts";

/** A text by its key. */
type Keyed = readonly [key: string, text: string];

interface BatchesOptions {
  embedder: Embedder;
  standing: Standing;
  /** False where the vectors can't be those of the same model. */
  keep: (vectors: readonly KeptVector[]) => Promise<boolean>;
}

/** `others`: the model has become another one. `later`: the far end can't be asked now. */
type Outcome = "done" | "others" | "later";

const MAX_BATCH = 32;
/** A small machine may take minutes for so many. */
const BATCH_TIMEOUT_MS = 120_000;
/** Any model has a vector for it: whoever has none is out of order. */
const PROBE = "paper";

export function createBatches({ embedder, standing, keep }: BatchesOptions) {
  let most = MAX_BATCH;

  const ask = async (texts: readonly string[], signal: AbortSignal) =>
    await embedder.embed(texts, { signal, timeoutMs: BATCH_TIMEOUT_MS });

  /** Where a text on its own is refused: shortened or, if others are taken, given up. */
  async function alone([key, text]: Keyed, why: string, signal: AbortSignal): Promise<Outcome> {
    for (const [asked, isText] of [
      [beginningOf(text), true],
      [PROBE, false],
    ] as const) {
      const came = await ask([asked], signal);
      if (came.kind !== "ok" && came.kind !== "refused") return await troubled(came);
      const vector = came.kind === "ok" ? vectorIn(came, 0) : null;
      if (vector === null) continue;
      standing.answered();
      return (await keep([{ key, vector: isText ? vector : null }])) ? "done" : "others";
    }
    await standing.failed({ why, pauseMs: null });
    return "later";
  }

  async function troubled(came: Exclude<Embedded, { kind: "ok" }>): Promise<Outcome> {
    if (came.kind !== "stopped")
      await standing.failed({
        why: came.why,
        pauseMs: came.kind === "unavailable" ? came.pauseMs : null,
      });
    return "later";
  }

  return {
    /** Of many texts at once, or of a long one, some far ends want nothing: those get fewer, and shorter ones. */
    async embed(all: readonly Keyed[], signal: AbortSignal): Promise<Outcome> {
      const left = all.toReversed();
      let atOnce = most;
      while (left.length > 0) {
        if (signal.aborted || standing.isResting()) return "later";
        const batch = left.splice(-atOnce).toReversed();
        const came = await ask(
          batch.map(([, text]) => text),
          signal,
        );
        const vectors = batch.map((_, i) => (came.kind === "ok" ? vectorIn(came, i) : null));
        const isAny = vectors.some((vector) => vector !== null);
        if (came.kind === "ok" && isAny) {
          standing.answered();
          atOnce = Math.min(most, 2 * atOnce);
          const some = batch.map(([key], i) => ({ key, vector: vectors[i] ?? null }));
          // What has none beside others that have one is at fault itself.
          if (!(await keep(some))) return "others";
        } else if (came.kind === "stopped" || came.kind === "unavailable")
          return await troubled(came);
        else if (batch.length > 1) {
          atOnce = Math.ceil(batch.length / 2);
          if (came.kind === "too slow") most = atOnce;
          left.push(...batch.toReversed());
        } else if (came.kind === "too slow") return await troubled(came);
        else {
          const why = came.kind === "refused" ? came.why : "The model gives vectors of zeros";
          const outcome = batch[0] ? await alone(batch[0], why, signal) : "done";
          if (outcome !== "done") return outcome;
          atOnce = Math.min(most, 2);
        }
      }
      return "done";
    },

    /** How many numbers the model's vectors have now; null where that can't be told. */
    async lengthNow(signal: AbortSignal): Promise<number | null> {
      const came = await ask([PROBE], signal);
      if (came.kind === "ok") return vectorIn(came, 0)?.length ?? null;
      await troubled(came);
      return null;
    },
  };
}

function vectorIn({ vectors }: Extract<Embedded, { kind: "ok" }>, i: number): Int8Array | null {
  const vector = vectors[i] ?? null;
  return vector === null ? null : quantise(vector);
}
