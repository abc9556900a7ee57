import { afterEach, beforeEach, expect, test } from "vitest";
import { readQuery } from "../../../src/search/query/read-query.ts";
import { openStore, type Store } from "../../../src/store/open.ts";
import { meaningOf, type StandIn, startStandIn } from "../../embeddings/stand-in.ts";
import { aFill, takeIn } from "./a-fill.ts";

let store: Store;
let standIn: StandIn;

beforeEach(async () => {
  store = await openStore(":memory:");
  standIn = await startStandIn();
  await takeIn(store, [
    { title: "Hibernation of rodents" },
    { title: "Proteins and amino acids" },
    { title: "Congestion of cars" },
  ]);
});

afterEach(async () => {
  await store.close();
  await standIn[Symbol.asyncDispose]();
});

async function open(more: Partial<Parameters<typeof aFill>[0]> = {}) {
  const filled = await aFill({ store, url: standIn.url, ...more });
  await filled.fill();
  return { ...filled, before: standIn.asked.length };
}

const FIRST = { isFirst: true };
const LATER = { isFirst: false };
const LONG = readQuery("how groundhogs and marmots snooze asleep dormant slumber");
const titleOf = (id = "") => store.paperStore.corpus().byId(id)?.title;

test("a long question in plain words finds what means the same", async () => {
  const { meaning } = await open({ prefixes: { query: "query: ", paper: "" } });
  const likeness = await meaning.ofQuestion(LONG, FIRST);
  expect(likeness?.nearest.map(titleOf)).toEqual(["Hibernation of rodents"]);
  expect(likeness?.bonusOf(likeness.nearest[0] ?? "")).toBeCloseTo(0.7);
  expect(standIn.texts.at(-1)).toBe(
    "query: how groundhogs and marmots snooze asleep dormant slumber",
  );
});

test.each([
  "",
  "marmots",
  "the sleep of all the marmots",
  '"marmots snooze asleep dormant slumber"',
  "marmots snooze asleep dormant slumber -cars",
  "marmots snooze asleep dormant slumber has:code",
  "marmots snooze asleep OR dormant slumber cars",
  "title:marmots snooze asleep dormant slumber",
])("nobody is asked about “%s”", async (text) => {
  const { meaning, before } = await open();
  expect(await meaning.ofQuestion(readQuery(text), FIRST)).toBeNull();
  expect(standIn.asked).toHaveLength(before);
});

test("the same question is asked once, by however many at once", async () => {
  const { meaning, before } = await open();
  await Promise.all([1, 2, 3].map(() => meaning.ofQuestion(LONG, FIRST)));
  await meaning.ofQuestion(LONG, FIRST);
  expect(standIn.asked).toHaveLength(before + 1);
});

test("what is late serves the next who asks, and later pages go by what the first one went by", async () => {
  const { meaning, before, lines } = await open({ deadlineMs: 20 });
  const released = Promise.withResolvers<void>();
  const answer = standIn.answer;
  standIn.answer = (asked) => ({
    vectors: asked.input.map((text) => meaningOf(text)),
    after: released.promise,
  });
  expect(await meaning.ofQuestion(LONG, FIRST)).toBeNull();
  standIn.answer = answer;
  released.resolve();
  await expect.poll(async () => await meaning.ofQuestion(LONG, FIRST)).not.toBeNull();
  expect(standIn.asked).toHaveLength(before + 1);
  expect(await meaning.ofQuestion(LONG, LATER)).not.toBeNull();
  expect(lines.filter(({ level }) => level >= 40)).toEqual([]);
});

test("a later page stays with words alone where the first one did", async () => {
  const { meaning } = await open({ deadlineMs: 20 });
  const released = Promise.withResolvers<void>();
  standIn.answer = ({ input }) => ({
    vectors: input.map((text) => meaningOf(text)),
    after: released.promise,
  });
  expect(await meaning.ofQuestion(LONG, FIRST)).toBeNull();
  released.resolve();
  expect(await meaning.ofQuestion(LONG, LATER)).toBeNull();
});

test("no more than four wait for a far end that hangs", async () => {
  const { meaning, before, stop } = await open({ deadlineMs: 20 });
  standIn.answer = () => null;
  for (let i = 0; i < 8; i += 1)
    await meaning.ofQuestion(readQuery(`marmots snooze asleep dormant slumber ${i}`), FIRST);
  expect(standIn.asked).toHaveLength(before + 4);
  stop();
});

test("a dead far end is asked once, and told of in one line without the question", async () => {
  const { meaning, lines } = await open();
  await standIn[Symbol.asyncDispose]();
  for (let i = 0; i < 3; i += 1) expect(await meaning.ofQuestion(LONG, FIRST)).toBeNull();
  const warnings = lines.filter(({ level }) => level >= 40);
  expect(warnings).toMatchObject([
    { why: "The embeddings server can't be reached (ECONNREFUSED)" },
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/groundhogs|snooze/);
  standIn = await startStandIn();
});

test.each([
  ["zeros", [0, 0, 0, 0, 0, 0, 0, 0]],
  ["another length", [1, 2, 3]],
  ["no numbers", ["NaN", "NaN"]],
])("a question whose vector is %s is answered by words alone", async (_, vector) => {
  const { meaning } = await open();
  standIn.answer = () => ({ vectors: [vector] });
  expect(await meaning.ofQuestion(LONG, FIRST)).toBeNull();
});

test("where questions get vectors of another length, so do the papers", async () => {
  const { meaning, fill, space } = await open();
  standIn.answer = ({ input }) => ({ vectors: input.map((text) => meaningOf(text, 12)) });
  expect(await meaning.ofQuestion(LONG, FIRST)).toBeNull();
  await fill();
  expect([space.length, space.size]).toEqual([12, 3]);
  expect(await meaning.ofQuestion(LONG, FIRST)).not.toBeNull();
});

test("papers are like each other by their own vectors, and nobody is asked", async () => {
  await takeIn(store, [
    { title: "Hibernation of rodents" },
    { title: "Slumber of groundhogs" },
    { title: "Congestion of cars" },
    { title: "Proteins and amino acids" },
  ]);
  const { meaning, before } = await open();
  const { id = "" } = store.paperStore.corpus().byTitle("Hibernation of rodents") ?? {};
  const likeness = await meaning.ofPaper(id);
  expect(likeness?.nearest.map(titleOf)).toEqual(["Slumber of groundhogs"]);
  expect(await meaning.ofPaper("unknown")).toBeNull();
  expect(standIn.asked).toHaveLength(before);
});
