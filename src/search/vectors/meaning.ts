import { setTimeout as delay } from "node:timers/promises";
import type { Query } from "../query/query.ts";
import { gateOf } from "./content-words.ts";
import type { Embedder } from "./embedder.ts";
import { type Likeness, likenessOf, MEANING_WEIGHT } from "./likeness.ts";
import { quantise } from "./quantise.ts";
import type { VectorSpace } from "./space.ts";
import type { Standing } from "./standing.ts";

/** What papers mean beside what they say, by an embedding model. Null always means: go by words alone. */
export interface Meaning {
  /**
   * Of plain words that describe something. Waits a second at most. Later pages go by what the first one
   * went by, so that no paper comes twice or never.
   */
  ofQuestion(query: Query, page: { isFirst: boolean }): Promise<Likeness | null>;
  /** Of a paper's own vector: nobody is asked. */
  ofPaper(paperId: string): Promise<Likeness | null>;
}

export interface MeaningOptions {
  embedder: Embedder;
  space: VectorSpace;
  standing: Standing;
  /** Told where a question's vector can't be compared with those of the papers. */
  doubt: () => void;
  /** The program ends. */
  stopped: AbortSignal;
  /** How long a question waits. */
  deadlineMs?: number;
}

const DEADLINE_MS = 1000;
/** What comes after the deadline serves whoever asks the same again. */
const TIMEOUT_MS = 10_000;
/** While so many are late, nobody else is asked to wait. */
const MAX_WAITING = 4;
const MAX_REMEMBERED = 500;
/** Longer ones say no more; and are sent elsewhere. */
const MAX_LETTERS = 1000;

export function createMeaning({
  embedder,
  space,
  standing,
  doubt,
  stopped,
  deadlineMs = DEADLINE_MS,
}: MeaningOptions): Meaning {
  const vectors = rememberedLast<Int8Array>();
  /** By question: what its first page went by. */
  const wentBy = rememberedLast<Int8Array | null>();
  const waiting = new Map<string, Promise<Int8Array | null>>();

  async function ask(text: string): Promise<Int8Array | null> {
    const sent = `${embedder.prefixes.query}${text}`;
    const came = await embedder.embed([sent], { signal: stopped, timeoutMs: TIMEOUT_MS });
    if (came.kind === "stopped") return null;
    if (came.kind !== "ok") {
      // What is wrong with one question says nothing about others.
      const pauseMs = came.kind === "unavailable" ? came.pauseMs : null;
      if (came.kind !== "refused") await standing.failed({ why: came.why, pauseMs });
      return null;
    }
    standing.answered();
    const [vector] = came.vectors;
    const direction = vector ? quantise(vector) : null;
    if (direction) vectors.set(text, direction);
    return direction;
  }

  async function vectorFor(text: string): Promise<Int8Array | null> {
    const known = vectors.get(text);
    if (known) return known;
    let asked = waiting.get(text);
    if (!asked) {
      if (space.size === 0 || standing.isResting() || waiting.size >= MAX_WAITING) return null;
      asked = ask(text).finally(() => waiting.delete(text));
      waiting.set(text, asked);
    }
    const over = new AbortController();
    const late = delay(deadlineMs, null, { signal: over.signal, ref: false });
    late.catch(() => undefined);
    try {
      return await Promise.race([asked, late]);
    } finally {
      over.abort();
    }
  }

  return {
    async ofQuestion(query, { isFirst }) {
      if (query.kind !== "words") return null;
      const text = query.text.trim().slice(0, MAX_LETTERS).toWellFormed();
      const weight = MEANING_WEIGHT * gateOf(text);
      if (weight === 0) return null;
      const before = isFirst ? undefined : wentBy.get(text);
      const vector = before === undefined ? await vectorFor(text) : before;
      wentBy.set(text, vector);
      if (vector === null) return null;
      if (space.length !== null && vector.length !== space.length) doubt();
      const nearness = await space.compare(vector);
      return nearness && likenessOf(nearness, weight);
    },
    async ofPaper(paperId) {
      const vector = space.vectorOf(paperId);
      const nearness = vector ? await space.compare(vector) : null;
      if (!nearness) return null;
      // The nearest is to be another one.
      nearness.cosines[nearness.rowOf(paperId) ?? 0] = -1;
      return likenessOf(nearness, MEANING_WEIGHT);
    },
  };
}

/** The last so many that were set or asked for. */
function rememberedLast<Value>() {
  const known = new Map<string, Value>();
  const set = (key: string, value: Value): void => {
    known.delete(key);
    known.set(key, value);
    const oldest = known.keys().next();
    if (known.size > MAX_REMEMBERED && !oldest.done) known.delete(oldest.value);
  };
  return {
    get(key: string): Value | undefined {
      const value = known.get(key);
      if (value !== undefined) set(key, value);
      return value;
    },
    set,
  };
}
