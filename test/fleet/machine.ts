/** What a simulated machine is told when it starts, as JSON in its environment. */
export interface Machine {
  /** The file with its clock. */
  clock: string;
  /** By how much its clock on the wall is ahead. */
  skewMs: number;
  /** Names it among others. */
  boot: string;
}

/** Time has passed. Turns are numbered. */
export interface Pass {
  turn: number;
}

/** All that was due is done. */
export interface Passed {
  turn: number;
  /** When something is due next, in milliseconds since 1970; null where nothing is. */
  nextAt: number | null;
}
