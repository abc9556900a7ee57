import { DatabaseSync } from "node:sqlite";
import { openStore, type Store } from "../../src/store/open.ts";

/** Opens the store, and gives the connection that it keeps, to hinder it as the world would. */
export async function openWithConnection(
  path: string,
): Promise<{ store: Store; connection: DatabaseSync }> {
  const seen = new Set<DatabaseSync>();
  const original: (sql: string) => void = Reflect.get(DatabaseSync.prototype, "exec");
  DatabaseSync.prototype.exec = function execSeen(sql) {
    seen.add(this);
    Reflect.apply(original, this, [sql]);
  };
  const store = await openStore(path).finally(() => {
    DatabaseSync.prototype.exec = original;
  });
  const connection = [...seen].find(({ isOpen }) => isOpen);
  if (!connection) throw new Error("The store has no connection");
  return { store, connection };
}
