import { readConfig } from "./settings/config.ts";
import { EXIT, fail } from "./exit/exit.ts";
import { OperatorError } from "./exit/operator-error.ts";
import { restore } from "./store/file/backup.ts";
import { wholeFile } from "./store/open.ts";

/** `npm run restore -- FILE`: puts a backup in the place of the database. */
async function main(): Promise<void> {
  const [file, ...more] = process.argv.slice(2);
  if (!file || file.startsWith("-") || more.length > 0)
    return fail("Usage: npm run restore -- FILE", EXIT.usage);
  const settings = readConfig();
  if (!settings.ok) return fail(settings.problems.join("\n"), EXIT.config);
  try {
    const database = wholeFile(settings.config);
    const { papers, kept } = await restore(file, database);
    process.stdout.write(`Restored ${database} from ${file}: ${papers} papers, checked\n`);
    if (kept !== null) process.stdout.write(`What was there before is kept as ${kept}\n`);
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    fail(error.message, EXIT.noInput);
  }
}

await main();
