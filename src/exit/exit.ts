/** Exit codes, as sysexits.h numbers them. */
export const EXIT = {
  usage: 64,
  noInput: 66,
  /** Trying again later may help. */
  temporary: 75,
  /** Settings that are wrong: restarting does not help. */
  config: 78,
} as const;

/** Says what went wrong and ends with a code, once what is under way is done. */
export function fail(message: string, code: number): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = code;
}
