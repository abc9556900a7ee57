import { deepEqual } from "node:assert/strict";
import { afterEach, beforeEach, expect, test } from "vitest";
import { aLibrary, SEEDS } from "../a-library.ts";
import { aSnapshot } from "../commands/house.ts";
import { textOf } from "./messages.ts";
import { type StandIn, startStandIn } from "./stand-in.ts";
import { world } from "./world.ts";
import { startWiredBot, type WiredBot } from "./wired-bot.ts";

const MONDAY = "2026-04-20T10:00:00Z";
const TUESDAY = "2026-04-21T09:00:00Z";
const dm = { in: "dm" } as const;

let standIn: StandIn;
let running: WiredBot;
let now: Temporal.Instant;
let library: ReturnType<typeof aLibrary>;

beforeEach(async () => {
  now = Temporal.Instant.from(MONDAY);
  library = aLibrary();
  standIn = await startStandIn();
});

afterEach(async () => {
  await running.stop();
  await standIn.stop();
  deepEqual(standIn.refusals, []);
});

async function start(): Promise<void> {
  running = await startWiredBot(standIn, { library, now: () => now });
}

async function startRegistered(): Promise<void> {
  await start();
  await running.bot.recorded.line(/^Commands (are already )?registered/);
}

const mention = (path: string) =>
  `</${path}:${standIn.application.commandId(path.split(" ")[0] ?? "")}>`;

test("commands in answers, in errors and in digests can be clicked", async () => {
  await startRegistered();
  expect(textOf(await standIn.command("/help"))).toContain(`${mention("paper search")} Search`);
  expect(textOf(await standIn.command("/digest status", {}, dm))).toContain(
    `Use ${mention("digest subscribe")} to add one.`,
  );
  const preview = await standIn.command("/digest subscribe", { topic: "quantum gravity" }, dm);
  await standIn.press(preview, "Subscribe", dm);
  expect(textOf(preview)).toContain(`Use ${mention("digest preview")} to see it now`);

  const entries = [{ title: "Quantum gravity, `/digest subscribe`" }];
  library.replace([...SEEDS, { ...aSnapshot(entries), file: "new.txt" }]);
  now = Temporal.Instant.from(TUESDAY);
  const posted = standIn.post();
  await running.house.tick();
  const digest = textOf(await posted);
  expect(digest).toContain("Quantum gravity, \\`/digest subscribe\\`");
  expect(digest).toContain(
    `Use ${mention("digest unsubscribe")} to stop them, or ${mention("digest pause")}`,
  );
  // What is kept says nothing of ids: it may be sent by another application.
  const { history } = running.store.book;
  const [run] = await history.runs(world.dmChannelId, 1);
  const [kept] = await history.messages(run?.id ?? "");
  expect(JSON.stringify(kept?.payload)).toContain("`/digest unsubscribe`");
});

test("so they can where the commands were registered by an earlier start", async () => {
  await startRegistered();
  await running.stop();
  await startRegistered();
  expect(textOf(await standIn.command("/help"))).toContain(mention("paper random"));
});

test("until Discord has told their ids, commands stand in code", async () => {
  await startRegistered();
  await running.stop();
  const on = /^GET .*\/commands/;
  standIn.fail({ on, times: Infinity, with: { status: 500 } });
  await start();
  expect(textOf(await standIn.command("/help"))).toContain("`/paper random`");
});
