import { parseArgs } from "node:util";
import { readConfig } from "./settings/config.ts";
import { RequestFailure } from "./discord/api/failure.ts";
import { WRONG_TOKEN } from "./discord/connection/fatal.ts";
import { type ServerReport, sweep } from "./discord/registration/leftovers.ts";
import { EXIT, fail, failUsage } from "./exit/exit.ts";
import { forTerminal } from "./papers/corpus/report.ts";

const USAGE = "npm run commands [-- --clean]";

/**
 * `npm run commands [-- --clean]`: lists the commands that an earlier program left in single servers,
 * and with `--clean` removes them. Ours are global, and stay.
 */
async function main(): Promise<void> {
  const clean = readArguments();
  if (clean === null) return;
  const settings = readConfig();
  if (!settings.ok) return fail(settings.problems.join("\n"), EXIT.config);
  const { token, apiBase } = settings.config;
  if (token === null)
    return fail(
      "Set DISCORD_TOKEN to the bot's token: without it there are no servers to look at",
      EXIT.config,
    );
  try {
    let found = 0;
    let failed = 0;
    for await (const report of sweep({ token, apiBase, clean })) {
      say(lineAbout(report, clean));
      if ("failure" in report) failed += 1;
      else found += 1;
    }
    if (found === 0 && failed === 0) say("No server has commands of an earlier program.");
    if (found > 0 && !clean) say("npm run commands -- --clean removes them.");
    if (failed > 0) process.exitCode = EXIT.temporary;
  } catch (error) {
    if (!(error instanceof RequestFailure)) throw error;
    if (error.status === 401) fail(WRONG_TOKEN, EXIT.config);
    else fail(`${error.message}. Try again later`, EXIT.temporary);
  }
}

/** Whether to clean; null where the arguments are wrong, which is told. */
function readArguments(): boolean | null {
  try {
    const { values } = parseArgs({ options: { clean: { type: "boolean", default: false } } });
    return values.clean;
  } catch (error) {
    failUsage(error, USAGE);
    return null;
  }
}

function lineAbout(report: ServerReport, clean: boolean): string {
  const server = `${report.name} (${report.id})`;
  if ("failure" in report) return `${server}: not done. ${report.failure.message}`;
  return `${server}: ${clean ? "removed " : ""}${report.commands.join(", ")}`;
}

function say(line: string): void {
  process.stdout.write(`${forTerminal(line)}\n`);
}

await main();
