import { expect, test } from "vitest";
import { sourceLines, sourcesInShort } from "../../../src/messages/digests/sources.ts";
import type { SourceHealth } from "../../../src/papers/source-health.ts";

const READ_AT = Temporal.Instant.from("2026-11-21T08:00:00Z");
const SINCE = Temporal.Instant.from("2026-11-21T05:30:00Z");
const SINCE_SHOWN = `<t:${SINCE.epochMilliseconds / 1000}:f>`;
const READ_SHOWN = `<t:${READ_AT.epochMilliseconds / 1000}:R>`;

function aSource(overrides: Partial<SourceHealth> = {}): SourceHealth {
  return {
    name: "Hugging Face",
    state: "fresh",
    since: null,
    readAt: READ_AT,
    newest: null,
    trouble: null,
    ...overrides,
  };
}

test.each<[string, Partial<SourceHealth>, string]>([
  ["fresh", {}, `Hugging Face: up to date\n-# read ${READ_SHOWN}`],
  [
    "fresh again",
    { since: SINCE, newest: { date: "2026-11-20", precision: "day", inferred: false } },
    `Hugging Face: up to date since ${SINCE_SHOWN}\n-# read ${READ_SHOWN} · newest listing from 20 Nov 2026`,
  ],
  [
    "quiet",
    {
      name: "arXiv",
      state: "quiet",
      trouble: "arXiv announces nothing on Friday and Saturday evenings",
    },
    `arXiv: quiet · announces nothing on Friday and Saturday evenings\n-# read ${READ_SHOWN}`,
  ],
  [
    "stale",
    { state: "stale", since: SINCE, trouble: "it still shows Thursday's list" },
    `Hugging Face: **out of date** since ${SINCE_SHOWN}: it still shows Thursday's list\n-# last fully read ${READ_SHOWN}`,
  ],
  [
    "truncated",
    { state: "truncated", since: SINCE, trouble: "showed 2,000 papers and no more" },
    `Hugging Face: **incomplete** since ${SINCE_SHOWN}: showed 2,000 papers and no more\n-# last fully read ${READ_SHOWN}`,
  ],
  [
    "failing",
    {
      state: "failing",
      since: SINCE,
      readAt: null,
      trouble: "Hugging Face is asking Paperboy to slow down",
    },
    `Hugging Face: **failing** since ${SINCE_SHOWN}: is asking Paperboy to slow down\n-# never fully read`,
  ],
  ["not read yet", { state: "unread", readAt: null }, "Hugging Face: not read yet"],
])("a source that is %s says so, since when, and why", (_how, source, line) => {
  expect(sourceLines([aSource(source)], 1000)).toEqual([line]);
});

test("what is wrong comes first, and sources that are alike keep their order", () => {
  const states = ["fresh", "quiet", "unread", "stale", "fresh", "failing", "truncated"] as const;
  const sources = states.map((state, i) => aSource({ name: `Source ${i}`, state }));
  const names = sourceLines(sources, 3000).map((line) => line.split(":")[0]);
  expect(names).toEqual([5, 3, 6, 2, 1, 0, 4].map((i) => `Source ${i}`));
});

test("sources for which there is no room are counted by how they are", () => {
  const failing = [1, 2].map((i) => aSource({ name: `arXiv ${i}`, state: "failing" }));
  const fresh = Array.from({ length: 1022 }, (_, i) => aSource({ name: `arXiv ${i + 3}` }));
  const lines = sourceLines([...fresh, ...failing], 1000);
  expect(lines).toHaveLength(9);
  expect(lines.slice(0, 2).every((line) => line.includes("**failing**"))).toBe(true);
  expect(lines.at(-1)).toBe("-# … and 1,016 more: 1,016 up to date");
  const short = sourceLines([...fresh, ...failing], 160);
  expect(short.join("\n").length).toBeLessThanOrEqual(160);
  expect(short.at(-1)).toBe("-# … and 1,023 more: 1 failing, 1,022 up to date");
});

test("in short it is one line while all is well, and one more for each in trouble", () => {
  const quiet = aSource({ name: "arXiv cs.LG", state: "quiet" });
  expect(sourcesInShort([aSource()])).toEqual(["-# 1 source, up to date"]);
  expect(sourcesInShort([quiet, aSource(), aSource()])).toEqual([
    "-# 3 sources: 1 quiet, 2 up to date",
  ]);
  const failing = aSource({ state: "failing", since: SINCE, trouble: "cannot be reached" });
  expect(sourcesInShort([quiet, failing])).toEqual([
    "-# 2 sources: 1 failing, 1 quiet",
    `-# Hugging Face: **failing** since ${SINCE_SHOWN}: cannot be reached`,
  ]);
  expect(sourcesInShort([])).toEqual([]);
  const many = Array.from({ length: 50 }, () => failing);
  expect(sourcesInShort(many)).toHaveLength(5);
});
