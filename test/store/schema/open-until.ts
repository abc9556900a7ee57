/**
 * Opens the store at the first argument, and says so. Of a second argument, that many statements are run
 * before the process is killed.
 */
import { DatabaseSync } from "node:sqlite";
import { openStore } from "../../../src/store/open.ts";

const [, , path, most] = process.argv;
if (path === undefined) throw new Error("Give the path of a database");

let left = Number(most ?? Infinity);
for (const name of ["prepare", "exec"] as const) {
  const original: (...asked: never[]) => unknown = Reflect.get(DatabaseSync.prototype, name);
  Object.defineProperty(DatabaseSync.prototype, name, {
    value(this: DatabaseSync, ...asked: unknown[]) {
      left -= 1;
      if (left < 0) process.kill(process.pid, "SIGKILL");
      return Reflect.apply(original, this, asked);
    },
  });
}

const store = await openStore(path);
await store.close();
process.stdout.write("open");
