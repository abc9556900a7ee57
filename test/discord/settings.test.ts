import { deepEqual } from "node:assert/strict";
import { afterEach, beforeEach, expect, test } from "vitest";
import { aLibrary, SEEDS } from "../a-library.ts";
import { aSnapshot } from "../commands/house.ts";
import { type Message, textOf } from "./messages.ts";
import { type StandIn, startStandIn } from "./stand-in.ts";
import { startWiredBot, type WiredBot } from "./wired-bot.ts";
import { world } from "./world.ts";

const MONDAY = Temporal.Instant.from("2026-04-20T10:00:00Z");

let standIn: StandIn;
let running: WiredBot;
let library: ReturnType<typeof aLibrary>;

beforeEach(async () => {
  library = aLibrary();
  standIn = await startStandIn();
  const registration = standIn.registration();
  await start();
  await registration;
  const preview = await standIn.command("/digest subscribe", { topic: "quantum gravity" });
  await standIn.press(preview, "Subscribe");
});

afterEach(async () => {
  await running.stop();
  await standIn.stop();
  deepEqual(standIn.refusals, []);
});

async function start(): Promise<void> {
  running = await startWiredBot(standIn, { library, now: () => MONDAY });
}

const idOf = (option: string) => `digest.set:${world.channelId}:${option}`;

test("settings are changed in place, with menus, a form and a role", async () => {
  const card = await standIn.command("/digest settings");
  const inPlace = async (answer: Promise<Message>) => expect(await answer).toBe(card);
  await inPlace(standIn.press(card, "Change schedule"));
  await inPlace(standIn.choose(card, idOf("days"), "weekdays"));
  expect(textOf(card)).toContain("Saved.\n**When** Monday to Friday at 09:00");
  const form = await standIn.openForm(card, "Change time zone");
  await inPlace(standIn.submit(card, form, { zone: "Tokyo", time: "18" }));
  expect(textOf(card)).toContain("Monday to Friday at 18:00, Asia/Tokyo");
  await standIn.press(card, "Go back");

  await standIn.press(card, "Change mentions");
  const silent = standIn.guild.addRole({ name: "silent" });
  const refused = await standIn.choose(card, idOf("role"), silent);
  expect(refused).not.toBe(card);
  expect(textOf(refused)).toContain("Paperboy needs");
  const readers = standIn.guild.addRole({ name: "readers", mentionable: true });
  await inPlace(standIn.choose(card, idOf("role"), readers));
  await standIn.press(card, "Go back");
  expect(textOf(card)).toContain(`**Mentions** <@&${readers}>`);
});

test("a digest sent by hand mentions a role only once somebody has said so", async () => {
  const role = standIn.guild.addRole({ name: "readers", mentionable: true });
  await standIn.command("/digest settings", { role });
  const entries = [{ title: "Quantum gravity 1" }];
  library.replace([...SEEDS, { ...aSnapshot(entries), file: "new.txt" }]);
  const preview = await standIn.command("/digest preview");
  expect(await standIn.press(preview, "Send now")).toBe(preview);
  expect(textOf(preview)).toContain(`It mentions <@&${role}>`);
  expect(standIn.messages.all.filter(({ onlyFor }) => onlyFor === null)).toEqual([]);
  const posted = standIn.post();
  await standIn.press(preview, "Send and mention the role");
  expect((await posted).body.allowed_mentions).toEqual({ parse: [], roles: [role] });
  expect(textOf(preview)).toContain("Digest sent.");
});
