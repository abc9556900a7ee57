import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { EXIT, fail } from "./exit/exit.ts";
import { OperatorError } from "./exit/operator-error.ts";
import { openLog } from "./process/log.ts";
import { readConfig } from "./settings/config.ts";
import { database as address } from "./settings/values.ts";
import { databaseFile, moveToPostgres } from "./store/open.ts";

/** `npm run migrate -- --to ADDRESS`: copies the database, which is in a file, into an empty PostgreSQL. */
async function main(): Promise<void> {
  const to = readArguments();
  if (to === null)
    return fail(
      "Usage: npm run migrate -- --to postgres://name:password@host:5432/database",
      EXIT.usage,
    );
  const settings = readConfig();
  if (!settings.ok) return fail(settings.problems.join("\n"), EXIT.config);
  const file = databaseFile({ ...settings.config, database: null });
  if (!existsSync(file)) return fail(`There is no database ${file}`, EXIT.noInput);
  const { log } = openLog(settings.config.logLevel);
  try {
    const { rows, tables } = await moveToPostgres(file, to, log);
    process.stdout.write(
      `Copied ${file}: ${rows} rows in ${tables} tables, counted on both sides. ` +
        "Set PAPERBOY_DATABASE to that address, and start Paperboy\n",
    );
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    fail(error.message, EXIT.noInput);
  }
}

/** Null where no address, or a wrong one, is given. */
function readArguments(): string | null {
  try {
    const { values } = parseArgs({ options: { to: { type: "string" } } });
    return address.safeParse(values.to).data ?? null;
  } catch {
    return null;
  }
}

await main();
