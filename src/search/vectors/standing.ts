import { z } from "zod";

/** How we stand with the far end that makes vectors: whether it may be asked now. */
export interface Standing {
  /** Whether it is left alone for a while. */
  isResting(): boolean;
  /** `pauseMs`: for how long it wants to be left alone, where it said so. */
  failed(trouble: { why: string; pauseMs: number | null }): Promise<void>;
  answered(): void;
}

export interface StandingOptions {
  /** Where the far end is: what another one wished for does not count. */
  address: string;
  memory: {
    load(key: string): Promise<unknown>;
    save(key: string, value: unknown): Promise<void>;
  };
  now: () => Temporal.Instant;
  log: {
    warn(fields: object, line: string): void;
    info(fields: object, line: string): void;
  };
}

const MEMORY_KEY = "standing with the embeddings";
const kept = z.object({ address: z.string(), until: z.string() }).nullable().catch(null);

/** Of our own accord; it doubles each time. */
const SHORTEST_REST_MS = 30_000;
const LONGEST_REST_MS = 10 * 60_000;
/** Whoever asks for more has a wrong clock, or means never. */
const LONGEST_WISH_MS = 24 * 3_600_000;

/** What the far end itself asked for is kept over a restart; what may be mended by one is not. */
export async function openStanding({
  address,
  memory,
  now,
  log,
}: StandingOptions): Promise<Standing> {
  const before = kept.parse(await memory.load(MEMORY_KEY));
  let until = before?.address === address ? instantIn(before.until) : null;
  let failures = 0;

  const msLeft = () => (until === null ? 0 : now().until(until).total("milliseconds"));

  return {
    // A stored time that is further ahead was written by another clock.
    isResting: () => msLeft() > 0 && msLeft() <= LONGEST_WISH_MS,
    async failed({ why, pauseMs }) {
      failures += 1;
      const restMs = Math.min(LONGEST_REST_MS, SHORTEST_REST_MS * 2 ** (failures - 1));
      const wishedMs = Math.min(pauseMs ?? 0, LONGEST_WISH_MS);
      until = now().add({ milliseconds: Math.ceil(Math.max(restMs, wishedMs)) });
      if (failures === 1)
        log.warn(
          { why, until: until.toString() },
          "Can't get embeddings; searching by words alone for now",
        );
      // Where it can't be kept, a restart asks too early.
      if (pauseMs !== null)
        await memory.save(MEMORY_KEY, { address, until: until.toString() }).catch(() => undefined);
    },
    answered() {
      if (failures > 0) log.info({}, "Embeddings are back");
      failures = 0;
      until = null;
    },
  };
}

function instantIn(text: string): Temporal.Instant | null {
  try {
    return Temporal.Instant.from(text);
  } catch {
    return null;
  }
}
