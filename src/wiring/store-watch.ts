import type { Logger } from "pino";
import type { SourceMemory } from "../sources/source.ts";
import { isInLog, mayBeOver, troubleOf } from "../store/trouble.ts";

export interface StoreWatch {
  /** A log to which a database that can't be used is told once, whatever fails for it and however often. */
  log: Logger;
  /** Asks whether it is over, where there is trouble: the log says so once. Never fails. */
  look(): Promise<void>;
}

/** Where it is written that somebody looked: a full disk can be read. */
const KEY = "store watch";

/**
 * A full disk fails every tick, every digest and everybody who asks for something that has to be saved: what is
 * known of it already is told at the level of debugging.
 */
export function createStoreWatch({
  memory,
  log,
  now,
}: {
  memory: Pick<SourceMemory, "save">;
  log: Logger;
  now: () => Temporal.Instant;
}): StoreWatch {
  let trouble: string | null = null;

  function isKnown(error: unknown): boolean {
    if (isInLog(error)) return true;
    const reason = mayBeOver(error) ? troubleOf(error)?.reason : undefined;
    if (reason === undefined) return false;
    if (reason !== trouble)
      log.error(
        `The database can't be used: ${reason}. Searching works; what has to be saved waits until this is fixed`,
      );
    trouble = reason;
    return true;
  }

  function once(to: Logger): Logger {
    return new Proxy(to, {
      get(target, name) {
        if (name === "child") return (bindings: object) => once(target.child(bindings));
        if (name !== "error" && name !== "warn") return Reflect.get(target, name, target);
        return (about: { err?: unknown } | string, ...rest: string[]) => {
          const error = typeof about === "string" ? undefined : about.err;
          target[isKnown(error) ? "debug" : name](about, ...rest);
        };
      },
    });
  }

  return {
    log: once(log),
    async look() {
      if (trouble === null) return;
      try {
        await memory.save(KEY, now().toString());
      } catch {
        return;
      }
      trouble = null;
      log.info("The database can be used again");
    },
  };
}
