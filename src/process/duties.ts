/**
 * Work that one of several processes does at a time: whoever holds its lease in the store that they share. The
 * holder renews it, and knows by its own clock when it is over.
 */
export interface DutyLeases {
  claimAll(
    keys: readonly string[],
    owner: string,
    span: { now: Temporal.Instant; forMs: number; isInTheWay?: (key: string) => boolean },
  ): Promise<{ isOurs: true; before: string[] } | { isOurs: false; freeInMs: number }>;
  release(key: string, owner: string): Promise<void>;
}

export interface DutyOptions {
  /** All are held, or none. */
  keys: readonly string[];
  /** Other keys that nobody else may hold meanwhile. */
  isInTheWay?: (key: string) => boolean;
  leases: DutyLeases;
  /** Names this process. */
  owner: string;
  /** It is ours from now on; `before` are those whose time was over. */
  onTaken?: (before: readonly string[]) => void;
  /** It isn't any more. Called by whoever notices first, before anything else is done. Not while it is adrift. */
  onLost?: () => void;
  /** Another process holds it: once, until that changes. */
  onWait?: () => void;
  /** The store can't be asked: once, until it can. */
  onTrouble?: (error: unknown) => void;
  now?: () => Temporal.Instant;
  /** In milliseconds since anything; stands still for nobody. Default: `wakefulClock`. */
  clock?: () => number;
  /** Calls back in so many milliseconds; returns what prevents that. */
  timer?: (ms: number, then: () => void) => () => void;
}

export interface Duty {
  /** Whether it is ours at this moment. */
  isHeld(): boolean;
  /**
   * Whether it was ours, and its time is over since the store can't be asked: for nobody, or for this process
   * alone. A process that slept is never adrift.
   */
  isAdrift(): boolean;
  /** Gives it up, so that another process need not wait. Never fails. */
  stop(): Promise<void>;
}

/** Another process begins within 30 s of the last renewal, with what it takes to notice. */
export const LEASE_MS = 28_000;
export const RENEW_EVERY_MS = 10_000;
/** How often is looked whether it was given up. */
const LOOK_EVERY_MS = 5000;
const TRY_AGAIN_MS = 2000;
/** Longer is waited for no answer of the store. */
const ANSWER_WITHIN_MS = 10_000;
/** Who asked in vain so short a time ago was awake. */
const AWAKE_MS = ANSWER_WITHIN_MS + 2 * TRY_AGAIN_MS;
/** Who stops us may not wait for long. */
const RELEASE_WITHIN_MS = 1000;

export function holdDuty({
  keys,
  isInTheWay = () => false,
  leases,
  owner,
  onTaken = () => undefined,
  onLost = () => undefined,
  onWait = () => undefined,
  onTrouble = () => undefined,
  now = Temporal.Now.instant,
  clock = wakefulClock(),
  timer = unrefTimer,
}: DutyOptions): Duty {
  let heldUntilMs: number | null = null;
  let told: "nothing" | "waits" | "trouble" = "nothing";
  let isStopped = false;
  let isAdrift = false;
  let triedAtMs = -Infinity;
  let asking: Promise<void> = Promise.resolve();
  let forgetTurn = nothing;
  let forgetEnd = nothing;

  function lose(): void {
    heldUntilMs = null;
    isAdrift = false;
    forgetEnd();
    onLost();
  }

  /** Whoever slept may find that its time is over. */
  function look(): boolean {
    const isAwake = told === "trouble" && clock() - triedAtMs < AWAKE_MS;
    if (isAdrift && !isAwake) lose();
    if (heldUntilMs === null || clock() < heldUntilMs) return heldUntilMs !== null;
    if (!isAwake) lose();
    heldUntilMs = null;
    isAdrift = isAwake;
    return false;
  }

  function held(untilMs: number, before: readonly string[]): void {
    const isNew = heldUntilMs === null && !isAdrift;
    heldUntilMs = untilMs;
    isAdrift = false;
    forgetEnd();
    forgetEnd = timer(untilMs - clock(), look);
    told = "nothing";
    if (isNew) onTaken(before);
  }

  /** Asks once; returns in how many milliseconds to ask again. */
  async function ask(): Promise<number> {
    look();
    // The store counts from when it answers, which is later.
    const fromMs = clock();
    try {
      const claim = leases.claimAll(keys, owner, { now: now(), forMs: LEASE_MS, isInTheWay });
      const answer = await within(claim, ANSWER_WITHIN_MS, timer);
      look();
      if (isStopped) return 0;
      if (answer.isOurs) {
        // It took so long that nothing is left of it.
        if (fromMs + LEASE_MS <= clock()) return 0;
        held(fromMs + LEASE_MS, answer.before);
        return RENEW_EVERY_MS - (clock() - fromMs);
      }
      if (heldUntilMs !== null || isAdrift) lose();
      if (told !== "waits") onWait();
      told = "waits";
      return Math.min(LOOK_EVERY_MS, answer.freeInMs);
    } catch (error) {
      look();
      triedAtMs = clock();
      if (told !== "trouble" && !isStopped) onTrouble(error);
      told = "trouble";
      return TRY_AGAIN_MS;
    }
  }

  async function askAndGoOn(): Promise<void> {
    const inMs = await ask();
    if (!isStopped) forgetTurn = timer(Math.max(1, inMs), turn);
  }

  function turn(): void {
    asking = askAndGoOn();
  }
  turn();

  async function release(): Promise<void> {
    await asking;
    for (const key of keys) await leases.release(key, owner);
  }

  return {
    isHeld: look,
    isAdrift: () => !look() && isAdrift,
    async stop() {
      isStopped = true;
      forgetTurn();
      forgetEnd();
      heldUntilMs = null;
      isAdrift = false;
      // Else it ends by itself.
      await within(release(), RELEASE_WITHIN_MS, timer).catch(() => undefined);
    },
  };
}

const nothing = () => {};

async function within<T>(
  work: Promise<T>,
  ms: number,
  timer: NonNullable<DutyOptions["timer"]>,
): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const forget = timer(ms, () => reject(new Error("The database does not answer")));
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    forget();
  }
}

function unrefTimer(ms: number, then: () => void): () => void {
  const timeout = setTimeout(then, ms).unref();
  return () => clearTimeout(timeout);
}

/** Where the two clocks differ by more than this, the machine slept. */
const SLEPT_MS = 1000;

/**
 * Milliseconds that only grow. A clock that nobody sets does not count while a machine sleeps; the one on the
 * wall does, and where it says that much more time went by it is believed.
 */
export function wakefulClock(
  steadyMs: () => number = () => performance.now(),
  wallMs: () => number = () => Date.now(),
): () => number {
  let sum = 0;
  let last = { steady: steadyMs(), wall: wallMs() };
  return () => {
    const next = { steady: steadyMs(), wall: wallMs() };
    const steady = next.steady - last.steady;
    const wall = next.wall - last.wall;
    last = next;
    sum += wall - steady > SLEPT_MS ? wall : steady;
    return sum;
  };
}
