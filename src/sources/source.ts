import type { Snapshot } from "../papers/paper.ts";
import type { SourceHealth } from "../papers/source-health.ts";

/** A live source of entries. */
export interface Source {
  /** As people know it: `Hugging Face`. */
  readonly name: string;
  readonly health: SourceHealth;
  /**
   * Reads what there is to read now, if it is time: one listing after the other, as they come. What
   * was given counts as kept when the next is asked for, or the end; stopped before that, it is given
   * again. Ends early where the far end fails, and `health` then says why: it never throws for that.
   */
  read(wish: ReadingWish): AsyncIterable<Snapshot>;
  /** Takes up how it is after readings of another process. Default: it keeps that to itself. */
  recall?(): Promise<void>;
}

export interface ReadingWish {
  signal: AbortSignal;
  /**
   * Somebody asks for it: also what was read a moment ago, and a source that rests of its own accord.
   * A pause that the far end asked for is kept even so.
   */
  now?: boolean;
  /** Catches up from this day on, as far as the source allows. */
  since?: Temporal.PlainDate;
}

/** What a source has to remember from one run to the next, as JSON. */
export interface SourceMemory {
  load(key: string): Promise<unknown>;
  save(key: string, value: unknown): Promise<void>;
  /** Saves what `to` makes of what was saved, and no other process saves anything in between. */
  change(key: string, to: (saved: unknown) => unknown): Promise<void>;
}
