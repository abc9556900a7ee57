import { afterEach, describe, expect, test } from "vitest";
import { shardOf } from "../discord/gateway.ts";
import { world } from "../discord/world.ts";
import { subscribed } from "./a-channel.ts";
import { ids, minutes } from "./at-post-office.ts";
import { longPapers } from "./long-papers.ts";
import { openPostOffice, type PostOffice, SATURDAY } from "./post-office.ts";

const COUNT = 4;
/** The one that tells of the server of the stand-in, and one that doesn't. */
const ITS = shardOf(world.guildId, COUNT);
const OTHER = 1;

const ELSEWHERE = "123456789012345678";

let office: PostOffice;

afterEach(async () => {
  await office.stop();
});

async function open(held: number | null, span: { first: number; last: number } | null = null) {
  office = await openPostOffice({
    before({ gateway }) {
      Object.assign(gateway.limits, { recommended: COUNT, maxConcurrency: COUNT });
      if (held !== null) gateway.hold(held);
    },
    span: span && { ...span, count: COUNT },
  });
}

/** A channel that the bot isn't told of, in a server of the shard. */
async function channelIn(guildId: string): Promise<string> {
  const channel = await office.channel();
  const kept = await office.subscription(channel);
  await subscribed(office.book, { ...kept, id: ELSEWHERE, guildId }, "vision");
  return ELSEWHERE;
}

const serverOf = (shard: number) => office.standIn.addServer(shard, COUNT).guildId;

const states = () => office.bot.shards().map(({ state }) => state);

async function connected(): Promise<void> {
  await expect.poll(states, { timeout: 60_000 }).toEqual(Array(COUNT).fill("connected"));
}

describe("while one shard can't start", () => {
  test("digests in servers of the others go out", async () => {
    await open(OTHER);
    await expect.poll(() => office.bot.known(world.guildId)).toBe(true);
    const channel = await office.channel();
    await office.papersCome(longPapers(3));
    await office.tick();
    expect(office.papersIn(channel)).toEqual(ids(3));
  });

  test("digests in its servers wait, and go out when it is there; nothing has ended", async () => {
    await open(ITS);
    const channel = await office.channel();
    await office.papersCome(longPapers(3));
    const asked = office.standIn.requests.length;
    await office.presence.check();
    await office.tick();
    expect(await office.run(channel)).toMatchObject({ outcome: "sending", finishedAt: null });
    expect(await office.subscription(channel)).toMatchObject({ endedAt: null, pause: null });
    expect(
      office.standIn.requests.slice(asked).filter(({ name }) => name.includes("/channels/")),
    ).toEqual([]);
    office.standIn.gateway.release(ITS);
    await connected();
    await office.tick(minutes(3));
    expect(office.papersIn(channel)).toEqual(ids(3));
  });

  test("a server of it that is gone is noticed when it is there, and one that is here stays", async () => {
    await open(OTHER);
    const stays = await office.channel();
    // The bot was removed from it while it was down.
    const guildId = serverOf(OTHER);
    office.standIn.removeServer(guildId);
    const lost = await channelIn(guildId);
    await office.presence.check();
    expect(await office.subscription(lost)).toMatchObject({ endedAt: null });
    office.standIn.gateway.release(OTHER);
    await expect
      .poll(async () => (await office.subscription(lost)).endedAt, { timeout: 60_000 })
      .toEqual(SATURDAY);
    expect(await office.subscription(stays)).toMatchObject({ endedAt: null });
  });
});

test("a channel of a server on a shard of another process is never lost", async () => {
  await open(null, { first: 0, last: 1 });
  const channel = await office.channel();
  office.standIn.guild.removeChannel(channel);
  await office.presence.check();
  await office.presence.note({ kind: "server here", guildId: world.guildId, isInvited: true });
  expect(await office.subscription(channel)).toMatchObject({ endedAt: null, pause: null });
});
