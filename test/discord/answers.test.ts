import { deepEqual } from "node:assert/strict";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type BotInTest, startBotAt } from "./bot-in-test.ts";
import { textOf } from "./messages.ts";
import { probeCommand } from "./probe-commands.ts";
import { type StandIn, startStandIn } from "./stand-in.ts";

const CALLBACK = /^POST \/interactions\/\d+\/[^/]+\/callback$/;

let standIn: StandIn;
let bot: BotInTest;
let now: number;
/** Discord's error codes that a test provokes; any other refusal is a mistake of the bot. */
let provoked: number[];
const probe = { work: (): string | Promise<string> => "Done" };

beforeEach(async () => {
  now = Date.parse("2026-04-17T09:00:00Z");
  standIn = await startStandIn({ now: () => now });
  provoked = [];
  probe.work = () => "Done";
  const registration = standIn.registration();
  bot = await startBotAt(standIn, {
    commands: [probeCommand(probe)],
    dispatching: { deferAfterMs: 30, suggestWithinMs: 30 },
  });
  await registration;
});

afterEach(async () => {
  await bot.dispatcher.drain(1000);
  await bot.stop();
  await standIn.stop();
  deepEqual(
    standIn.refusals.map(({ code }) => code),
    provoked,
  );
});

/** Lets the probe work until Discord has been told to wait. */
function workUntilDeferred(end: () => string): void {
  probe.work = () => standIn.handled(CALLBACK).then(end);
}

function fail(): never {
  throw new Error("The disk is gone");
}

const isPrivate = { onlyFor: expect.any(String) };

test("a command is answered in the channel, for everybody", async () => {
  const answer = await standIn.command("/probe");
  expect(textOf(answer)).toContain("Done in channel");
  expect(answer.onlyFor).toBeNull();
});

test("a hidden answer is seen by the asker alone", async () => {
  expect(await standIn.command("/probe", { hide: true })).toMatchObject(isPrivate);
});

test.each(["dm", "elsewhere"] as const)("a command is answered in %s", async (place) => {
  const answer = await standIn.command("/probe", {}, { in: place });
  const server = place === "dm" ? /server null/ : /server \d+/;
  expect(textOf(answer)).toMatch(/channel \d+/);
  expect(textOf(answer)).toMatch(server);
});

test("a slow command is deferred, then answered in its place", async () => {
  workUntilDeferred(() => "Done at last");
  const answer = await standIn.command("/probe");
  expect(textOf(answer)).toContain("Done at last");
  expect(answer).toMatchObject({ edits: 1, onlyFor: null, thinking: false });
});

test.each([
  [false, { onlyFor: null }],
  [true, isPrivate],
])("what comes later takes the place of an answer, hidden: %s", async (hide, seen) => {
  const arrival = Promise.withResolvers<string>();
  probe.work = () => arrival.promise;
  const answer = await standIn.command("/probe", { word: "follow up", hide });
  expect(textOf(answer)).toBe("Asking");
  arrival.resolve("Here it is");
  await bot.dispatcher.drain(5000);
  expect(textOf(answer)).toBe("Here it is");
  expect(answer).toMatchObject({ edits: 1, ...seen });
});

test("a slow command that hides its answer is deferred in private", async () => {
  workUntilDeferred(() => "Done at last");
  const answer = await standIn.command("/probe", { hide: true });
  expect(answer).toMatchObject({ edits: 1, ...isPrivate });
});

test("an error is told to the asker alone, with an id that stands in the log", async () => {
  probe.work = fail;
  const answer = await standIn.command("/probe");
  expect(answer).toMatchObject(isPrivate);
  const id = /\b[0-9a-f]{6}\b/.exec(textOf(answer))?.[0];
  expect(bot.recorded.lines).toContainEqual(
    expect.objectContaining({
      errorId: id,
      err: expect.objectContaining({ message: "The disk is gone" }),
    }),
  );
  expect(textOf(answer)).not.toContain("disk");
});

test("what the asker can mend is told to the asker alone", async () => {
  const answer = await standIn.command("/probe", { word: "mend me" });
  expect(answer).toMatchObject(isPrivate);
  expect(textOf(answer)).toBe("Type another word.");
});

test("an error after a public deferral takes the deferral back and stays private", async () => {
  workUntilDeferred(fail);
  const answer = await standIn.command("/probe");
  expect(answer).toMatchObject(isPrivate);
  expect(standIn.messages.all.filter(({ deleted }) => !deleted)).toEqual([answer]);
});

test("an error after a private deferral takes its place", async () => {
  workUntilDeferred(fail);
  const answer = await standIn.command("/probe", { hide: true });
  expect(answer).toMatchObject({ edits: 1, ...isPrivate });
  expect(standIn.messages.all).toEqual([answer]);
});

test("a button changes the message it is on", async () => {
  const message = await standIn.command("/probe");
  probe.work = () => "Changed";
  expect(await standIn.press(message, "update")).toBe(message);
  expect(textOf(message)).toContain("Changed");
});

test("a slow button changes the message all the same", async () => {
  const message = await standIn.command("/probe");
  workUntilDeferred(() => "Changed at last");
  expect(await standIn.press(message, "update")).toBe(message);
  expect(textOf(message)).toContain("Changed at last");
});

test("an error behind a slow button leaves the message alone", async () => {
  const message = await standIn.command("/probe");
  workUntilDeferred(fail);
  const answer = await standIn.press(message, "update");
  expect(answer).toMatchObject(isPrivate);
  expect(message).toMatchObject({ edits: 0, deleted: false });
});

test.each(["at once", "late"])("a button may open a private answer, %s", async (when) => {
  const message = await standIn.command("/probe");
  if (when === "late") workUntilDeferred(() => "Just for you");
  else probe.work = () => "Just for you";
  const answer = await standIn.press(message, "private", { as: "grace" });
  expect(answer).toMatchObject(isPrivate);
  expect(textOf(answer)).toContain("Just for you");
  expect(message.edits).toBe(0);
});

test("a button of a version that is gone says what to do", async () => {
  const message = await standIn.command("/probe");
  message.body = JSON.parse(JSON.stringify(message.body).replaceAll("probe.update", "old.button"));
  const answer = await standIn.press(message, "update");
  expect(answer).toMatchObject(isPrivate);
  expect(textOf(answer)).toContain("Run the command again");
});

test("an option is completed", async () => {
  const choices = await standIn.suggest("/probe", "word", "dif");
  expect(choices).toEqual([{ name: "Done dif", value: "dif" }]);
});

test("a completion that fails or takes too long is an empty list", async () => {
  probe.work = fail;
  expect(await standIn.suggest("/probe", "word", "d")).toEqual([]);
  probe.work = () => new Promise(() => undefined);
  expect(await standIn.suggest("/probe", "word", "di")).toEqual([]);
});

test("a burst of 503 delays an answer and does not lose it", async () => {
  standIn.fail({ on: CALLBACK, times: 6, with: { status: 503 } });
  expect(textOf(await standIn.command("/probe"))).toContain("Done");
  expect(bot.recorded.lines).toContainEqual(
    expect.objectContaining({ msg: "Discord failed to answer a request", status: 503 }),
  );
});

test("a broken connection does not lose an answer", async () => {
  standIn.fail({ on: CALLBACK, with: { reset: true } });
  expect(textOf(await standIn.command("/probe"))).toContain("Done");
});

test("an answer that arrived although Discord said 502 is not given twice", async () => {
  provoked = [40060];
  standIn.fail({ on: CALLBACK, with: { status: 502 }, takesEffect: true });
  const answer = await standIn.command("/probe");
  await bot.dispatcher.drain(1000);
  expect(standIn.messages.all).toEqual([answer]);
  expect(bot.recorded.lines.filter(({ level }) => level >= 50)).toEqual([]);
});

test("a deferral that arrived although Discord said 502 is followed by its answer", async () => {
  provoked = [40060];
  standIn.fail({ on: CALLBACK, with: { status: 502 }, takesEffect: true });
  workUntilDeferred(() => "Done at last");
  const answer = await standIn.command("/probe");
  expect(textOf(answer)).toContain("Done at last");
  expect(answer.edits).toBe(1);
});

test("an answer finds its way after a deferral of which nobody knows whether it arrived", async () => {
  provoked = [40060];
  standIn.fail({ on: CALLBACK, with: { status: 502 }, takesEffect: true });
  // All other attempts to defer.
  standIn.fail({ on: CALLBACK, times: 15, with: { status: 503 } });
  const over = bot.recorded.line(/Could not defer/);
  probe.work = () => over.then(() => "Done at last");
  const answer = await standIn.command("/probe");
  expect(textOf(answer)).toContain("Done at last");
  expect(standIn.messages.all).toEqual([answer]);
});

test("a rate limit is waited for, and logged without the interaction's token", async () => {
  standIn.fail({ on: CALLBACK, with: { status: 429, retryAfterS: 0.02 } });
  await standIn.command("/probe");
  expect(await bot.recorded.line(/is rate limiting/)).toMatchObject({
    route: "/interactions/:id/:token/callback",
  });
  expect(bot.recorded.written).not.toContain("token-of-");
});

test("a refused payload is told as an error, and logged without its address", async () => {
  provoked = [50035];
  probe.work = () => "x".repeat(4001);
  const answer = await standIn.command("/probe");
  expect(answer).toMatchObject(isPrivate);
  expect(bot.recorded.lines).toContainEqual(
    expect.objectContaining({ err: expect.objectContaining({ code: 50035 }) }),
  );
  expect(bot.recorded.written).not.toContain("token-of-");
});

test("an answer after 15 minutes is a line in the log, and the bot goes on", async () => {
  provoked = [50027];
  workUntilDeferred(() => {
    now += 16 * 60_000;
    return "Too late";
  });
  void standIn.command("/probe");
  expect(await bot.recorded.line(/was too late/)).toMatchObject({ level: 40, code: 50027 });
  probe.work = () => "Still here";
  expect(textOf(await standIn.command("/probe"))).toContain("Still here");
});

test("an answer to a deleted message is a line in the log", async () => {
  provoked = [10008];
  const message = await standIn.command("/probe");
  workUntilDeferred(() => {
    standIn.messages.remove(message);
    return "Nobody sees this";
  });
  void standIn.press(message, "update");
  expect(await bot.recorded.line(/was too late/)).toMatchObject({ code: 10008 });
});

test("a kind of interaction that nobody declared gets a polite private answer", async () => {
  const userCommand = { id: "1", type: 2, name: "Inspect", target_id: "2", resolved: {} };
  const answer = await standIn.interact(userCommand);
  expect(answer).toMatchObject(isPrivate);
  expect(textOf(answer)).toMatch(/Type \/ to see its commands\.$/);
});
