import { readFile, stat } from "node:fs/promises";
import type { Logger } from "pino";
import { OperatorError } from "../exit/operator-error.ts";
import { type Meanings, meaningsWith, shippedMeanings } from "../search/words/meaning/meanings.ts";
import { readMeanings } from "../search/words/meaning/read-meanings.ts";
import { decodeText } from "../settings/text-file.ts";
import { reasonOf } from "../sources/seeds/disk.ts";

/** A file of another kind has a problem in each line. */
const MAX_PROBLEMS_LOGGED = 20;

/**
 * What words mean: as shipped, and as a file of the operator says, if there is one. A line that says nothing is
 * logged and left out; a file that cannot be read is a wrong setting, and fails with `OperatorError`.
 */
export async function openMeanings(file: string | null, log: Logger): Promise<Meanings> {
  if (file === null) return shippedMeanings;
  const { lines, problems } = readMeanings(await textOf(file));
  for (const { line, what } of problems.slice(0, MAX_PROBLEMS_LOGGED))
    log.warn({ file, line, problem: what }, "Left out a line of PAPERBOY_MEANINGS");
  const more = problems.length - MAX_PROBLEMS_LOGGED;
  if (more > 0) log.warn({ file, lines: more }, "Left out more lines of PAPERBOY_MEANINGS");
  log.info({ file, meanings: lines.length }, "Meanings read");
  return meaningsWith(lines);
}

async function textOf(file: string): Promise<string> {
  try {
    // A pipe would be waited for.
    if (!(await stat(file)).isFile()) throw new Error("it is not a file");
    return decodeText(await readFile(file));
  } catch (cause) {
    throw new OperatorError(`Can't read the meanings in “${file}”: ${reasonOf(cause)}`, {
      cause,
      hint: "Set PAPERBOY_MEANINGS to a text file, such as PAPERBOY_MEANINGS=meanings.txt",
    });
  }
}
