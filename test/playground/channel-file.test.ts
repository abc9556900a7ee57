import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MessageFlags } from "discord-api-types/v10";
import { pino } from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createChannel } from "../../src/playground/channel.ts";
import { CHANNEL_FILE, openChannelFile } from "../../src/playground/channel-file.ts";
import { PEOPLE } from "../../src/playground/guild.ts";
import { show } from "../../src/playground/show.ts";

const [ada] = PEOPLE;
const now = () => Temporal.Instant.from("2026-01-15T12:00:00Z");

let folder: string;
let warnings: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "paperboy-channel-"));
  warnings = [];
});
afterEach(() => rm(folder, { recursive: true }));

function aChannel() {
  const log = pino({ level: "warn" }, { write: (line) => warnings.push(line) });
  return createChannel(now, openChannelFile(folder, log));
}

function aMessage(words: string) {
  return {
    asked: { by: ada, command: "paper search" },
    onlyFor: null,
    shown: show({
      flags: MessageFlags.IsComponentsV2,
      components: [{ type: 10, content: words }],
      allowed_mentions: { parse: [] },
    }),
  };
}

test("what is said in the channel is there in the next run, as it was at last", async () => {
  const channel = aChannel();
  channel.add(aMessage("**one**"));
  const two = channel.add(aMessage("two"));
  channel.add({ ...aMessage("to Ada"), onlyFor: ada.id });
  channel.remove(channel.add(aMessage("gone")).id);
  // Nobody would answer it any more.
  channel.add({ ...aMessage(""), shown: null });
  channel.change(two.id, aMessage("changed").shown);
  await channel.saved();

  const [thinking, ...answered] = channel.messagesFor(ada).toReversed();
  expect(thinking?.shown).toBeNull();
  expect(aChannel().messagesFor(ada)).toEqual(answered.toReversed());
  expect(await readdir(folder)).toEqual([CHANNEL_FILE]);
  expect(warnings).toEqual([]);
});

test.each(["", "{", '{"version":2,"messages":[]}', '{"version":1,"messages":[{"id":"1"}]}'])(
  "a file that holds %j begins anew, and the log says so",
  async (text) => {
    await writeFile(join(folder, CHANNEL_FILE), text);

    const channel = aChannel();
    expect(channel.messagesFor(null)).toEqual([]);
    expect(warnings).toEqual([
      expect.stringContaining("could not be read; the channel starts empty"),
    ]);

    channel.add(aMessage("one"));
    await channel.saved();
    expect(aChannel().messagesFor(null)).toHaveLength(1);
  },
);

test("where nothing can be written, the channel goes on, and the log says so", async () => {
  const channel = aChannel();
  await rm(folder, { recursive: true });
  channel.add(aMessage("one"));
  await channel.saved();

  expect(channel.messagesFor(null)).toHaveLength(1);
  expect(warnings).toEqual([expect.stringContaining("could not be saved")]);
  await mkdir(folder);
});
