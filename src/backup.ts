import { readConfig } from "./settings/config.ts";
import { EXIT, fail } from "./exit/exit.ts";
import { OperatorError } from "./exit/operator-error.ts";
import { backUp } from "./store/file/backup.ts";
import { wholeFile } from "./store/open.ts";

/** `npm run backup -- FILE`: copies the database into one file, whether Paperboy runs or not. */
async function main(): Promise<void> {
  const [target, ...more] = process.argv.slice(2);
  if (!target || target.startsWith("-") || more.length > 0)
    return fail("Usage: npm run backup -- FILE", EXIT.usage);
  const settings = readConfig();
  if (!settings.ok) return fail(settings.problems.join("\n"), EXIT.config);
  try {
    const database = wholeFile(settings.config);
    const { papers } = await backUp(database, target);
    process.stdout.write(`Backed up ${database} to ${target}: ${papers} papers, checked\n`);
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    fail(error.message, EXIT.noInput);
  }
}

await main();
