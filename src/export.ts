import { EXIT, fail } from "./exit/exit.ts";
import { OperatorError } from "./exit/operator-error.ts";
import { readConfig } from "./settings/config.ts";
import { type Exported, exportPostgres, exportTo, OF_SETTINGS } from "./store/export/export.ts";
import { databaseFile } from "./store/open.ts";

/** `npm run export -- FOLDER`: writes what Paperboy knows as lines of JSON, whether it runs or not. */
async function main(): Promise<void> {
  const [folder, ...more] = process.argv.slice(2);
  if (!folder || folder.startsWith("-") || more.length > 0)
    return fail("Usage: npm run export -- FOLDER", EXIT.usage);
  const settings = readConfig();
  if (!settings.ok) return fail(settings.problems.join("\n"), EXIT.config);
  try {
    const { token, database: postgres } = settings.config;
    const now = Temporal.Now.instant();
    if (token !== null && postgres !== null)
      return say(await exportPostgres(postgres, folder, now), {
        database: OF_SETTINGS,
        folder,
      });
    const database = databaseFile(settings.config);
    say(await exportTo(database, folder, now), { database, folder });
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    fail(error.message, EXIT.noInput);
  }
}

/** What could not be read is told, and shows in the code: a program that takes the files along must know. */
function say(
  { lines, leftOut }: Exported,
  { database, folder }: { database: string; folder: string },
): void {
  const counts = Object.entries(lines).map(([name, count]) => `${name} ${count}`);
  process.stdout.write(`Exported ${database} to ${folder}: ${counts.join(", ")}\n`);
  for (const { listing, row, problem } of leftOut)
    process.stderr.write(`Left out ${row} of ${listing}: ${problem}\n`);
  if (leftOut.length > 0) process.exitCode = EXIT.badData;
}

await main();
