import { deepEqual } from "node:assert/strict";
import { afterEach, expect, test } from "vitest";
import { createDelivery } from "../../src/digests/delivery/deliver.ts";
import { snowflake } from "../discord/world.ts";
import { ids } from "./at-post-office.ts";
import { longPapers } from "./long-papers.ts";
import { openPostOffice, type PostOffice, POST_MESSAGE, SATURDAY } from "./post-office.ts";

let office: PostOffice;

afterEach(async () => {
  await office.stop();
  deepEqual(office.standIn.refusals, []);
});

const POST = /^POST \/channels\/\d+\/(messages|threads)$/;
const LOOK = /^GET \/channels\/\d+\/messages$/;

/** What people wrote before, by Discord's clock, a hundred messages a minute. */
function chat(channel: string, beforeMs: number, minutes: number): void {
  for (let i = 0; i < minutes * 100; i += 1) {
    const id = snowflake(beforeMs - i * 600);
    office.standIn.messages.add({ id, channelId: channel, authorId: "1", onlyFor: null });
  }
}

const clocks = [-35, -30, 0, 30, 35].flatMap((ourClock) =>
  // What becomes of our clock before it is looked for: nothing, or it is set right.
  [false, true].map((isSetRight) => ({ ourClock, isSetRight })),
);

test.each(clocks)(
  "what arrived is found once, however wrong our clock is: %j",
  async ({ ourClock, isSetRight }) => {
    let correction = 0;
    // A clock of its own, which does not change when ours is set right.
    let theirs = SATURDAY;
    office = await openPostOffice({
      now: () => theirs.epochMilliseconds,
      nonceMemoryMs: 0,
    });
    const at = (minute: number) => {
      theirs = SATURDAY.add({ minutes: minute });
      office.now = theirs.add({ minutes: ourClock - correction });
    };
    const [channel, forum] = [await office.channel(), await office.channel("forum")];
    await office.papersCome(longPapers(2));
    chat(channel, SATURDAY.subtract({ minutes: 2 }).epochMilliseconds, 20);
    at(60);
    office.standIn.fail({ on: POST, with: { closed: true }, takesEffect: true, times: 2 });
    await office.tick(office.now);
    expect(office.papersIn(channel)).toEqual(ids(2));
    office.restart();
    if (isSetRight) correction = ourClock;
    const before = office.standIn.requests.length;
    for (let minute = 64; minute < 70 + Math.abs(ourClock); minute += 1) {
      at(minute);
      await office.tick(office.now);
    }
    expect(office.papersIn(channel)).toEqual(ids(2));
    expect(office.papersIn(forum)).toEqual(ids(2));
    const asked = office.standIn.requests.slice(before).map(({ name }) => name);
    expect(asked.filter((name) => POST.test(name))).toEqual([]);
    // Not all that people wrote is read: it was before.
    expect(asked.filter((name) => LOOK.test(name))).toHaveLength(1);
  },
);

test("an attempt of an older version, of which only our clock tells, is found too", async () => {
  office = await openPostOffice({ ourClock: 30, nonceMemoryMs: 0 });
  const channel = await office.channel();
  await office.papersCome(longPapers(2));
  office.standIn.fail({ on: POST_MESSAGE, with: { closed: true }, takesEffect: true });
  await office.plan();
  const older = createDelivery({
    corpus: office.corpus,
    book: office.book,
    courier: { ...office.bot.courier, time: null },
    now: () => office.now,
    owner: "older",
    log: office.bot.recorded.log,
  });
  await older.deliver();
  expect(office.messagesIn(channel)).toHaveLength(1);
  office.restart();
  await office.tick(office.now);
  expect(office.papersIn(channel)).toEqual(ids(2));
});
