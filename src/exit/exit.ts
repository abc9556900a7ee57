/** Exit codes, as sysexits.h numbers them. */
export const EXIT = {
  usage: 64,
  /** Some of what was given could not be read. */
  badData: 65,
  noInput: 66,
  /** Trying again later may help. */
  temporary: 75,
  /** Settings that are wrong: restarting does not help. */
  config: 78,
} as const;

/** Says which argument was wrong, and how the program is called. */
export function failUsage(error: unknown, usage: string): void {
  const reason = error instanceof Error ? error.message.split(/[.\n]/)[0] : String(error);
  fail(`${reason}. Usage: ${usage}`, EXIT.usage);
}

/** Says what went wrong and ends with a code, once what is under way is done. */
export function fail(message: string, code: number): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = code;
}
