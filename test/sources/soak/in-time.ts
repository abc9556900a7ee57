/** However busy the machine is, a step that takes so long waits for something that does not come. */
const LONGEST_STEP_MS = 180_000;

/**
 * What `step` comes to. Fails by its name where nothing comes, with what the process waits for: a step that
 * hangs is told from a machine that is slow.
 */
export async function inTime<T>(name: string, step: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const awaited = Object.entries(Object.groupBy(process.getActiveResourcesInfo(), String))
      .map(([kind, all = []]) => `${kind} ${all.length}`)
      .join(", ");
    late.reject(new Error(`Nothing comes of it: ${name}. The process waits for ${awaited}`));
  }, LONGEST_STEP_MS);
  try {
    return await Promise.race([step, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
