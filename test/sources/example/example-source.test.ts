import { afterEach, beforeEach, expect, test } from "vitest";
import { createReadings } from "../../../src/sources/readings.ts";
import { openStore, type Store } from "../../../src/store/open.ts";
import { recordLog } from "../../discord/log.ts";
import { aClient, aClock } from "../a-client.ts";
import { type FarEnd, startFarEnd } from "../far-end.ts";
import { createExample } from "./example-source.ts";

let store: Store;
let farEnd: FarEnd;

beforeEach(async () => {
  store = await openStore(":memory:");
  farEnd = await startFarEnd();
});

afterEach(async () => {
  await farEnd[Symbol.asyncDispose]();
  await store.close();
});

const { signal } = new AbortController();

const LISTED = [
  { title: "Of Marmots", abstract: "They whistle.", doi: "10.1000/marmots" },
  { title: "Of Ibexes", abstract: "They climb.", doi: "10.1000/ibexes" },
];

/** The example beside its far end, its clock, and what reads it. */
function openExample() {
  const clock = aClock();
  const { now } = clock;
  const client = aClient(farEnd.base, { now });
  const source = createExample({ client, now, baseUrl: farEnd.base });
  const { log } = recordLog();
  const readings = createReadings([source], { paperStore: store.paperStore, log });
  return { clock, source, read: async () => await readings.read({ signal }) };
}

test("the example of a source brings papers into the corpus, and says how it is", async () => {
  const { clock, source, read } = openExample();
  farEnd.say({ body: JSON.stringify(LISTED) }, { body: JSON.stringify(LISTED) }, { body: "Oops" });
  expect(await read()).toMatchObject([{ source: "Example", entries: 2, fresh: 2 }]);
  const titles = [...store.paperStore.corpus().all()].map(({ title }) => title);
  expect(titles).toEqual(["Of Marmots", "Of Ibexes"]);
  expect(source.health).toMatchObject({ name: "Example", state: "fresh", trouble: null });

  // Too early: nobody is asked.
  expect(await read()).toMatchObject([{ entries: 0 }]);
  expect(farEnd.asked).toHaveLength(1);

  clock.pass({ minutes: 30 });
  expect(await read()).toMatchObject([{ entries: 2, fresh: 0 }]);
  clock.pass({ minutes: 30 });
  await read();
  expect(source.health).toMatchObject({
    state: "failing",
    trouble: "Example send a list of papers",
  });
});
