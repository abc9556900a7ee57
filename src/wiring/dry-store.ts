import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Logger } from "pino";
import type { SourceMemory } from "../sources/source.ts";
import { backUp } from "../store/file/backup.ts";
import { openMemory, openStore, type Store } from "../store/open.ts";

/** A store that can be written to as if it were the real one, and is gone afterwards. */
export interface DryStore {
  store: Store;
  /** Of the database itself, so that no far end is asked more often than it wants. */
  turns: SourceMemory;
  close(): Promise<void>;
}

/**
 * Opens a copy of the database, which itself is left as it is, but for its turns: no step of the schema
 * is taken in it. Where there is none, an empty one in memory serves.
 */
export async function openDryStore(path: string, log: Logger): Promise<DryStore> {
  if (!existsSync(path)) {
    const store = await openStore(":memory:", { log });
    return { store, turns: store.memory, close: store.close };
  }
  const folder = await mkdtemp(join(tmpdir(), "paperboy-dry-"));
  try {
    const copy = join(folder, "paperboy.db");
    await backUp(path, copy);
    const store = await openStore(copy, { log });
    const real = await openMemory(path, { log });
    return {
      store,
      turns: real?.memory ?? store.memory,
      async close() {
        await Promise.all([store.close(), real?.close()]);
        await rm(folder, { recursive: true });
      },
    };
  } catch (error) {
    await rm(folder, { recursive: true });
    throw error;
  }
}
