import { processClock } from "../../src/store/file/process-clock.ts";
import { openStore, type Store, type StoreOptions } from "../../src/store/open.ts";

/** Opens the store at an address as `newAddress` gives it: a file, or a PostgreSQL. Tests say what time it is for both. */
export async function openAt(address: string, options: StoreOptions = {}): Promise<Store> {
  return address.startsWith("postgres:")
    ? await openStore(":memory:", { leaseClock: processClock, ...options, postgres: address })
    : await openStore(address, options);
}
