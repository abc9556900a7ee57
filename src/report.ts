import { parseArgs } from "node:util";
import { readConfig } from "./settings/config.ts";
import { EXIT, fail, failUsage } from "./exit/exit.ts";
import { OperatorError } from "./exit/operator-error.ts";
import { createCorpus } from "./papers/corpus/corpus.ts";
import { corpusDocument, corpusReport } from "./papers/corpus/report.ts";
import { readFolders } from "./sources/seeds/seeds.ts";

/** `npm run corpus [-- [--json] [FOLDER…]]`: says what was read, and what was made of it. */
async function main(): Promise<void> {
  const wish = readArguments();
  const folders = wish && (wish.folders.length > 0 ? wish.folders : ownFolder());
  if (!wish || !folders) return;
  try {
    const snapshots = await readFolders(folders);
    const corpus = createCorpus(snapshots, { today: Temporal.Now.plainDateISO("UTC") });
    const text = wish.json
      ? JSON.stringify(corpusDocument(corpus), null, 2)
      : corpusReport(corpus).join("\n");
    // Not followed by an exit: what a pipe has not taken yet would be lost.
    process.stdout.write(`${text}\n`);
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    fail(error.message, EXIT.noInput);
  }
}

function readArguments(): { json: boolean; folders: string[] } | null {
  try {
    const { values, positionals } = parseArgs({
      options: { json: { type: "boolean", default: false } },
      allowPositionals: true,
    });
    return { json: values.json, folders: positionals };
  } catch (error) {
    failUsage(error, "npm run corpus -- [--json] [FOLDER…]");
    return null;
  }
}

/** The folder that Paperboy itself reads. */
function ownFolder(): string[] | null {
  const settings = readConfig();
  if (settings.ok) return [settings.config.seedsFolder];
  fail(settings.problems.join("\n"), EXIT.config);
  return null;
}

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // The reader of a pipe, such as `head`, may leave early.
  if (error.code !== "EPIPE") throw error;
});
await main();
