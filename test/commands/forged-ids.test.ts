import { rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { array, assert, asyncProperty, constant, constantFrom, oneof, record } from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { commands } from "../../commands/index.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { folderInMemory } from "../folder-in-memory.ts";
import {
  ANN,
  aSnapshot,
  BOB,
  button,
  CHANNEL,
  DM_OF_BOB,
  type House,
  openHouse,
  OTHER_CHANNEL,
} from "./house.ts";

/** What the hidden channel is about, and its name. */
const SECRET = "Operation Walrus";

/** With what belongs to channels. */
const TABLES =
  "channel subscription digest ledger waiting change club club_round nomination outlet webhook public_channel posting";

/** Whoever may know nothing of the channel: members who aren't shown it, and somebody in direct messages. */
const STRANGERS = [
  { userId: BOB, channelId: OTHER_CHANNEL, unseen: [CHANNEL] },
  { userId: ANN, channelId: OTHER_CHANNEL, unseen: [CHANNEL] },
  { userId: BOB, channelId: DM_OF_BOB },
];

/** Everything that a custom id can begin with, but what is about whoever presses it. */
const names = commands
  .filter(({ data }) => data.name !== "privacy")
  .flatMap(({ components = {}, forms = {} }) => [
    ...Object.keys(components).map((name) => ({ name, isForm: false })),
    ...Object.keys(forms).map((name) => ({ name, isForm: true })),
  ]);

const TYPED = { topic: "mine", name: "mine", search: "mine", text: "mine", url: "mine" };

let folder: string;
let store: Store;
let house: House;

beforeEach(async () => {
  folder = folderInMemory("paperboy-forged-");
  store = await openStore(join(folder, "paperboy.db"));
  house = await openHouse({ snapshots: [aSnapshot([{ title: "Noise of old" }])], store });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

function rowsOf(table: string): unknown[] {
  const database = new DatabaseSync(join(folder, "paperboy.db"), { readOnly: true });
  const rows = database.prepare(`select * from "${table}"`).all();
  database.close();
  return rows;
}

/** What the hidden channel has. */
const stored = () =>
  TABLES.split(" ")
    .flatMap((table) => rowsOf(table).map((row) => JSON.stringify(row)))
    .filter((row) => row.includes(CHANNEL));

/** Everything that can be in the hidden channel, and a draft left open there. */
async function fillChannel(): Promise<void> {
  const topic = { topic: "noise", name: SECRET };
  await house.press(button(await house.ask("digest subscribe", topic), "Subscribe"));
  await house.ask("digest subscribe", { topic: "graphs", name: SECRET });
  await house.ask("digest topic", { topic: SECRET, search: "noise OR graphs" });
  house.reload([aSnapshot([{ title: "Noise of old" }, { title: "Noise, part 1" }])]);
  await house.tick("2026-04-21T07:00:00Z");
  await house.ask("club start", { day: "friday", time: "15:00" });
  await house.ask("club nominate", { paper: "Noise, part 1" });
}

function idsIn(table: string, column: string): string[] {
  return rowsOf(table).map((row) => String(Object(row)[column]));
}

interface Forged {
  name: string;
  isForm: boolean;
  parts: readonly string[];
  values: readonly string[];
  who: (typeof STRANGERS)[number];
}

/** What comes of it; a form that opens comes as an error that holds it. */
async function come({ name, isForm, parts, values, who }: Forged): Promise<string> {
  const customId = [name, ...parts].join(":");
  const asked = isForm
    ? house.submit({ custom_id: customId }, TYPED, who)
    : house.press(customId, who, [...values]);
  return JSON.stringify(await asked.catch((error: unknown) => String(error)));
}

test("whatever ids somebody makes up, they learn and change nothing of a channel that they aren't shown", async () => {
  await fillChannel();
  const before = stored();
  expect(before.join(" ")).toContain(SECRET);
  expect(names.length).toBeGreaterThan(50);

  // As our buttons have them.
  const [ones, keys] = [
    [...idsIn("subscription", "id"), ...idsIn("digest", "id")],
    idsIn("view", "key"),
  ];
  const shapes = [
    [CHANNEL],
    ...[...ones, "0"].map((id) => [CHANNEL, id]),
    ...keys.map((key) => [key]),
  ];
  for (const one of names)
    for (const parts of shapes)
      for (const who of STRANGERS)
        expect(await come({ ...one, parts, values: [CHANNEL], who })).not.toContain(SECRET);

  // As nobody would think of.
  const others = constantFrom(ANN, BOB, "0", "1", SECRET, ...ones, ...keys, ...house.corpus.ids());
  const part = oneof({ weight: 2, arbitrary: constant(CHANNEL) }, { weight: 3, arbitrary: others });
  const forged = record({
    one: constantFrom(...names),
    parts: array(part, { maxLength: 4 }),
    values: array(part, { maxLength: 1 }),
    who: constantFrom(...STRANGERS),
  });
  await assert(
    asyncProperty(forged, async ({ one, ...rest }) => {
      expect(await come({ ...one, ...rest })).not.toContain(SECRET);
    }),
    { numRuns: 200 },
  );
  expect(stored()).toEqual(before);
});
