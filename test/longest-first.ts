import { BaseSequencer, type TestSpecification } from "vitest/node";

/** They start processes and wait for them: begun last, they would keep one core busy and the other idle. */
const LONGEST = ["kill", "soak", "take-over", "process", "blame", "fetch", "page"];

/** Begins with the test files that take longest, also where no run before has measured them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- not that of arrays
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}

function rankOf({ moduleId }: TestSpecification): number {
  const rank = LONGEST.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
  return rank === -1 ? LONGEST.length : rank;
}
