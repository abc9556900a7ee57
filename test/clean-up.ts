import { afterAll, afterEach } from "vitest";

type CleanUp = () => void | Promise<void>;

const ofTest: CleanUp[] = [];
const ofFile: CleanUp[] = [];

/** Is done when the test that runs has ended. Helpers are loaded once for many files, so a hook of their own is no way. */
export function whenTestEnds(cleanUp: CleanUp): void {
  ofTest.push(cleanUp);
}

/** Is done when the tests of the file that runs have ended. */
export function whenFileEnds(cleanUp: CleanUp): void {
  ofFile.push(cleanUp);
}

/** For each file of tests anew. */
export function registerCleanUps(): void {
  afterEach(async () => await all(ofTest));
  afterAll(async () => await all(ofFile));
}

async function all(cleanUps: CleanUp[]): Promise<void> {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
}
