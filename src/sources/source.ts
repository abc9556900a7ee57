/** What a source has to remember from one run to the next, as JSON. */
export interface SourceMemory {
  /** Null where nothing was saved. */
  load(key: string): Promise<unknown>;
  save(key: string, value: unknown): Promise<void>;
}
