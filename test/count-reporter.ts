import type { Reporter, TestModule } from "vitest/node";

/** Ends the run with one plain line of counts, which CI reads. */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const count = { passed: 0, failed: errors.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) count[test.result().state] += 1;
      // A file that cannot even be loaded has no tests to count.
      count.failed += module.errors().length;
    }
    if (count.skipped > 0) console.log(`${count.skipped} skipped: the messages above say why`);
    console.log(`${count.passed} passed, ${count.failed + count.pending} failed`);
  }
}
