import type { Field } from "../words/paper-fields.ts";

/** Words that a paper has to have. Fields are all where none are named. */
export type WordCondition =
  | StemsCondition
  | JoinedCondition
  /** Words of the names of authors. */
  | { kind: "author"; words: readonly string[] }
  | { kind: "any" | "all"; of: readonly WordCondition[] };

/** Side by side, in this order. */
export interface StemsCondition {
  kind: "stems";
  stems: readonly string[];
  fields?: readonly Field[];
}

/** A compound, run together. */
export interface JoinedCondition {
  kind: "joined";
  word: string;
  fields?: readonly Field[];
}

/** What is known of a paper beside its words. `day` is as `2024-11-17`. */
export type FactCondition =
  | { kind: "code" }
  /** See `IndexedPaper`. */
  | { kind: "plain" }
  | { kind: "since" | "before"; day: string }
  | { kind: "any" | "all"; of: readonly FactCondition[] }
  | { kind: "not"; fact: FactCondition };
