/** Turns texts into vectors, so that texts which mean something alike lie near each other. */
export interface Embedder {
  /** Vectors of different models can't be compared. */
  readonly model: string;
  /** What the model wants before a text, by what the text is. */
  readonly prefixes: { readonly query: string; readonly paper: string };
  /** Never throws for what the far end does. */
  embed(
    texts: readonly string[],
    options: { signal: AbortSignal; timeoutMs: number },
  ): Promise<Embedded>;
}

/** What became of some texts. `why` is a sentence for operators without its full stop, and holds none of the texts. */
export type Embedded =
  /** As many as there were texts, all of one length; null where one is nothing to go by. */
  | { kind: "ok"; vectors: (Float32Array | null)[] }
  /** It answers, but not these texts: fewer or shorter ones may do. */
  | { kind: "refused"; why: string }
  | { kind: "too slow"; why: string }
  /** It can't be asked now. `pauseMs`: for how long it wants to be left alone, where it said so. */
  | { kind: "unavailable"; why: string; pauseMs: number | null }
  /** Through the signal. */
  | { kind: "stopped" };
