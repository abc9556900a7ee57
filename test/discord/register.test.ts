import { afterEach, beforeEach, expect, test } from "vitest";
import type { Command } from "../../commands/command/command.ts";
import { type BotInTest, startBotAt } from "./bot-in-test.ts";
import { textOf } from "./messages.ts";
import { probeCommand } from "./probe-commands.ts";
import { type StandIn, startStandIn } from "./stand-in.ts";

const probe = probeCommand({ work: () => "Done" });
const serversOnly: Command = {
  data: { name: "desk", description: "For servers", integration_types: [0], contexts: [0, 1] },
  subcommands: {},
};
const WRITES = /^PUT .*\/commands$/;

let standIn: StandIn;
let bot: BotInTest | null;

beforeEach(async () => {
  standIn = await startStandIn();
  bot = null;
});

afterEach(async () => {
  await bot?.stop();
  await standIn.stop();
});

async function start(commands: readonly Command[]): Promise<BotInTest> {
  await bot?.stop();
  bot = await startBotAt(standIn, { commands, pausesMs: [20] });
  return bot;
}

const writes = () => standIn.requests.filter(({ name }) => WRITES.test(name)).length;

test("commands that Discord does not have are registered", async () => {
  const { recorded } = await start([probe, serversOnly]);
  expect(await recorded.line(/^Commands registered/)).toMatchObject({
    commands: ["probe", "desk"],
  });
  expect(standIn.application.commands).toEqual([probe.data, serversOnly.data]);
  expect(standIn.refusals).toEqual([]);
});

test("commands that Discord has already are left alone", async () => {
  await (await start([probe, serversOnly])).recorded.line(/^Commands registered/);
  await (await start([serversOnly, probe])).recorded.line(/already registered/);
  expect(writes()).toBe(1);
});

test.each<[string, Command["data"]]>([
  ["a description", { ...probe.data, description: "Does something else" }],
  ["an option that is left out", { ...probe.data, options: probe.data.options?.slice(1) ?? [] }],
  ["the place where it is offered", { ...probe.data, contexts: [0] }],
])("%s makes the commands register again", async (_, data) => {
  await (await start([probe])).recorded.line(/^Commands registered/);
  await (await start([{ ...probe, data }])).recorded.line(/^Commands registered/);
  expect(standIn.application.commands).toEqual([data]);
});

test("a command that is gone is gone from Discord as well", async () => {
  await (await start([probe, serversOnly])).recorded.line(/^Commands registered/);
  await (await start([probe])).recorded.line(/^Commands registered/);
  expect(standIn.application.commands).toEqual([probe.data]);
});

test("where people may not install the app, commands are for servers, and the log says so", async () => {
  standIn.application.installations = { 0: {} };
  const { recorded } = await start([probe]);
  await recorded.line(/^User Install is off/);
  await recorded.line(/^Commands registered/);
  expect(standIn.application.commands).toMatchObject([
    { integration_types: [0], contexts: [0, 1] },
  ]);
  expect(standIn.refusals).toEqual([]);
});

test.each<[string, object, number[]]>([
  ["everything is asked for", { 0: {}, 1: {} }, [0, 1]],
  ["what is for servers remains when Discord refuses the rest", { 0: {} }, [0]],
])("where Discord does not say how the app is installed, %s", async (_, installations, types) => {
  Object.assign(standIn.application, { installations, tellsInstallations: false });
  await (await start([probe])).recorded.line(/^Commands registered/);
  expect(standIn.application.commands).toMatchObject([{ integration_types: types }]);
});

test("where servers may not install the app, what is for servers only is left out", async () => {
  standIn.application.installations = { 1: {} };
  const { recorded } = await start([probe, serversOnly]);
  await recorded.line(/^\/desk is left out/);
  await recorded.line(/^Commands registered/);
  expect(standIn.application.commands).toMatchObject([{ name: "probe", integration_types: [1] }]);
});

test("a list that Discord refuses is an error in the log, and people are answered", async () => {
  standIn.application.commands = [probe.data];
  const wrong: Command = { ...serversOnly, data: { ...serversOnly.data, name: "No Such Name" } };
  const { recorded } = await start([probe, wrong]);
  expect(await recorded.line(/^Could not register/)).toMatchObject({
    level: 50,
    reason: expect.stringContaining("50035"),
  });
  expect(textOf(await standIn.command("/probe"))).toContain("Done");
});

test("while Discord fails the registration waits, and is made up for", async () => {
  standIn.fail({ on: WRITES, times: 5, with: { status: 500 } });
  const { recorded } = await start([probe]);
  expect(await recorded.line(/Could not register the commands yet/)).toMatchObject({
    nextInMs: 20,
  });
  await recorded.line(/^Commands registered/);
  expect(standIn.application.commands).toEqual([probe.data]);
});
