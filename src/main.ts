import { join } from "node:path";
import { pino } from "pino";
import { commands } from "../commands/index.ts";
import { type Config, EXIT_CONFIG, readConfig } from "./config.ts";
import { openHouse } from "./house.ts";
import { openLibrary } from "./library.ts";
import { openStore } from "./store/open.ts";

const settings = readConfig();
if (settings.ok) await main(settings.config);
else {
  for (const problem of settings.problems) console.error(problem);
  process.exitCode = EXIT_CONFIG;
}

async function main({ dataFolder, seedsFolder, timeZone, logLevel }: Config): Promise<void> {
  const log = pino({ level: logLevel }, pino.destination({ dest: 2, sync: true }));
  const store = await openStore(join(dataFolder, "paperboy.db"));
  const { identities } = store;
  const library = await openLibrary({ folders: [seedsFolder], identities, now, timeZone, log });
  await openHouse({ commands, store, library, timeZone, log, now });
  console.log("The house is furnished, but nobody can ask anything yet: it has no front.");
  await store.close();
}

function now(): Temporal.Instant {
  return Temporal.Now.instant();
}
