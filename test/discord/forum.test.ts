import { ChannelType } from "discord-api-types/v10";
import { afterEach, beforeEach, expect, test } from "vitest";
import { aLibrary } from "../a-library.ts";
import { aSnapshot } from "../commands/house.ts";
import { textOf } from "./messages.ts";
import { type StandIn, startStandIn } from "./stand-in.ts";
import { startWiredBot, type WiredBot } from "./wired-bot.ts";
import { world } from "./world.ts";

const PAPERS = "111111111111111111";

let standIn: StandIn;
let running: WiredBot;
let now: Temporal.Instant;
let library: ReturnType<typeof aLibrary>;
let forum: string;

/** A forum that requires a tag, and a library with seven papers on quantum gravity. */
beforeEach(async () => {
  now = Temporal.Instant.from("2026-04-20T10:00:00Z");
  library = aLibrary([]);
  papersAre(7);
  standIn = await startStandIn({ now: () => now.epochMilliseconds });
  const registration = standIn.registration();
  running = await startWiredBot(standIn, { library, now: () => now });
  await registration;
  await running.house.tick();
  const tags = [
    { id: "222222222222222222", name: "Mods", moderated: true },
    { id: "333333333333333333", name: "News", moderated: false },
    { id: PAPERS, name: "Papers", moderated: false },
  ];
  const type = ChannelType.GuildForum;
  forum = standIn.guild.addChannel({ name: "reading", type, tags, isTagRequired: true }).id;
});

afterEach(async () => {
  await running.stop();
  await standIn.stop();
});

function papersAre(count: number): void {
  const entries = Array.from({ length: count }, (_, i) => ({ title: `Quantum gravity ${i + 1}` }));
  library.replace([aSnapshot(entries)]);
}

const postsThere = () => standIn.guild.channels.filter(({ parentId }) => parentId === forum);

test("a manager gives a forum one running post with a tag, and fills it", async () => {
  const here = { channel: forum };
  const preview = await standIn.command("/digest subscribe", { topic: "quantum gravity", ...here });
  const answer = await standIn.press(preview, "Subscribe");
  const before = textOf(await standIn.command("/digest settings", here));
  expect(before).toContain("**Tag** News, because this forum requires one");
  const choices = await standIn.suggest("/digest settings", "tag", "", {}, here);
  expect(choices.map(({ name }) => name)).toEqual(["News", "Papers"]);
  const settings = { ...here, tag: choices[1]?.value ?? "", post: "one running post" };
  expect(textOf(await standIn.command("/digest settings", settings))).toContain("**Tag** Papers");

  const sent = textOf(await standIn.press(answer, "Send the best five now"));
  const [post, ...others] = postsThere();
  expect(others).toEqual([]);
  expect(post).toMatchObject({ name: "New papers since 20 Apr 2026", appliedTags: [PAPERS] });
  expect(sent).toContain(`https://discord.com/channels/${world.guildId}/${post?.id}/${post?.id}`);

  papersAre(9);
  now = Temporal.Instant.from("2026-04-21T09:00:00Z");
  await running.house.tick();
  expect(postsThere()).toEqual([post]);
  const why = await standIn.command("/digest why", { paper: "Quantum gravity 9", ...here });
  const second = standIn.messages.all.filter(({ channelId }) => channelId === post?.id).at(-1);
  expect(textOf(why)).toContain(`/${post?.id}/${second?.id}`);
  expect(second?.id).not.toBe(post?.id);
  expect(standIn.refusals).toEqual([]);
});
