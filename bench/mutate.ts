import { statSync } from "node:fs";
import { Stryker } from "@stryker-mutator/core";

/**
 * Makes small mistakes in files, or in all of a folder, one at a time, and counts those that a test
 * notices: `npm run mutate -- src/digests src/store/digests/deliveries.ts`.
 */
const given = process.argv.slice(2);
if (given.length === 0) {
  console.error("Say which files or folders: npm run mutate -- src/digests");
  process.exitCode = 64;
} else {
  await new Stryker({ mutate: given.map(filesOf) }).runMutationTest();
}

function filesOf(path: string): string {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return isFolder ? `${path}/**/*.ts` : path;
}
