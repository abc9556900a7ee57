/** Writes draws for a channel into the store at a path, twenty in all, and kills itself. */
import { statSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { openStore } from "../../../src/store/open.ts";

const [, , path, channelId] = process.argv;
if (path === undefined || channelId === undefined) throw new Error("Give a path and a channel");

const store = await openStore(path);
const changedAt = () => statSync(path).mtimeMs;
const openedAt = changedAt();
for (let i = 0; i < 20; i += 1) {
  // Half of them are in the file itself, the others only in the log.
  if (i === 10) while (changedAt() === openedAt) await delay(20);
  await store.draws.note(channelId, `p${i}`, Temporal.Now.instant(), null);
}
process.kill(process.pid, "SIGKILL");
