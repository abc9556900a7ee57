import { readFileSync } from "node:fs";
import {
  array,
  assert,
  constantFrom,
  json,
  jsonValue,
  oneof,
  property,
  record,
  string,
} from "fast-check";
import { expect, test } from "vitest";
import { UserError } from "../../../commands/command/command.ts";
import { printFile, readFile } from "../../../commands/digest/transfer/digest-file.ts";
import {
  type PortableChannel,
  portable,
} from "../../../src/digests/subscriptions/transfer/portable.ts";
import { aChannel } from "../../digests/a-channel.ts";

const NOW = Temporal.Instant.from("2026-11-27T09:00:00.123Z");

test("the file that docs/digest-file.md shows is read whole, and has every field there is", () => {
  const page = readFileSync(new URL("../../../docs/digest-file.md", import.meta.url), "utf8");
  const [, example = ""] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
  const { channels, problems } = readFile(example);
  expect(problems).toEqual([]);
  expect(channels).toMatchObject([{ name: "papers", problems: [] }]);
  const exported = (["forum", "announcement"] as const).flatMap((kind) =>
    Object.keys(portable(aChannel({ kind }), [], { channels: [], roles: [] }).settings),
  );
  expect(Object.keys(channels[0]?.settings ?? {}).toSorted()).toEqual(
    [...new Set(exported)].toSorted(),
  );
  expect(channels[0]?.topics).toHaveLength(2);
});

const withChannels = (channels: unknown) =>
  JSON.stringify({ paperboy: "digests", version: 1, channels });

const anyFile = oneof(
  json(),
  string(),
  jsonValue().map(withChannels),
  array(
    record({
      id: constantFrom("100000000000000001", 7, null),
      settings: jsonValue(),
      topics: jsonValue(),
    }),
  ).map(withChannels),
);

/** The error, if any. */
function errorOf(contents: string): unknown {
  try {
    readFile(contents);
    return null;
  } catch (error) {
    return error;
  }
}

test("whatever is in a file, it is read, or refused in words for people", () => {
  assert(
    property(anyFile, (contents) => {
      const error = errorOf(contents);
      if (error !== null) return error instanceof UserError;
      const { channels, problems } = readFile(contents);
      const told = [...problems, ...channels.flatMap((one) => one.problems)];
      return told.every((problem) => problem.length < 300);
    }),
  );
});

test("a file of many channels is written in few bytes rather than not at all", () => {
  const channel: PortableChannel = portable(aChannel(), [], { channels: [], roles: [] });
  const one = printFile([channel], NOW);
  expect(one).toContain('\n  "channels": [\n');
  expect(one).toContain('"exportedAt": "2026-11-27T09:00:00Z"');
  const many = printFile(Array(500).fill(channel), NOW);
  expect(Buffer.byteLength(many)).toBeLessThan(256 * 1024);
  expect(JSON.parse(many).channels).toHaveLength(500);
});
