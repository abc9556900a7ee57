import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Logger } from "pino";
import type { SourceMemory } from "../sources/source.ts";
import { backUp } from "../store/file/backup.ts";
import { databaseFile, openConfigured, openMemory, openStore, type Store } from "../store/open.ts";

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
export async function openDryStore(
  config: Parameters<typeof openConfigured>[0],
  log: Logger,
): Promise<DryStore> {
  const path = databaseFile(config);
  if (config.token === null || config.database === null) return await openDryFile(path, log);
  const real = await openConfigured(config, log, { mayMigrate: false });
  try {
    await real.paperStore.version();
    // Of the papers; what sources remember is in the database itself.
    const copy = await openDryFile(path, log);
    return {
      store: { ...copy.store, memory: writtenNowhere(real.memory) },
      turns: real.memory,
      close: async () => void (await Promise.all([copy.close(), real.close()])),
    };
  } catch (error) {
    await real.close();
    throw error;
  }
}

/** Reads what is kept, and keeps what is saved to itself. */
function writtenNowhere(memory: SourceMemory): SourceMemory {
  const saved = new Map<string, unknown>();
  const load = async (key: string) => (saved.has(key) ? saved.get(key) : await memory.load(key));
  return {
    load,
    save(key, value) {
      saved.set(key, value);
      return Promise.resolve();
    },
    async change(key, to) {
      saved.set(key, to(await load(key)));
    },
  };
}

async function openDryFile(path: string, log: Logger): Promise<DryStore> {
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
