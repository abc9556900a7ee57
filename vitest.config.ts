import { availableParallelism } from "node:os";
import { configDefaults, defineConfig } from "vitest/config";
import { LongestFirst } from "./test/longest-first.ts";
import { findPostgres } from "./test/throwaway-postgres.ts";

/** Tests of what PostgreSQL alone does. */
const OF_POSTGRES = "test/store/postgres/**/*.test.ts";

/** Tests that ask for a store through `test/store/test-store.ts`: they hold for both databases. */
const OF_BOTH = [
  "test/store/{arrivals,change-log,work-leases,change-subscription,deliveries,editions,shown-papers,store,subscriptions,webhooks}.test.ts",
  "test/store/community/shelves.test.ts",
  "test/digests/{due,kill,waiting,rounds}.test.ts",
  "test/digests/outlets/rounds.test.ts",
  "test/community/votes.test.ts",
  "test/papers/corpus/paper-store.test.ts",
  "test/webhooks/kill-webhook.test.ts",
  "test/mail/kill-mail.test.ts",
  "test/community/kill-club.test.ts",
];

const hasPostgres = findPostgres() !== null;
if (!hasPostgres)
  console.warn(
    "The tests on PostgreSQL are skipped: there is none. On Debian: apt-get install postgresql",
  );

const onSqlite = {
  extends: true as const,
  test: {
    name: "SQLite",
    include: ["test/**/*.test.ts"],
    exclude: [...configDefaults.exclude, OF_POSTGRES],
  },
};

const onPostgres = {
  extends: true as const,
  test: {
    name: "PostgreSQL",
    include: [OF_POSTGRES, ...OF_BOTH],
    globalSetup: ["./test/throwaway-postgres.ts"],
  },
};

export default defineConfig({
  test: {
    // Far above what any test takes: shared machines stall, and that is no failure.
    setupFiles: ["./test/setup.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    // Tests share no state but the folder for temporary files, and a third of their time went into loading the same
    // modules for each file anew.
    isolate: false,
    globalSetup: ["./test/quick-disk.ts"],
    // One more than there are cores: many tests wait for a process or a clock.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongestFirst },
    reporters: ["default", "./test/count-reporter.ts"],
    projects: [onSqlite, ...(hasPostgres ? [onPostgres] : [])],
  },
});
