import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/longest-first.ts";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Far above what any test takes: shared machines stall, and that is no failure.
    setupFiles: ["./test/compare-instants.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    globalSetup: ["./test/quick-disk.ts"],
    // One more than there are cores: many tests wait for a process or a clock.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongestFirst },
    reporters: ["default", "./test/count-reporter.ts"],
  },
});
