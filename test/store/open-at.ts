import { openStore, type Store, type StoreOptions } from "../../src/store/open.ts";

/** Opens the store at an address as `newAddress` gives it: a file, or a PostgreSQL. */
export async function openAt(address: string, options: StoreOptions = {}): Promise<Store> {
  return address.startsWith("postgres:")
    ? await openStore(":memory:", { ...options, postgres: address })
    : await openStore(address, options);
}
