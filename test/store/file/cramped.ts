/**
 * Opens the store and the library as the program does, in a place that may be too small for it or may not
 * be written, and says as JSON what of it works.
 */
import { commands } from "../../../commands/index.ts";
import { openHouse } from "../../../src/wiring/house.ts";
import { openLibrary } from "../../../src/wiring/library.ts";
import { openStore } from "../../../src/store/open.ts";
import { recordLog } from "../../discord/log.ts";
import { createRecorder } from "../../recorder.ts";

const [, , path, seeds] = process.argv;
if (path === undefined || seeds === undefined) throw new Error("Give a database, and a folder");

const now = () => Temporal.Instant.from("2026-04-20T10:00:00Z");
const { log, lines } = recordLog();
const store = await openStore(path, { log });
const { paperStore, memory, words } = store;
const about = { timeZone: "UTC", log, now };
const library = await openLibrary({ ...about, folders: [seeds], paperStore, memory, words });
const house = await openHouse({ ...about, commands, store, library });

async function ask(subcommand: string, options: Record<string, string>): Promise<string> {
  const recorder = createRecorder();
  const asker = {
    userId: "1",
    channelId: "2",
    guildId: null,
    mayManage: true,
    hasDigests: true,
    mayView: () => true,
  };
  const command = subcommand === "search" ? "paper" : "digest";
  await house.dispatcher.handle({ kind: "command", command, subcommand, options, asker }, recorder);
  return JSON.stringify(recorder.calls.at(-1));
}

const said = {
  papers: library.corpus.size,
  state: library.health.state,
  trouble: library.health.trouble,
  search: await ask("search", { query: "learning" }),
  log: lines.map((line) => JSON.stringify(line)).join("\n"),
};
await store.close();
process.stdout.write(JSON.stringify(said));
