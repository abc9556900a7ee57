/** One thing that is wrong with a payload, and where. */
export interface Flaw {
  path: PropertyKey[];
  message: string;
}
