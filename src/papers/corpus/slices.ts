import { setImmediate } from "node:timers/promises";

/** The longest that an answer has to wait for such work, unless told. */
const SLICE_MS = 20;

/** Gives others their turn when it is called, if it is time. Call it after each small piece of work. */
export function createSlices(sliceMs = SLICE_MS): () => Promise<void> {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < sliceMs) return;
    await setImmediate();
    began = performance.now();
  };
}
