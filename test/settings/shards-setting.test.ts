import { expect, test } from "vitest";
import { parseConfig } from "../../src/settings/config.ts";

function problemsOf(PAPERBOY_SHARDS: string): string[] {
  const result = parseConfig({ PAPERBOY_SHARDS });
  return result.ok ? [] : result.problems;
}

const spanOf = (PAPERBOY_SHARDS: string) => parseConfig({ PAPERBOY_SHARDS });

test("reads which shards a process holds", () => {
  expect(spanOf("auto")).toMatchObject({ config: { shards: null } });
  expect(spanOf("0-3/4")).toMatchObject({ config: { shards: { first: 0, last: 3, count: 4 } } });
  expect(spanOf("0/1")).toMatchObject({ config: { shards: { first: 0, last: 0, count: 1 } } });
});

test.each([
  ["4", "neither auto nor shards"],
  ["0-3", "neither auto nor shards"],
  ["-1/4", "neither auto nor shards"],
  ["0-4/4", "the last of 4 is 3"],
  ["0/0", "a shard that there isn't"],
  ["3-0/4", "the last shard before the first"],
  ["0-3/16", "needs a database that they share"],
  ["1/2", "needs a database that they share"],
])("refuses the shards %s", (PAPERBOY_SHARDS, told) => {
  const [problem = "", ...more] = problemsOf(PAPERBOY_SHARDS);
  expect(problem).toContain(told);
  expect(problem).toContain(`PAPERBOY_SHARDS: "${PAPERBOY_SHARDS}"`);
  expect(more).toEqual([]);
});
