import { isDeepStrictEqual } from "node:util";
import type { Tenure } from "../discord/connection/tenure.ts";
import { holdDuty } from "../process/duties.ts";
import { processName } from "../process/process-name.ts";
import type { Config } from "../settings/config.ts";
import { isInLog } from "../store/trouble.ts";
import type { Work } from "./house.ts";
import type { ProgramRun } from "./program.ts";

/** The shards of this process, which others that share its database may hold as well: one at a time. */
export interface ShardDuty extends Tenure {
  /** Once they are ours. */
  readonly taken: Promise<void>;
  isStandingBy(): boolean;
  /** Lets go of them, and of all that this process works on. */
  stop(): Promise<void>;
}

/** The shards that this process had at its last sign of life. */
const HELD = "shards held";

/**
 * Where only this process has the database, its shards are its own for good. One that starts while nobody reaches the
 * database, and had them before, answers commands; it starts once more when the database is back.
 */
export async function holdShards({
  config: { database, shards },
  store,
  log,
}: Pick<ProgramRun, "config" | "store" | "log">): Promise<ShardDuty> {
  const over = new AbortController();
  const taken = Promise.withResolvers<void>();
  if (database === null) {
    taken.resolve();
    return {
      isOn: () => true,
      mayAnswer: () => true,
      over: over.signal,
      taken: taken.promise,
      isStandingBy: () => false,
      stop: () => Promise.resolve(),
    };
  }

  /** Whoever lost its shards can't send any more: what it worked on need not wait until its time for that is over. */
  async function free(owner: string): Promise<void> {
    await store.book.leases.release(owner);
    await store.workLeases.releaseAll(owner);
  }

  async function begin(before: readonly string[]): Promise<void> {
    try {
      for (const owner of before) await free(owner);
    } catch (error) {
      log.warn({ err: error }, "Digests that another process was sending wait for a few minutes");
    }
    taken.resolve();
  }

  const { keys, isInTheWay } = keysOf(shards);
  const hadThem = isDeepStrictEqual(await store.ownMemory.load(HELD), keys);
  let goesOnAlone = false;

  /** Never fails: what a process had is a reason to answer, and no more. */
  async function noteHeld(held: readonly string[] | null): Promise<void> {
    await store.ownMemory
      .save(HELD, held)
      .catch((error: unknown) => log.debug({ err: error }, "Could not note which shards it has"));
  }

  const about = { shards: shards ? `${shards.first}-${shards.last}/${shards.count}` : "auto" };
  let hasTaken = false;
  const duty = holdDuty({
    keys,
    isInTheWay,
    leases: store.workLeases,
    owner: processName,
    onTaken(before) {
      if (over.signal.aborted) return;
      void noteHeld(keys);
      if (goesOnAlone) {
        over.abort();
        return log.info(about, "The database is there; starting anew with all that's to be done");
      }
      hasTaken = true;
      log.info(about, "These shards are this process's now");
      void begin(before);
    },
    onLost() {
      over.abort();
      void noteHeld(null);
      log.warn(about, "Lost its shards, so the connection to Discord is closed; standing by");
    },
    onWait() {
      void noteHeld(null);
      if (goesOnAlone) over.abort();
      log.info(about, "Another process has these shards; standing by until it's gone");
    },
    onTrouble(error) {
      if (hadThem && !hasTaken) {
        goesOnAlone = true;
        log.info(about, "Had these shards before; answering commands until the database is back");
        taken.resolve();
      }
      if (!isInLog(error))
        log.warn(
          { ...about, err: error },
          "Can't reach the database; commands are answered, and all else waits",
        );
    },
  });

  return {
    isOn: () => !over.signal.aborted && duty.isHeld(),
    mayAnswer: () => !over.signal.aborted && (duty.isHeld() || duty.isAdrift() || goesOnAlone),
    over: over.signal,
    taken: taken.promise,
    isStandingBy: () => !(hasTaken || goesOnAlone) || over.signal.aborted,
    async stop() {
      await duty.stop();
      try {
        await free(processName);
        await noteHeld(null);
      } catch {
        // They end by themselves, and until then nobody else has them.
      }
    },
  };
}

/** What one of several processes does for all. */
export interface WorkDuties {
  isOurs(work: Work): boolean;
  stop(): Promise<void>;
}

const WORK: readonly Work[] = ["matching", "pruning", "sources"];

/** Holds what no other process holds. Where only this process has the database, all of it. */
export function holdWork({
  config: { database },
  store: { workLeases: leases },
}: Pick<ProgramRun, "config" | "store">): WorkDuties {
  if (database === null) return { isOurs: () => true, stop: () => Promise.resolve() };
  const duties = new Map(
    WORK.map((work) => [work, holdDuty({ keys: [work], leases, owner: processName })]),
  );
  return {
    isOurs: (work) => duties.get(work)?.isHeld() ?? false,
    stop: async () => void (await Promise.all([...duties.values()].map((duty) => duty.stop()))),
  };
}

const isShard = (key: string) => key.startsWith("shard ");

/** A bot has one number of shards at a time: with another, each server would have two. */
function keysOf(span: Config["shards"]): { keys: string[]; isInTheWay: (key: string) => boolean } {
  if (span === null) return { keys: ["shard auto"], isInTheWay: isShard };
  const { first, last, count } = span;
  const end = `/${count}`;
  return {
    keys: Array.from({ length: last - first + 1 }, (_, i) => `shard ${first + i}${end}`),
    isInTheWay: (key) => isShard(key) && !key.endsWith(end),
  };
}
