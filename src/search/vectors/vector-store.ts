import type { Paper } from "../../papers/paper.ts";

/**
 * Where vectors are kept: by model and text, for as long as the model is used, and with them the papers
 * that say these texts. A paper whose text changes has none until it is linked again.
 */
export interface VectorStore {
  /** From now on it is this model's vectors that papers are linked with. */
  use(model: string): Promise<void>;
  /** Some of the papers that are linked with no vector, in their order after a number. */
  lacking(after: number): Promise<LackingPapers>;
  /** Those of some texts, by their keys, of which there is a vector, or the knowledge that there is none. */
  known(model: string, keys: readonly string[]): Promise<ReadonlySet<string>>;
  keep(model: string, vectors: readonly KeptVector[]): Promise<void>;
  /** Links papers with the vectors of what they say at this moment, where these are kept. */
  link(model: string, paperIds: readonly string[], keyOf: (paper: Paper) => string): Promise<void>;
  /** Papers and their vectors in the order in which they were linked, some after a number. */
  linked(after: number): Promise<LinkedVector[]>;
  /** The model of this name has become another one. */
  forget(model: string): Promise<void>;
  /** Forgets some vectors of all other models; false when there are no more. */
  forgetSomeOthers(model: string): Promise<boolean>;
}

export interface LackingPapers {
  papers: Paper[];
  /** All up to this number have been looked at; null when all there are have been. */
  upTo: number | null;
}

export interface KeptVector {
  key: string;
  /** Null: the model has none for this text, so it need not be asked again. */
  vector: Int8Array | null;
}

export interface LinkedVector {
  number: number;
  paperId: string;
  /** Empty where the model has none. */
  vector: Int8Array;
}
