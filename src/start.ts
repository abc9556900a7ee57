import { EXIT, fail } from "./exit/exit.ts";
import { OperatorError } from "./exit/operator-error.ts";
import { openLog } from "./process/log.ts";
import { type Config, readConfig } from "./settings/config.ts";
import { databaseFile, openConfigured, type Store } from "./store/open.ts";
import { troubleOf } from "./store/trouble.ts";
import { runBot } from "./wiring/bot.ts";
import { forgetPlayground, runPlayground } from "./wiring/playground.ts";
import type { ProgramRun } from "./wiring/program.ts";

/** Who runs us may kill us 5 s after a SIGTERM. */
const MAX_STOPPING_MS = 4500;

/** How long the end waits for whoever reads the log. */
const FLUSH_MS = 500;

const settings = readConfig();
if (settings.ok) await main(settings.config, settings.warnings);
else fail(settings.problems.join("\n"), EXIT.config);

async function main(config: Config, warnings: readonly string[]): Promise<void> {
  const { log, flush } = openLog(config.logLevel);
  for (const warning of warnings) log.warn(warning);
  const stopping = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const)
    process.once(signal, () => {
      log.info({ signal }, "Stopping");
      stopping.abort();
      // What hangs in the system, such as a look-up of a name, is waited for by any other end.
      setTimeout(() => process.kill(process.pid, "SIGKILL"), MAX_STOPPING_MS).unref();
    });
  // Node would open its debugger, to everybody on this machine.
  process.on("SIGUSR1", () => log.info("Got SIGUSR1, which does nothing here"));
  // A mistake in one request, ours or a library's, is no reason to leave everybody else alone.
  process.on("unhandledRejection", (error) =>
    log.error({ err: error }, "An error was not handled"),
  );

  let store: Store | undefined;
  try {
    store = await openConfigured(config, log);
    const run: ProgramRun = { config, store, log, stopped: stopping.signal };
    if (config.token) {
      while ((await runBot(config.token, run)) === "again");
      return;
    }
    let port = await runPlayground(run);
    while (port !== null) {
      await store.close();
      await forgetPlayground(config);
      store = await openConfigured(config, log);
      port = await runPlayground({ ...run, store, config: { ...config, port } });
    }
  } catch (error) {
    if (stopping.signal.aborted) return;
    const trouble = troubleOf(error)?.reason;
    const file = config.database === null ? ` ${databaseFile(config)}` : "";
    if (trouble !== undefined)
      return fail(`Can't use the database${file}: ${trouble}`, EXIT.config);
    if (!(error instanceof OperatorError)) throw error;
    const { message, hint } = error;
    fail(hint === null ? message : `${message}. ${hint}`, EXIT.config);
  } finally {
    await store?.close();
    // What a slow reader has not taken yet would keep the process, or be lost with it.
    if (!(await flush(FLUSH_MS))) process.exit();
  }
}
