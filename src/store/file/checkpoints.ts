import type { DatabaseSync } from "node:sqlite";
import { writeMark } from "./file-mark.ts";

/** After a write, so that many writes share one. A copy of the file alone lacks no more than this. */
const CHECKPOINT_AFTER_MS = 1000;

export interface Checkpoints {
  /** Plans one if something was written since the last. */
  ifWritten: () => void;
  /** Returns what kept it from writing, if anything did. */
  now: () => unknown;
  stop: () => void;
}

/**
 * Brings what was written from the log into the file itself, soon after each write: people copy the file
 * alone. Never waits for others: what they keep it from is done a little later.
 */
export function createCheckpoints(database: DatabaseSync): Checkpoints {
  const changes = database.prepare("select total_changes() as number");
  const written = () => Number(changes.get()?.["number"]);
  let before = written();
  let timer: NodeJS.Timeout | null = null;

  function soon(): void {
    timer ??= setTimeout(() => {
      timer = null;
      now();
    }, CHECKPOINT_AFTER_MS).unref();
  }

  function now(): unknown {
    try {
      if (database.isTransaction || !isWhole(database)) {
        soon();
        return null;
      }
      // The log has it safely before anything that people would miss.
      database.exec("pragma synchronous = normal");
      writeMark(database);
      return null;
    } catch (error) {
      // Whoever writes next is told, and asks for the next checkpoint.
      return error;
    } finally {
      if (!database.isTransaction) database.exec("pragma synchronous = full");
      before = written();
    }
  }

  return {
    ifWritten() {
      if (timer === null && written() !== before) soon();
    },
    now,
    stop() {
      if (timer) clearTimeout(timer);
      timer = null;
    },
  };
}

/** Whether everything is in the file now. */
function isWhole(database: DatabaseSync): boolean {
  const { busy, log, checkpointed } = Object(
    database.prepare("pragma wal_checkpoint(passive)").get(),
  );
  return Number(busy) === 0 && Number(log) === Number(checkpointed);
}
