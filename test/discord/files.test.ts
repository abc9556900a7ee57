import { ApplicationCommandType } from "discord-api-types/v10";
import { deepEqual } from "node:assert/strict";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { type Command, component, subcommand, UserError } from "../../commands/command/command.ts";
import { reply } from "../../src/messages/layout/budget.ts";
import { button, container, fileShown, row, text } from "../../src/messages/layout/parts.ts";
import type { ReplyFile } from "../../src/messages/layout/reply.ts";
import { type BotInTest, startBotAt } from "./bot-in-test.ts";
import { textOf } from "./messages.ts";
import { type StandIn, startStandIn } from "./stand-in.ts";

const CALLBACK = /^POST \/interactions\/\d+\/[^/]+\/callback$/;

const NOTE: ReplyFile = {
  name: "note.json",
  contentType: "application/json",
  contents: '{ "title": "Größe ≤ 10 MiB", "quote": "\\"--\\r\\n" }',
};

let standIn: StandIn;
let bot: BotInTest;
let work: () => Promise<void>;
/** What the answer to a press has. */
let afterwards: ReplyFile[];

function withFiles(files: ReplyFile[]) {
  return reply(
    [
      container([
        text(`${files.length} files`),
        ...files.map(fileShown),
        row([button("Find more", "file.more:1"), button("Show alone", "file.alone:1")]),
      ]),
    ],
    { files },
  );
}

const state = z.tuple([z.string()]);
const files: Command = {
  data: { type: ApplicationCommandType.ChatInput, name: "files", description: "Get files" },
  subcommands: {
    "": subcommand({
      options: z.object({}),
      visibility: () => "public",
      run: async () => {
        await work();
        return withFiles([NOTE]);
      },
    }),
  },
  components: {
    "file.more": component({
      state,
      run: async () => {
        await work();
        return withFiles(afterwards);
      },
    }),
    "file.alone": component({
      state,
      answer: () => "private",
      run: () => {
        if (afterwards.length === 0) throw new UserError("Nothing is there.");
        return withFiles(afterwards);
      },
    }),
  },
};

beforeEach(async () => {
  work = () => Promise.resolve();
  afterwards = [];
  standIn = await startStandIn();
  const registration = standIn.registration();
  bot = await startBotAt(standIn, { commands: [files], dispatching: { deferAfterMs: 30 } });
  await registration;
});

afterEach(async () => {
  await bot.dispatcher.drain(1000);
  await bot.stop();
  await standIn.stop();
  deepEqual(standIn.refusals, []);
});

test("a file comes with the answer, and can be downloaded as it was sent", async () => {
  const answer = await standIn.command("/files");
  expect(textOf(answer)).toContain("1 files");
  expect(await standIn.download(answer, NOTE.name)).toBe(NOTE.contents);
  expect(answer.attachments).toMatchObject([
    { filename: NOTE.name, content_type: NOTE.contentType },
  ]);
});

test("a file comes with an answer that was deferred", async () => {
  work = () => standIn.handled(CALLBACK);
  const answer = await standIn.command("/files");
  expect(await standIn.download(answer, NOTE.name)).toBe(NOTE.contents);
});

test.each([
  ["at once", () => Promise.resolve()],
  ["after a deferral", () => standIn.handled(CALLBACK)],
])("a press answered %s changes the files of its message, or takes them away", async (_, wait) => {
  const answer = await standIn.command("/files");
  work = wait;
  const other = { ...NOTE, name: "other.json", contents: "[]" };
  afterwards = [other, NOTE];
  const changed = await standIn.press(answer, "Find more");
  expect(await standIn.download(changed, other.name)).toBe("[]");
  expect(changed.attachments).toHaveLength(2);
  afterwards = [];
  expect((await standIn.press(changed, "Find more")).attachments).toEqual([]);
});

test("a private answer to a press has files of its own", async () => {
  const answer = await standIn.command("/files");
  afterwards = [NOTE];
  const alone = await standIn.press(answer, "Show alone");
  expect(alone.onlyFor).not.toBeNull();
  expect(await standIn.download(alone, NOTE.name)).toBe(NOTE.contents);
});

test("an answer that Discord fails at is repeated with its files", async () => {
  standIn.fail({ on: CALLBACK, with: { status: 502 }, times: 5 });
  const answer = await standIn.command("/files");
  expect(await standIn.download(answer, NOTE.name)).toBe(NOTE.contents);
});
