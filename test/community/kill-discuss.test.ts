import { rmSync } from "node:fs";
import { join } from "node:path";
import { ChannelType } from "discord-api-types/v10";
import { afterAll, expect, test } from "vitest";
import type { ChannelKind } from "../../src/digests/digest.ts";
import { FRIDAY } from "../digests/a-channel.ts";
import { type StandIn, startStandIn } from "../discord/stand-in.ts";
import { folderInMemory } from "../folder-in-memory.ts";
import { DISCUSSED_PAPER, type DiscussLife, liveToDiscuss } from "./mortal-discuss.ts";

const TYPES = {
  text: ChannelType.GuildText,
  announcement: ChannelType.GuildAnnouncement,
  forum: ChannelType.GuildForum,
};

const folder = folderInMemory("paperboy-discuss-");
afterAll(() => rmSync(folder, { recursive: true }));

async function begin(kind: keyof typeof TYPES, name: string) {
  let now = FRIDAY;
  const standIn = await startStandIn({ now: () => now.epochMilliseconds });
  const channelId = standIn.guild.addChannel({ type: TYPES[kind] }).id;
  const life = (given: Partial<DiscussLife> = {}): DiscussLife => ({
    database: join(folder, `${kind}-${name}.db`),
    standIn,
    now,
    owner: "first",
    channelId,
    kind: kind satisfies ChannelKind,
    diesAt: null,
    ...given,
  });
  return { standIn, channelId, life, pass: (by: object) => void (now = now.add(by)) };
}

/** One thread, and one message that it was started from. */
function expectOnce(standIn: StandIn, channelId: string, told: string): void {
  const threads = standIn.guild.channels.filter(({ parentId }) => parentId === channelId);
  const names = threads.map(({ name }) => name);
  const messages = standIn.messages.all.filter(({ deleted }) => !deleted).length;
  expect({ told, names, messages }).toEqual({ told, names: [DISCUSSED_PAPER.title], messages: 1 });
}

test.each(["text", "announcement", "forum"] as const)(
  "stopped dead at each step in turn, a %s channel gets one thread",
  async (kind) => {
    const untroubled = await begin(kind, "untroubled");
    const { steps = 0 } = (await liveToDiscuss(untroubled.life())) ?? {};
    expectOnce(untroubled.standIn, untroubled.channelId, "untroubled");
    await untroubled.standIn.stop();
    expect(steps).toBeGreaterThan(10);
    for (let step = 1; step <= steps; step += 1) {
      const { standIn, channelId, life, pass } = await begin(kind, `step-${step}`);
      expect(await liveToDiscuss(life({ diesAt: step }))).toBeNull();
      // At once under the same name, or under another once the lease has run out.
      pass(step % 2 === 0 ? { seconds: 20 } : { minutes: 4 });
      const owner = step % 2 === 0 ? "first" : "second";
      if (step % 3 === 0) await liveToDiscuss(life({ owner, onlyResumes: true }));
      const again = await liveToDiscuss(life({ owner }));
      expect(again?.came).toMatchObject({ threadId: expect.any(String) });
      expectOnce(standIn, channelId, `step ${step}`);
      await standIn.stop();
    }
  },
  120_000,
);

test.each(["text", "forum"] as const)(
  "two processes that are asked at the same moment make one thread in a %s channel",
  async (kind) => {
    for (let n = 0; n < 5; n += 1) {
      const { standIn, channelId, life } = await begin(kind, `race-${n}`);
      // The file is made before both open it.
      await liveToDiscuss(life({ onlyResumes: true }));
      const lives = ["first", "second", "third"].map((owner) => liveToDiscuss(life({ owner })));
      const ids = (await Promise.all(lives)).map((one) =>
        one?.came && "threadId" in one.came ? one.came.threadId : one?.came,
      );
      expect(new Set(ids).size).toBe(1);
      expectOnce(standIn, channelId, `race ${n}`);
      await standIn.stop();
    }
  },
  60_000,
);
