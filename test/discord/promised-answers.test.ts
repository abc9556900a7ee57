import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { LookUpOutcome, PaperLookUps } from "../../src/papers/paper-look-up.ts";
import { aLibrary } from "../a-library.ts";
import { aSnapshot } from "../commands/house.ts";
import { folderInMemory } from "../folder-in-memory.ts";
import { aPaper } from "../papers/a-paper.ts";
import { type Message, textOf } from "./messages.ts";
import { type StandIn, startStandIn } from "./stand-in.ts";
import { startWiredBot, type WiredBot } from "./wired-bot.ts";
import { personId } from "./world.ts";

const ID = "2401.00001";
const FOUND: LookUpOutcome = {
  kind: "found",
  paper: aPaper({ id: "looked-up", title: "A paper from afar" }),
};
const STOPPED: LookUpOutcome = { kind: "stopped" };

let folder: string;
let standIn: StandIn;
let now: Temporal.Instant;
let lives: WiredBot[];

beforeEach(async () => {
  folder = folderInMemory("paperboy-promised-");
  now = Temporal.Instant.from("2026-04-20T10:00:00Z");
  lives = [];
  standIn = await startStandIn({ now: () => now.epochMilliseconds });
});

afterEach(async () => {
  await standIn.stop();
  rmSync(folder, { recursive: true });
});

/** A process that asks for papers, and learns of them what `outcome` resolves with. */
async function live(outcome: Promise<LookUpOutcome>): Promise<WiredBot> {
  const lookUps: PaperLookUps = { canAsk: () => true, ask: () => outcome };
  const life = await startWiredBot(standIn, {
    path: join(folder, "paperboy.db"),
    library: aLibrary([aSnapshot([{ title: "Known before" }])]),
    now: () => now,
    house: { lookUps },
  });
  lives.push(life);
  return life;
}

/** Asks for a paper, and ends the process before it is there. */
async function askAndEnd(ask: () => Promise<Message>): Promise<Message> {
  const { promise, resolve } = Promise.withResolvers<LookUpOutcome>();
  const registration = standIn.registration();
  const first = await live(promise);
  await registration;
  const message = await ask();
  expect(textOf(message)).toMatch(/in a moment|Asking|Looking/);
  resolve(STOPPED);
  await first.stop();
  return message;
}

async function settled({ bot }: WiredBot): Promise<void> {
  await bot.dispatcher.drain(5000);
}

const show = () => standIn.command("/paper show", { paper: `arxiv ${ID}` });
const lookUp = () => standIn.pickFromMenu("Look up papers", `See arXiv:${ID} and more, said Ada`);

test.each([
  ["a command", show],
  ["a message command", lookUp],
])("what %s promised before a restart comes after it", async (_what, ask) => {
  const message = await askAndEnd(ask);
  now = now.add({ minutes: 2 });
  const second = await live(Promise.resolve(FOUND));
  await settled(second);
  expect(textOf(message)).toContain("A paper from afar");
  expect(await second.store.promisedAnswers.left()).toEqual([]);
  await second.stop();
  expect(standIn.refusals).toEqual([]);
});

test("where it still can't be had, the answer says so", async () => {
  const message = await askAndEnd(show);
  const second = await live(Promise.resolve({ kind: "failed", why: "arXiv isn't answering" }));
  await settled(second);
  expect(textOf(message)).toContain("arXiv isn't answering");
  await second.stop();
});

test("an answer that can't be changed any more is let go, with what was asked", async () => {
  const message = await askAndEnd(show);
  now = now.add({ minutes: 16 });
  const second = await live(Promise.resolve(FOUND));
  await settled(second);
  expect(textOf(message)).not.toContain("A paper from afar");
  expect(await second.store.promisedAnswers.left()).toEqual([]);
  await second.stop();
});

test("killed again and again before it comes, it is still asked for", async () => {
  const message = await askAndEnd(show);
  for (let n = 0; n < 2; n += 1) {
    const life = await live(Promise.resolve(STOPPED));
    await settled(life);
    expect(await life.store.promisedAnswers.left()).toHaveLength(1);
    await life.stop();
  }
  const last = await live(Promise.resolve(FOUND));
  await settled(last);
  expect(textOf(message)).toContain("A paper from afar");
  await last.stop();
});

test("what is kept of it is one person's: exported, forgotten, and never logged", async () => {
  await askAndEnd(show);
  const second = await live(Promise.resolve(STOPPED));
  await settled(second);
  const [left] = await second.store.promisedAnswers.left();
  const { token } = JSON.parse(left?.address ?? "{}");
  expect(token).toEqual(expect.any(String));
  const logged = JSON.stringify(lives.flatMap(({ bot }) => bot.recorded.lines));
  expect(logged).not.toContain(token);
  expect(logged).not.toContain(ID);
  const person = { userId: personId("ada"), directChannelId: null };
  const exported = JSON.stringify(await second.store.privacy.export(person));
  expect(exported).toContain(ID);
  expect(exported).not.toContain(token);
  await second.store.privacy.forget(person);
  expect(await second.store.promisedAnswers.left()).toEqual([]);
  await second.stop();
});
