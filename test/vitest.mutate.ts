import { configDefaults, defineConfig } from "vitest/config";

/** The tests that `npm run mutate` runs for each mistake: none that starts processes or takes long. */
export default defineConfig({
  test: {
    include: ["test/{commands,digests,messages,papers,search,store}/**/*.test.ts"],
    exclude: [
      ...configDefaults.exclude,
      "test/digests/{hostile,kill,limits}.test.ts",
      "test/store/file/*.test.ts",
      "test/store/schema/migrations.test.ts",
      "test/papers/corpus/paper-store.test.ts",
    ],
    setupFiles: ["./test/setup.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
