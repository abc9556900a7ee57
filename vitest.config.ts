import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Far above what any test takes: shared machines stall, and that is no failure.
    setupFiles: ["./test/compare-instants.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    globalSetup: ["./test/quick-disk.ts"],
    reporters: ["default", "./test/count-reporter.ts"],
  },
});
