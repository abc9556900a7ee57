/**
 * Whether tests tell every story of kills and faults, as `THOROUGH=1 npm test` does. Otherwise they tell enough for
 * each kind of fault to be met, in a quarter of the time.
 */
export const isThorough = process.env["THOROUGH"] === "1";

/** The steps at which a life of so many stops dead: each in turn, or every third, which begins and ends calls alike. */
export function stepsToDieAt(steps: number, every = isThorough ? 1 : 3): number[] {
  return Array.from({ length: Math.ceil(steps / every) }, (_, n) => 1 + n * every);
}
