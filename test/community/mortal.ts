import { inSteps } from "../in-steps.ts";

/**
 * A life that stops dead at a step: each call of what it uses has a beginning and an end. `kill`, if given, ends its
 * process in the same moment.
 */
export function mortality(diesAt: number | null, kill: () => void = () => undefined) {
  let steps = 0;
  const { promise: dead, resolve: stopDead } = Promise.withResolvers<null>();

  async function step(): Promise<void> {
    steps += 1;
    if (diesAt === null || steps < diesAt) return;
    kill();
    stopDead(null);
    await new Promise(() => undefined);
  }

  return {
    /** Resolves with null when it stops dead. */
    dead,
    get steps() {
      return steps;
    },
    /** The same object, each of whose calls is two steps. */
    mortal: <T extends object>(whole: T): T => inSteps(whole, step),
  };
}
