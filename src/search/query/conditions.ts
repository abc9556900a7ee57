import type { Field } from "../words/paper-fields.ts";

/** What a paper has to have. Fields are all where none are named. */
export type Match =
  | Stems
  | Joined
  /** Words of the names of authors. */
  | { kind: "author"; words: readonly string[] }
  | { kind: "any" | "all"; of: readonly Match[] };

/** Side by side, in this order. */
export interface Stems {
  kind: "stems";
  stems: readonly string[];
  fields?: readonly Field[];
}

/** A compound, run together. */
export interface Joined {
  kind: "joined";
  word: string;
  fields?: readonly Field[];
}

/** What is known of a paper beside its words. `day` is as `2024-11-17`. */
export type Fact =
  | { kind: "code" }
  /** See `IndexedPaper`. */
  | { kind: "plain" }
  | { kind: "since" | "before"; day: string }
  | { kind: "any" | "all"; of: readonly Fact[] }
  | { kind: "not"; fact: Fact };
