import { chmodSync, closeSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { folderInMemory } from "../folder-in-memory.ts";

/** A clock that a test sets: a file with milliseconds since 1970, which processes and a database read. */
export interface ClockFile {
  path: string;
  now: () => number;
  advance: (ms: number) => void;
  remove: () => void;
}

const BYTES = 8;

export function createClockFile(at: Temporal.Instant): ClockFile {
  const folder = folderInMemory("paperboy-clock-");
  // The database runs as somebody else.
  chmodSync(folder, 0o755);
  const path = join(folder, "now");
  const file = openSync(path, "w", 0o644);
  let now = at.epochMilliseconds;
  const buffer = Buffer.alloc(BYTES);
  const write = () => {
    buffer.writeBigInt64BE(BigInt(now));
    writeSync(file, buffer, 0, BYTES, 0);
  };
  write();
  return {
    path,
    now: () => now,
    advance(ms) {
      now += ms;
      write();
    },
    remove() {
      closeSync(file);
      rmSync(folder, { recursive: true });
    },
  };
}

/** Reads one that another process sets: a process that was stopped knows the time as soon as it goes on. */
export function readClockFile(path: string): () => number {
  const file = openSync(path, "r");
  const buffer = Buffer.alloc(BYTES);
  return () => {
    readSync(file, buffer, 0, BYTES, 0);
    return Number(buffer.readBigInt64BE());
  };
}

/** Lets a database read it, by the function whose time decides of leases. The user of the database may read files. */
export function setDatabaseClock(path: string): string {
  return `create or replace function paperboy_now() returns bigint language sql volatile
    as $$ select ('x' || encode(pg_read_binary_file('${path}'), 'hex'))::bit(64)::bigint $$`;
}
