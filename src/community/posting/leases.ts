/**
 * Who works on something that is to happen once, among processes that share a store. Where many machines share it, its
 * clock counts, and of two instants the time between them.
 */
export interface WorkLeases {
  /** True where nobody else has it, or their time was over. */
  claim(
    key: string,
    owner: string,
    span: { now: Temporal.Instant; until: Temporal.Instant },
  ): Promise<boolean>;
  /**
   * Takes all of some keys or none, or renews them, for so long from now; a lease that runs longer is cut to
   * that. Those of others that are `isInTheWay` must be free too.
   */
  claimAll(
    keys: readonly string[],
    owner: string,
    span: { now: Temporal.Instant; forMs: number; isInTheWay?: (key: string) => boolean },
  ): Promise<Claimed>;
  release(key: string, owner: string): Promise<void>;
  /** Of the leases that run. */
  owners(): Promise<string[]>;
  /** All that one process holds. */
  releaseAll(owner: string): Promise<void>;
}

export type Claimed =
  /** `before`: whose time was over. */
  | { isOurs: true; before: string[] }
  /** In so long it may be free, unless it is renewed. */
  | { isOurs: false; freeInMs: number };

export interface Worker {
  leases: WorkLeases;
  /** Names this process. */
  owner: string;
  /** Whether it does what is due in a server. Default: in all. */
  isOurs?: (guildId: string | null) => boolean;
  now: () => Temporal.Instant;
}

/** Longer than any single request takes, with its repeats. */
const LEASE = { minutes: 2 };

/** Does the work under a lease; null where another process is at it. */
export async function underLease<T>(
  key: string,
  { leases, owner, now }: Worker,
  work: () => Promise<T>,
): Promise<{ result: T } | null> {
  const at = now();
  if (!(await leases.claim(key, owner, { now: at, until: at.add(LEASE) }))) return null;
  try {
    return { result: await work() };
  } finally {
    await leases.release(key, owner);
  }
}

/** Frees what processes hold that are gone. */
export async function freeLeases(
  { leases, owner }: Worker,
  hasEnded: (owner: string) => boolean,
): Promise<void> {
  for (const other of await leases.owners())
    if (other !== owner && hasEnded(other)) await leases.releaseAll(other);
}

/** Calls with the same key share one run in this process. */
export function createSharing<T>(): (key: string, work: () => Promise<T>) => Promise<T> {
  const running = new Map<string, Promise<T>>();
  return (key, work) => {
    const known = running.get(key);
    if (known) return known;
    const run = work().finally(() => running.delete(key));
    running.set(key, run);
    return run;
  };
}
