import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Entry } from "../../../src/papers/paper.ts";
import { createHuggingFace } from "../../../src/sources/hugging-face/hugging-face.ts";
import { parseShallow } from "../../../src/sources/hugging-face/shallow-json.ts";
import { recordLog } from "../../discord/log.ts";
import { aClient, aClock, aMemory } from "../a-client.ts";
import { type FarEnd, startFarEnd } from "../far-end.ts";
import { aListedPaper } from "./stand-in.ts";

let farEnd: FarEnd;
const empty = () => ({ body: "[]" });
beforeAll(async () => {
  farEnd = await startFarEnd({ answer: empty });
});
afterAll(async () => await farEnd[Symbol.asyncDispose]());

/** What a new source makes of a body that is shown for the day. */
async function read(body: string) {
  const { now, wait } = aClock("2026-11-20T20:00:00Z");
  const { log } = recordLog();
  const memory = aMemory();
  const client = aClient(farEnd.base, { memory, now, wait, log });
  const source = createHuggingFace({ client, memory, now, baseUrl: farEnd.base, log });
  farEnd.forget();
  farEnd.say(empty, empty, { body });
  const { signal } = new AbortController();
  const listings = [];
  for await (const listing of source.read({ signal })) listings.push(listing);
  return {
    entries: listings.flatMap(({ entries }) => entries),
    problems: listings.flatMap(({ problems }) => problems),
    health: source.health,
  };
}

type Item = ReturnType<typeof aListedPaper>;

/** Some of the names of an object, and what stands there instead: nothing, or anything. */
const changesOf = (names: readonly string[]) =>
  fc.array(fc.tuple(fc.constantFrom(...names), fc.option(fc.jsonValue(), { nil: undefined })), {
    maxLength: 4,
  });

const sample = aListedPaper("2611.00001");
/** Without a title or an id a paper is another one, or none. */
const mayChange = (names: string[]) =>
  names.filter((name) => !["id", "title", "paper"].includes(name));

const mangling = fc.oneof(
  { weight: 2, arbitrary: fc.constant({ kind: "kept" as const }) },
  { weight: 1, arbitrary: fc.jsonValue().map((value) => ({ kind: "replaced" as const, value })) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("changed" as const),
      inner: changesOf([
        ...mayChange(Object.keys(sample.paper)),
        "organization",
        "numComments",
        "new",
      ]),
      outer: changesOf([...mayChange(Object.keys(sample)), "upvotes", "ai_summary", "__proto__"]),
    }),
  },
);

/** Which facts of an entry come from which names. */
const origins: [keyof Entry, string[]][] = [
  ["text", ["summary"]],
  ["authors", ["authors"]],
  ["published", ["publishedAt"]],
  ["upvotes", ["upvotes"]],
  ["comments", ["numComments"]],
  ["organisation", ["organization"]],
  ["aiSummary", ["ai_summary"]],
  ["aiKeywords", ["ai_keywords"]],
  ["pages", ["githubRepo", "projectPage"]],
  ["thumbnail", ["thumbnail"]],
  ["withdrawn", ["withdrawnAt"]],
];

const idOf = (i: number) => `2611.${String(10_000 + i)}`;

test("whatever is mangled in a list, all else that came in it is read", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(mangling, { minLength: 1, maxLength: 8 }), async (manglings) => {
      const items = manglings.map((how, i) => {
        if (how.kind === "replaced") return JSON.stringify(how.value);
        const item = aListedPaper(idOf(i));
        return how.kind === "kept" ? JSON.stringify(item) : mangledJson(item, how);
      });
      const { entries } = await read(`[${items.join(",")}]`);
      for (const [i, how] of manglings.entries()) {
        if (how.kind === "replaced") continue;
        const entry = entries.find(({ arxivId }) => arxivId === idOf(i));
        const changed =
          how.kind === "kept" ? [] : [...how.inner, ...how.outer].map(([name]) => name);
        const kept = origins
          .filter(([, names]) => !names.some((name) => changed.includes(name)))
          .map(([fact]) => fact);
        expect(only(["title", "url", ...kept], entry)).toEqual(
          only(["title", "url", ...kept], await wholeEntry(idOf(i))),
        );
      }
    }),
    { numRuns: 150 },
  );
});

test("a list that is cut anywhere is a failure, so that it is asked for again", async () => {
  const body = JSON.stringify([aListedPaper(idOf(1)), aListedPaper(idOf(2))]);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: body.length - 1 }), async (end) => {
      const { entries, health } = await read(body.slice(0, end));
      expect(entries).toEqual([]);
      expect(health.state).toBe("failing");
    }),
    { numRuns: 50 },
  );
});

test("whatever comes, it is read or said to be unreadable", async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.json(), fc.string({ minLength: 1 })), async (body) => {
      const { health } = await read(body);
      expect(["failing", "fresh"]).toContain(health.state);
    }),
    { numRuns: 100 },
  );
});

test("a list of a million nothings does not take a million problems to tell", async () => {
  const { problems, health } = await read(`[${"1,".repeat(1_000_000)}1]`);
  expect(problems.length).toBeLessThanOrEqual(1000);
  expect(health.state).toBe("failing");
});

test("any JSON that is not too deep is parsed as JSON is", () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      expect(parseShallow(json)).toEqual(JSON.parse(json));
    }),
  );
});

test.each([
  ["in a text", JSON.stringify("[".repeat(200))],
  ["behind a quotation mark in a text", JSON.stringify(`"${"[".repeat(200)}`)],
  ["one beside the other", `[${Array(200).fill("[]").join(",")}]`],
  ["as deep as may be", `${"[".repeat(100)}${"]".repeat(100)}`],
])("brackets %s are no bomb", (_where, json) => {
  expect(parseShallow(json)).toEqual(JSON.parse(json));
});

test.each([
  ["one in the other", `${"[".repeat(101)}${"]".repeat(101)}`],
  ["behind a backslash that ends a text", `["\\\\",${"[".repeat(200)}${"]".repeat(200)}]`],
  ["of both kinds", `${'[{"":'.repeat(51)}1${"}]".repeat(51)}`],
])("brackets %s are a bomb", (_where, json) => {
  expect(JSON.parse(json)).toBeInstanceOf(Array);
  expect(() => parseShallow(json)).toThrow(SyntaxError);
});

const only = (facts: (keyof Entry)[], entry: Entry | undefined) =>
  facts.map((fact) => [fact, entry?.[fact]]);

const wholeEntries = new Map<string, Promise<Entry>>();
function wholeEntry(id: string): Promise<Entry> {
  const whole =
    wholeEntries.get(id) ??
    read(JSON.stringify([aListedPaper(id)])).then(({ entries }) => entries[0]!);
  wholeEntries.set(id, whole);
  return whole;
}

function mangledJson(
  item: Item,
  { inner, outer }: { inner: [string, unknown][]; outer: [string, unknown][] },
): string {
  const { paper, ...rest } = item;
  const written = [...membersOf(rest, outer), `"paper":{${membersOf(paper, inner).join(",")}}`];
  return `{${written.join(",")}}`;
}

/** As JSON, where a name such as `__proto__` is one like any other. */
function membersOf(object: object, changes: [string, unknown][]): string[] {
  const members = new Map<string, unknown>([...Object.entries(object), ...changes]);
  return [...members].flatMap(([name, value]) =>
    value === undefined ? [] : [`${JSON.stringify(name)}:${JSON.stringify(value)}`],
  );
}
