import { setImmediate } from "node:timers/promises";

/** The longest that an answer has to wait for such work. */
const SLICE_MS = 20;

/** Gives others their turn when it is called, if it is time. Call it after each small piece of work. */
export function createSlices(): () => Promise<void> {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < SLICE_MS) return;
    await setImmediate();
    began = performance.now();
  };
}
